"""Which cases have been kept long enough."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from portal.access import Permit, trusted
from portal.cases.model import OVER, RETENTION, Case, Part
from portal.cases.verbs import CaseVerb
from portal.ledger import Event
from portal.store import now

_MOST = 100


def last_event(session: Session, case: Case) -> datetime:
    """Return when something last happened to a case."""
    found = session.scalar(
        select(func.max(Event.at)).where(Event.kind == "case", Event.subject_id == case.id)
    )
    return found or case.filed_at


def retained(session: Session, case: Case) -> bool:
    """Return whether the case has been kept as long as the schedule says."""
    return last_event(session, case) + RETENTION[case.matter] <= now()


def all_said(session: Session, case: Case, models: Iterable[type[Part]]) -> list[Part]:
    """Return every part of these kinds that a case has, whoever may read it: for who disposes of the case."""
    found: list[Part] = []
    for model in models:
        query = select(model).where(model.case_id == case.id).order_by(model.id)
        found += session.scalars(trusted(query, "what is disposed of is not read"))
    return found


def to_dispose(permit: Permit[Any]) -> list[Case]:
    """Return the cases that are over for longer than the schedule says and wait for this person, oldest first."""
    last = select(func.max(Event.at)).where(Event.kind == "case", Event.subject_id == Case.id)
    ripe = or_(
        *(
            (Case.matter == matter) & (last.scalar_subquery() <= now() - period)
            for matter, period in RETENTION.items()
        )
    )
    open_to = Case.erased.is_(False), Case.held.is_(False), or_(Case.disposal_by_id.is_not(None), ripe)
    query = permit.visible(CaseVerb.PROPOSE_DISPOSAL).where(Case.status.in_(OVER.split()), *open_to)
    return list(permit.session.scalars(query.order_by(Case.filed_at).limit(_MOST)))


def among(permit: Permit[Any], verb: CaseVerb, cases: Iterable[Case]) -> set[int]:
    """Return the ids of those of the cases that this person may do the verb to, whatever their state: one query."""
    query = permit.visible(verb).where(Case.id.in_([case.id for case in cases]))
    return set(permit.session.scalars(query.with_only_columns(Case.id)))
