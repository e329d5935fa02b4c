"""Which departments co-operate on a case, and what waits for them."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from portal.access import Permit
from portal.cases.model import OPEN, Case, Involved
from portal.cases.queries.lists import MOST, lines_among
from portal.cases.verbs import CaseVerb
from portal.ledger import history


def involved(permit: Permit[Case]) -> list[Involved]:
    """Return the departments that co-operate on the permit's case, in the order of their due dates."""
    case = permit.subject
    if all(event.verb != CaseVerb.INVOLVE for event in history(permit.session, case)):
        return []
    query = select(Involved).where(Involved.kind == case.kind, Involved.subject_id == case.id)
    return list(permit.session.scalars(query.order_by(Involved.due_on, Involved.org_id)))


_OWED = (
    select(Involved.subject_id, Involved.due_on)
    .where(Involved.kind == Case.kind, Involved.org_id == bindparam("org"), Involved.answered_at.is_(None))
    .order_by(Involved.due_on)
    .limit(MOST)
)


def awaited(permit: Permit[Any]) -> list[tuple[Any, date]]:
    """Return the lines of the open cases to which the actor's organisation owes its part, with due date."""
    org = permit.actor.org_id
    if org is None:
        return []
    due = {line.subject_id: line.due_on for line in permit.session.execute(_OWED, {"org": org})}
    cases = lines_among(permit, list(due)).values() if due else ()
    found = [(case, due[case.id]) for case in cases if case.status in OPEN.split()]
    return sorted(found, key=lambda owed: owed[1])


def helping(session: Session, case: Case) -> set[int]:
    """Return the departments that co-operate on a case, for telling them what happens there."""
    return set(session.scalars(_HELPING, {"case": case.id}))


_HELPING = select(Involved.org_id).where(Involved.kind == Case.kind, Involved.subject_id == bindparam("case"))
