"""A step with several cases at once, which is shown before it is taken."""

from __future__ import annotations

from typing import Any

from flask import request, url_for

from portal.access import Refused
from portal.cases import commands, forms, queries
from portal.cases.model import STATUSES, Case
from portal.cases.verbs import CaseVerb
from portal.cases.views.handling import suggested
from portal.cases.views.room import AnyPermit, pages, to_department
from portal.i18n import N_, _
from portal.web.names import picker
from portal.web.pages import Values


def _waiting(permit: AnyPermit, form: Any) -> Values:
    """Offer what waits at the intake centre; show what was chosen before it is done."""
    waiting = queries.at_intake(permit)
    form.refs.choices = [(case.ref, _label(case, title)) for case, title in waiting]
    form.department.choices = picker(
        permit.session, "agency", none=_("Each to whom the routing table suggests")
    )
    labels = dict(form.refs.choices)
    chosen = [labels[ref] for ref in form.refs.data or () if ref in labels]
    return {"confirming": bool(request.form.get("preview")), "chosen": chosen, "empty": not waiting}


def _label(case: Case, title: str) -> str:
    return f"{case.ref} · {_(STATUSES[case.status])} · {title}"


def _departments(permit: AnyPermit, form: Any) -> dict[str, int | None]:
    """Return the department of each chosen case; None for a case that is to be accepted."""
    if form.step.data == "accept":
        return dict.fromkeys(form.refs.data)
    if form.department.data:
        return dict.fromkeys(form.refs.data, to_department(permit, form.department.data))
    by_ref = {case.ref: suggested(permit, case) for case, _title in queries.at_intake(permit)}
    lines = {ref: by_ref.get(ref) for ref in form.refs.data}
    if None in lines.values():
        raise Refused(
            "department", N_("The routing table suggests nothing for one of them: choose a department.")
        )
    return {ref: line.org_id for ref, line in lines.items() if line}


@pages.action("/bulk", CaseVerb.BULK, forms.BulkForm, fill=_waiting)
def bulk(permit: AnyPermit, form: Any) -> str:
    commands.bulk(permit, _departments(permit, form))
    return url_for("cases.browse", work="next")
