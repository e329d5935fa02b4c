"""Appeals against a refusal."""

from __future__ import annotations

from typing import Any

from portal.cases import commands, forms, queries
from portal.cases.verbs import CaseVerb
from portal.cases.views.room import CasePermit, back, pages
from portal.cases.views.starting import starting
from portal.web.pages import Values


def _said(permit: CasePermit, _form: Any) -> Values:
    parts = queries.parts(permit)
    return {"statement": parts.statement, "messages": parts.messages}


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
