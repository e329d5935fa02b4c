"""Closing a case, asking whether it holds, keeping what was promised."""

from __future__ import annotations

from secrets import token_urlsafe
from typing import Any

from portal.cases import commands, forms, queries
from portal.cases.projections import WORDS
from portal.cases.verbs import CaseVerb
from portal.cases.views.room import CasePermit, back, pages
from portal.cases.views.starting import starting
from portal.cases.views.telling import heard
from portal.identity.tokens import kept_of, token_for
from portal.web.house import house
from portal.web.pages import Values
from portal.web.records import offers


def _link() -> commands.Link:
    """Make the link that asks the complainant, if they left an address, whether the closing holds."""
    key, nonce = house().settings.secret_key, token_urlsafe(16)
    return commands.Link(nonce, kept_of(key, token_for(key, nonce)))


@pages.action("/<ref>/close", CaseVerb.CLOSE, forms.CloseForm, fill=starting("closing"))
def close(permit: CasePermit, form: Any) -> str:
    commands.close(permit, commands.Ending(**form.typed()), _link())
    return back(permit)


def _to_reach(permit: CasePermit, _form: Any) -> Values:
    """Whom to call, and how the department says the case ended."""
    parts = queries.parts(permit)
    rated = "\n".join(heard(parts.rating)) if parts.rating else ""
    ask = bool(offers(permit, WORDS, "cases", CaseVerb.ASK_IDENTITY))
    return {"complainant": parts.complainant, "closure": parts.closure, "rated": rated, "ask": ask}


@pages.action("/<ref>/call-back", CaseVerb.CALL_BACK, forms.CallBackForm, fill=_to_reach)
def call_back(permit: CasePermit, form: Any) -> str:
    typed = form.typed()
    said = {name: typed[name] == "yes" for name in ("contacted", "solved")}
    commands.call_back(permit, commands.Heard(**typed | said))
    return back(permit)


@pages.action("/<ref>/keep-promise", CaseVerb.KEEP_PROMISE, forms.KeepPromiseForm)
def keep_promise(permit: CasePermit, form: Any) -> str:
    commands.keep_promise(permit, form.body.data)
    return back(permit)
