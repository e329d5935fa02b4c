"""Departments at work on a case together."""

from __future__ import annotations

from datetime import date
from typing import Any

from portal.access import Kind, Refused
from portal.cases import commands, forms, queries
from portal.cases.verbs import CaseVerb
from portal.cases.views.handover import chain
from portal.cases.views.room import CasePermit, back, pages, to_department
from portal.i18n import N_, _, day, local
from portal.identity.people import organisation_ids
from portal.ledger import history
from portal.store import now
from portal.web.names import names, picker
from portal.web.pages import Values

# What a conflict of interest comes from: it is declared, or taken along from another case.
_BARRING = {CaseVerb.RECUSE, CaseVerb.SPLIT, CaseVerb.MERGE}


def helpers(permit: CasePermit) -> list[list[str]]:
    """Return the departments that co-operate as rows of a table: who, asked when, due when, and what came."""
    found = queries.involved(permit)
    known = names(permit.session, (row.org_id for row in found))
    return [
        [known.get(row.org_id, ""), day(local(row.asked_at).date()), day(row.due_on), _came(row)]
        for row in found
    ]


def together(permit: CasePermit) -> Values:
    """Return what the page of a case shows of who has had it, who co-operates, and that the reader keeps out of it."""
    return {"chain": chain(permit), "helpers": helpers(permit), "recused": _keeps_out(permit)}


def _keeps_out(permit: CasePermit) -> bool:
    """Return whether the reader has declared a conflict of interest; only who may act for a department can have."""
    actor = permit.actor
    may_have = actor.kind is Kind.AGENCY and actor.is_officer
    if not may_have or all(event.verb not in _BARRING for event in history(permit.session, permit.subject)):
        return False
    return any(one.account_id == actor.id for one in queries.recusals(permit))


def _came(row: Any) -> str:
    if row.answered_at:
        return _("contributed on %(day)s", day=day(local(row.answered_at).date()))
    return _("overdue") if row.due_on < local(now()).date() else _("still missing")


def _other_departments(permit: CasePermit, form: Any) -> Values:
    form.department.choices = picker(permit.session, "agency", none=_("Choose a department"))
    return {}


def _helping_departments(permit: CasePermit, form: Any) -> Values:
    form.departments.choices = picker(permit.session, "agency")
    return {"helpers": helpers(permit)}


def _chosen(permit: CasePermit, form: Any) -> tuple[list[int], date]:
    """Return whom the lead asks; whoever was chosen is one of the agencies that were offered."""
    found = organisation_ids(permit.session, form.departments.data)
    if not found:
        raise Refused("departments", N_("Choose one of the options."))
    return sorted(found.values()), form.due_on.data


@pages.action("/<ref>/transfer", CaseVerb.TRANSFER, forms.TransferForm, fill=_other_departments)
def transfer(permit: CasePermit, form: Any) -> str:
    chosen = to_department(permit, form.department.data)
    commands.transfer(permit, chosen, form.ground.data, form.body.data)
    return back(permit)


@pages.action("/<ref>/involve", CaseVerb.INVOLVE, forms.InvolveForm, fill=_helping_departments)
def involve(permit: CasePermit, form: Any) -> str:
    commands.involve(permit, *_chosen(permit, form), form.body.data)
    return back(permit)


@pages.action("/<ref>/contribute", CaseVerb.CONTRIBUTE, forms.ContributeForm)
def contribute(permit: CasePermit, form: Any) -> str:
    commands.contribute(permit, form.body.data)
    return back(permit)


@pages.action("/<ref>/recuse", CaseVerb.RECUSE, forms.RecuseForm)
def recuse(permit: CasePermit, form: Any) -> str:
    commands.recuse(permit, form.ground.data, form.body.data)
    return back(permit)
