"""What is asked about endings."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Select

from portal.access import Actor, Gate, Permit
from portal.cases.model import CallBack, Case, Closure, Review
from portal.cases.queries.lists import MOST, listed, with_title
from portal.cases.queries.parts import rows_of
from portal.cases.verbs import CallBackVerb, CaseVerb, ClosureVerb, ReviewVerb

AnyPermit = Permit[Any]


def closures(permit: Permit[Case]) -> list[Closure]:
    """Return how the case was closed, each time, the first first, as far as the reader may read it."""
    return rows_of(permit, ClosureVerb.READ, Closure)


def last_closure(permit: Permit[Case]) -> Closure | None:
    """Return how the case was closed last."""
    found = closures(permit)
    return found[-1] if found else None


def calls(permit: Permit[Case]) -> list[CallBack]:
    """Return what was heard in call-backs, the first first, as far as the reader may read it."""
    return rows_of(permit, CallBackVerb.READ, CallBack)


def reviews(permit: Permit[Case]) -> list[Review]:
    """Return the steps of the case's reviews, the first first, as far as the reader may read them."""
    return rows_of(permit, ReviewVerb.READ, Review)


def to_review(permit: AnyPermit) -> list[tuple[Case, str]]:
    """Return the cases whose review the actor may decide, most urgent first."""
    return listed(permit, _to_review)


def _to_review(gate: Gate, actor: Actor) -> Select[*tuple[Any, ...]]:
    mine = gate.clause(actor, CaseVerb.DECIDE_REVIEW), Case.status == "under_review"
    return with_title(gate, actor).where(*mine).order_by(Case.due_on, Case.id).limit(MOST)


def to_call_back(permit: AnyPermit) -> list[tuple[Case, str]]:
    """Return the closed cases whose complainant the actor's organisation is to ask, most urgent first."""
    return listed(permit, _to_call_back)


def _to_call_back(gate: Gate, actor: Actor) -> Select[*tuple[Any, ...]]:
    mine = gate.clause(actor, CaseVerb.CALL_BACK), Case.status == "callback"
    return with_title(gate, actor).where(*mine).order_by(Case.due_on, Case.id).limit(MOST)


def to_keep(permit: AnyPermit) -> list[tuple[Case, str]]:
    """Return the promises the actor's organisation has still to keep, the earliest first."""
    return listed(permit, _to_keep)


def _to_keep(gate: Gate, actor: Actor) -> Select[*tuple[Any, ...]]:
    mine = gate.clause(actor, CaseVerb.KEEP_PROMISE), Case.status.in_(["callback", "closed"])
    return with_title(gate, actor).where(*mine).order_by(Case.promised_on, Case.id).limit(MOST)
