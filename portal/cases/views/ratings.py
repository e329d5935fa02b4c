"""Asking the complainant whether it was solved."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from flask import request

from portal.cases import commands, forms
from portal.cases.verbs import CaseVerb
from portal.cases.views.room import AnyPermit, CasePermit, back, pages
from portal.identity.tokens import kept_of, nonce_of
from portal.web.house import house
from portal.web.limits import Limit
from portal.web.pages import Shown, Values

_LINK = Limit("case.respond", 30, timedelta(hours=1))


def _opinion(form: Any) -> commands.Opinion:
    typed = form.typed()
    return commands.Opinion(**typed | {name: typed[name] == "yes" for name in ("contacted", "solved")})


@pages.action("/<ref>/rate", CaseVerb.RATE, forms.RateForm)
def rate(permit: CasePermit, form: Any) -> str:
    commands.rate(permit, _opinion(form))
    return back(permit)


def _genuine(_permit: AnyPermit, _form: Any) -> Values:
    """Say at once when the link in the address was not made by this portal."""
    token = str((request.view_args or {}).get("token", ""))
    return {"genuine": nonce_of(house().settings.secret_key, token) is not None}


def _thanks(_permit: AnyPermit, _form: Any, _location: str) -> Shown:
    return Shown("cases/responded.html")


@pages.action(
    "/respond/<token>", CaseVerb.RESPOND, forms.RespondForm, fill=_genuine, again=_thanks, limit=_LINK
)
def respond(permit: AnyPermit, form: Any, token: str) -> Shown:
    commands.respond(permit, kept_of(house().settings.secret_key, token), _opinion(form))
    return Shown("cases/responded.html")
