"""What is asked about endings."""

from __future__ import annotations

from typing import Any

from portal.access import Permit
from portal.cases.model import CallBack, Case, Closure, Review
from portal.cases.queries.lists import titled
from portal.cases.verbs import CallBackVerb, CaseVerb, ClosureVerb, ReviewVerb

AnyPermit = Permit[Any]


def closures(permit: Permit[Case]) -> list[Closure]:
    """Return how the case was closed, each time, the first first, as far as the reader may read it."""
    query = permit.visible(ClosureVerb.READ).where(Closure.case_id == permit.subject.id)
    return list(permit.session.scalars(query.order_by(Closure.id)))


def last_closure(permit: Permit[Case]) -> Closure | None:
    """Return how the case was closed last."""
    found = closures(permit)
    return found[-1] if found else None


def calls(permit: Permit[Case]) -> list[CallBack]:
    """Return what was heard in call-backs, the first first, as far as the reader may read it."""
    query = permit.visible(CallBackVerb.READ).where(CallBack.case_id == permit.subject.id)
    return list(permit.session.scalars(query.order_by(CallBack.id)))


def reviews(permit: Permit[Case]) -> list[Review]:
    """Return the steps of the case's reviews, the first first, as far as the reader may read them."""
    query = permit.visible(ReviewVerb.READ).where(Review.case_id == permit.subject.id)
    return list(permit.session.scalars(query.order_by(Review.id)))


def to_review(permit: AnyPermit, limit: int = 50) -> list[tuple[Case, str]]:
    """Return the cases whose review the actor may decide, most urgent first."""
    query = titled(permit).where(permit.clause(CaseVerb.DECIDE_REVIEW), Case.status == "under_review")
    query = query.order_by(Case.due_on, Case.id).limit(limit)
    return [(case, title) for case, title in permit.session.execute(query)]


def to_call_back(permit: AnyPermit, limit: int = 50) -> list[tuple[Case, str]]:
    """Return the closed cases whose complainant the actor's organisation is to ask, most urgent first."""
    query = titled(permit).where(permit.clause(CaseVerb.CALL_BACK), Case.status == "callback")
    query = query.order_by(Case.due_on, Case.id).limit(limit)
    return [(case, title) for case, title in permit.session.execute(query)]


def to_keep(permit: AnyPermit, limit: int = 50) -> list[tuple[Case, str]]:
    """Return the promises the actor's organisation has still to keep, the earliest first."""
    query = titled(permit).where(
        permit.clause(CaseVerb.KEEP_PROMISE), Case.status.in_(["callback", "closed"])
    )
    query = query.order_by(Case.promised_on, Case.id).limit(limit)
    return [(case, title) for case, title in permit.session.execute(query)]
