"""Whom the events of a case concern, and what waits for whom."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sqlalchemy.orm import Session

from portal.access import Permit
from portal.cases import queries
from portal.cases.model import Case
from portal.cases.projections.cards import place
from portal.cases.verbs import CaseVerb
from portal.i18n import N_
from portal.identity.people import members_of
from portal.ledger import Event
from portal.slice import Task


def addressees(session: Session, event: Event) -> Iterable[int]:
    """Tell the complainant, the intake centre and the department that handles the case.

    What time does is told to whom it urges: the department, or of an escalation the intake centre; the complainant
    hears of a deadline that has passed, and everybody of due dates that have moved.
    """
    case = session.get(Case, event.subject_id)
    if case is None or event.verb == CaseVerb.BRING_IN:
        return
    if case.author_id is not None and _concerns_complainant(event):
        yield case.author_id
    yield from members_of(session, _departments(case, event))


def _concerns_complainant(event: Event) -> bool:
    quiet = event.verb in (CaseVerb.REMIND, CaseVerb.ESCALATE_LATE)
    return not quiet and not _moves_nothing(event)


def _departments(case: Case, event: Event) -> set[int]:
    if event.verb in (CaseVerb.REMIND, CaseVerb.FALL_DUE):
        return {event.facts.get("org") or case.handler_org_id}
    if event.verb == CaseVerb.ESCALATE_LATE:
        return {case.intake_org_id}
    return set() if _moves_nothing(event) else {case.handler_org_id, case.intake_org_id}


def _moves_nothing(event: Event) -> bool:
    return event.verb == CaseVerb.RECALCULATE and not event.facts.get("moved")


def waiting(permit: Permit[Any]) -> list[Task]:
    """What waits in cases: for the department that has the next step."""
    if permit.actor.org_id is None:
        return []
    what = {
        "received": N_("Decide whether to accept it"),
        "accepted": N_("Dispatch it to a department"),
        "dispatched": N_("Take it up"),
        "handling": N_("Handle and answer it"),
    }
    found = queries.waiting(permit)
    return [Task(title, place(c.ref), c.ref, what[c.status], c.filed_at, c.due_on) for c, title in found]
