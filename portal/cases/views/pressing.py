"""More time, urgency, supervision, and help from above."""

from __future__ import annotations

from typing import Any

from portal.cases import commands, forms, queries
from portal.cases.model import EXTENSIONS, SUPERVISIONS, URGENCIES, Case
from portal.cases.verbs import CaseVerb
from portal.cases.views.room import CasePermit, back, pages
from portal.clocks import length
from portal.i18n import _, day
from portal.web.pages import Values


def flags(case: Case) -> list[tuple[str, str]]:
    """Return what stands beside the state of a case, as rows of its summary."""
    watched = case.supervised_until
    level = SUPERVISIONS.get(case.supervision, "")
    supervised = _("%(level)s, until %(day)s", level=_(level), day=day(watched)) if watched else ""
    return [
        (_("Urgency"), _(URGENCIES[case.urgency]) if case.urgency != "normal" else ""),
        (_("Supervision"), supervised),
        (_("Help from above"), _("asked for") if case.escalated else ""),
        (_("More time"), _("asked for, not decided yet") if case.extends else ""),
    ]


def _time(permit: CasePermit, _form: Any) -> Values:
    """Show the time that runs and how much more its rule allows; of a request also what was asked for, and why."""
    case, session, clock = permit.subject, permit.session, queries.handling_clock(permit.subject)
    most = length(queries.most_extension(session, clock), clock.unit) if clock else ""
    wanted = length(case.extension, clock.unit) if case.extends and clock else ""
    ground = _(EXTENSIONS[case.extension_ground]) if case.extension_ground else ""
    rows = [
        (_("Due"), day(clock.due_on) if clock else ""),
        (_("The rule still allows"), most),
        (_("Asked for"), wanted),
        (_("Ground"), ground),
    ]
    return {
        "rows": [row for row in rows if row[1]],
        "notes": queries.parts(permit).notes[-1:] if case.extends else (),
    }


@pages.action("/<ref>/ask-extension", CaseVerb.ASK_EXTENSION, forms.AskExtensionForm, fill=_time)
def ask_extension(permit: CasePermit, form: Any) -> str:
    commands.ask_extension(permit, form.amount.data, form.ground.data, form.body.data)
    return back(permit)


@pages.action("/<ref>/grant-extension", CaseVerb.GRANT_EXTENSION, forms.GrantExtensionForm, fill=_time)
def grant_extension(permit: CasePermit, form: Any) -> str:
    commands.grant_extension(permit, form.body.data)
    return back(permit)


@pages.action("/<ref>/deny-extension", CaseVerb.DENY_EXTENSION, forms.DenyExtensionForm, fill=_time)
def deny_extension(permit: CasePermit, form: Any) -> str:
    commands.deny_extension(permit, form.body.data)
    return back(permit)


@pages.action("/<ref>/grade", CaseVerb.GRADE, forms.GradeForm)
def grade(permit: CasePermit, form: Any) -> str:
    commands.grade(permit, form.urgency.data, form.body.data)
    return back(permit)


@pages.action("/<ref>/supervise", CaseVerb.SUPERVISE, forms.SuperviseForm)
def supervise(permit: CasePermit, form: Any) -> str:
    commands.supervise(permit, form.level.data, form.due_on.data, form.body.data)
    return back(permit)


@pages.action("/<ref>/escalate", CaseVerb.ESCALATE, forms.EscalateForm)
def escalate(permit: CasePermit, form: Any) -> str:
    commands.escalate(permit, form.body.data)
    return back(permit)


@pages.action("/<ref>/coordinate", CaseVerb.COORDINATE, forms.CoordinateForm)
def coordinate(permit: CasePermit, form: Any) -> str:
    commands.coordinate(permit, form.body.data)
    return back(permit)
