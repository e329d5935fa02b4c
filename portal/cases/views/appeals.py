"""Appeals against a refusal."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from portal.cases import commands, forms, queries
from portal.cases.model import GROUNDS, NATURES, Message
from portal.cases.verbs import CaseVerb
from portal.cases.views.room import CasePermit, back, pages
from portal.cases.views.starting import starting
from portal.i18n import HTML_LANG, _
from portal.web.names import names
from portal.web.pages import Values


def _said(permit: CasePermit, _form: Any) -> Values:
    """Show what was said so far, each with who said it and what it was."""
    parts = queries.parts(permit)
    messages = parts.messages
    known = names(permit.session, (one.author_org_id for one in messages))
    whose = [known.get(one.author_org_id or 0, _("The complainant")) for one in messages]
    ground = _(GROUNDS[permit.subject.ground]) if permit.subject.ground else ""
    told = list(zip(whose, _called(messages), messages, strict=True))
    return {"statement": parts.statement, "told": told, "langs": HTML_LANG, "ground": ground}


def _called(messages: Sequence[Message]) -> list[str]:
    """Return what each message is; the one before the appeal turned the case away."""
    called = [_(NATURES[one.nature]) for one in messages]
    appealed = next((number for number, one in enumerate(messages) if one.nature == "appeal"), 0)
    return [_("Refusal") if number == appealed - 1 else word for number, word in enumerate(called)]


@pages.action("/<ref>/appeal", CaseVerb.APPEAL, forms.AppealForm, fill=_said)
def appeal(permit: CasePermit, form: Any) -> str:
    commands.appeal(permit, form.body.data, form.files.token)
    return back(permit)


@pages.action(
    "/<ref>/decide-appeal", CaseVerb.DECIDE_APPEAL, forms.DecideAppealForm, fill=starting("appeal", _said)
)
def decide_appeal(permit: CasePermit, form: Any) -> str:
    typed = form.decision.data, form.body.data, form.ground.data or "", form.route.data or ""
    commands.decide_appeal(permit, commands.AppealDecision(*typed))
    return back(permit)
