"""What officers do to a case."""

from __future__ import annotations

from typing import Any

from flask import request

from portal.cases import commands, forms
from portal.cases.model import Case
from portal.cases.verbs import CaseVerb
from portal.cases.views.room import AnyPermit, CasePermit, back, pages, to_department
from portal.cases.views.starting import starting
from portal.i18n import _, current, pick
from portal.identity.people import organisations
from portal.web.house import house
from portal.web.names import picker
from portal.web.pages import Values


def suggested(permit: AnyPermit, case: Case) -> Any:
    """Return the line of the routing table that fits a case best, or None."""
    return house().services["suggest_department"](permit, case.category, case.district)


def _departments(permit: CasePermit, form: Any) -> Values:
    """Offer departments, and choose the one that the routing table suggests until somebody chooses another."""
    form.department.choices = picker(permit.session, "agency", none=_("Choose a department"))
    line = suggested(permit, permit.subject)
    if line is None:
        return {"suggestion": None}
    ref, zh, en = organisations(permit.session, [line.org_id])[line.org_id]
    if request.method == "GET":
        form.department.data = ref
    return {"suggestion": (pick(current(), zh, en), line.basis)}


@pages.action("/<ref>/accept", CaseVerb.ACCEPT, forms.AcceptForm)
def accept(permit: CasePermit, _form: Any) -> str:
    commands.accept(permit)
    return back(permit)


@pages.action("/<ref>/refuse", CaseVerb.REFUSE, forms.RefuseForm, fill=starting("refusal"))
def refuse(permit: CasePermit, form: Any) -> str:
    commands.refuse(permit, form.ground.data, form.route.data, form.body.data)
    return back(permit)


@pages.action("/<ref>/dispatch", CaseVerb.DISPATCH, forms.DispatchForm, fill=_departments)
def dispatch(permit: CasePermit, form: Any) -> str:
    line = suggested(permit, permit.subject)
    commands.dispatch(permit, to_department(permit, form.department.data), line.org_id if line else None)
    return back(permit)


@pages.action("/<ref>/progress", CaseVerb.PROGRESS, forms.ProgressForm, fill=starting("progress"))
def progress(permit: CasePermit, form: Any) -> str:
    commands.progress(permit, form.body.data)
    return back(permit)


@pages.action("/<ref>/message", CaseVerb.MESSAGE, forms.MessageForm, fill=starting("message"))
def message(permit: CasePermit, form: Any) -> str:
    commands.message(permit, form.body.data, form.files.token)
    return back(permit)


@pages.action("/<ref>/note", CaseVerb.NOTE, forms.NoteForm)
def note(permit: CasePermit, form: Any) -> str:
    commands.note(permit, form.body.data)
    return back(permit)


@pages.action("/<ref>/answer", CaseVerb.ANSWER, forms.AnswerForm, fill=starting("answer"))
def answer(permit: CasePermit, form: Any) -> str:
    commands.answer(permit, form.body.data, form.files.token)
    return back(permit)
