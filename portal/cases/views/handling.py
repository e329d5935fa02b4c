"""What officers do to a case."""

from __future__ import annotations

from typing import Any

from portal.access import Refused
from portal.cases import commands, forms
from portal.cases.verbs import CaseVerb
from portal.cases.views.room import CasePermit, back, pages
from portal.i18n import N_, _
from portal.identity.people import organisation_id
from portal.web.names import picker
from portal.web.pages import Values


def _departments(permit: CasePermit, form: Any) -> Values:
    form.department.choices = picker(permit.session, "agency", none=_("Choose a department"))
    return {}


def _to_department(permit: CasePermit, ref: str) -> int:
    found = organisation_id(permit.session, ref, "agency")
    if found is None:
        raise Refused("department", N_("Choose one of the options."))
    return found


@pages.action("/<ref>/accept", CaseVerb.ACCEPT, forms.AcceptForm)
def accept(permit: CasePermit, _form: Any) -> str:
    commands.accept(permit)
    return back(permit)


@pages.action("/<ref>/refuse", CaseVerb.REFUSE, forms.RefuseForm)
def refuse(permit: CasePermit, form: Any) -> str:
    commands.refuse(permit, form.ground.data, form.body.data)
    return back(permit)


@pages.action("/<ref>/dispatch", CaseVerb.DISPATCH, forms.DispatchForm, fill=_departments)
def dispatch(permit: CasePermit, form: Any) -> str:
    commands.dispatch(permit, _to_department(permit, form.department.data))
    return back(permit)


@pages.action("/<ref>/take-up", CaseVerb.TAKE_UP, forms.TakeUpForm)
def take_up(permit: CasePermit, _form: Any) -> str:
    commands.take_up(permit)
    return back(permit)


@pages.action("/<ref>/progress", CaseVerb.PROGRESS, forms.ProgressForm)
def progress(permit: CasePermit, form: Any) -> str:
    commands.progress(permit, form.body.data)
    return back(permit)


@pages.action("/<ref>/message", CaseVerb.MESSAGE, forms.MessageForm)
def message(permit: CasePermit, form: Any) -> str:
    commands.message(permit, form.body.data, form.files.token)
    return back(permit)


@pages.action("/<ref>/note", CaseVerb.NOTE, forms.NoteForm)
def note(permit: CasePermit, form: Any) -> str:
    commands.note(permit, form.body.data)
    return back(permit)


@pages.action("/<ref>/answer", CaseVerb.ANSWER, forms.AnswerForm)
def answer(permit: CasePermit, form: Any) -> str:
    commands.answer(permit, form.body.data, form.files.token)
    return back(permit)


@pages.action("/<ref>/close", CaseVerb.CLOSE, forms.CloseForm)
def close(permit: CasePermit, form: Any) -> str:
    commands.close(permit, form.outcome.data, form.body.data)
    return back(permit)
