"""How a case comes to a department: signing for it, returning it, deciding on a return."""

from __future__ import annotations

from typing import Any

from portal.cases import commands, forms, queries
from portal.cases.verbs import CaseVerb
from portal.cases.views.handover import chain
from portal.cases.views.room import CasePermit, back, pages, to_department
from portal.i18n import _
from portal.web.names import picker
from portal.web.pages import Values


def _departments(permit: CasePermit, form: Any) -> Values:
    form.department.choices = picker(permit.session, "agency", none=_("Nobody yet: it stays here"))
    return {"chain": chain(permit), "notes": queries.parts(permit).notes}


@pages.action("/<ref>/take-up", CaseVerb.TAKE_UP, forms.TakeUpForm)
def take_up(permit: CasePermit, _form: Any) -> str:
    commands.take_up(permit)
    return back(permit)


@pages.action("/<ref>/send-back", CaseVerb.SEND_BACK, forms.SendBackForm)
def send_back(permit: CasePermit, form: Any) -> str:
    commands.send_back(permit, form.ground.data, form.body.data)
    return back(permit)


@pages.action("/<ref>/adjudicate", CaseVerb.ADJUDICATE, forms.AdjudicateForm, fill=_departments)
def adjudicate(permit: CasePermit, form: Any) -> str:
    chosen = to_department(permit, form.department.data) if form.department.data else None
    commands.adjudicate(permit, form.decision.data, form.body.data, chosen)
    return back(permit)
