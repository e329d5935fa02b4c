"""Which cases are handled together, for one reader and for telling people."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import Session, aliased

from portal.access import Actor, Gate, Permit, trusted
from portal.cases.model import Case, Message
from portal.cases.queries.lists import MOST, listed, with_title
from portal.cases.verbs import CaseVerb, MessageVerb


def lead_of(permit: Permit[Case]) -> Case | None:
    """Return the case that the permit's case is handled together with, if there is one."""
    query = permit.visible(CaseVerb.READ).where(Case.id == permit.subject.lead_id)
    found: Case | None = permit.session.scalar(query) if permit.subject.lead_id else None
    return found


def has_merged(permit: Permit[Case]) -> bool:
    """Return whether other cases are handled together with the permit's case, whoever may read those."""
    query = select(Case.id).where(Case.lead_id == permit.subject.id).limit(1)
    return permit.session.scalar(trusted(query, "whether a case leads")) is not None


def latest_of(permit: Permit[Case], lead: Case) -> Message | None:
    """Return what was last answered or reported in the leading case, for whoever reads that."""
    query = permit.visible(MessageVerb.READ).where(Message.case_id == lead.id)
    query = query.where(Message.nature.in_(("answer", "progress"))).order_by(Message.id.desc()).limit(1)
    found: Message | None = permit.session.scalar(query)
    return found


def merged_authors(session: Session, case: Case) -> set[int]:
    """Return the accounts whose cases are handled together with this one, for telling them what becomes of it."""
    query = select(Case.author_id).where(Case.lead_id == case.id, Case.author_id.is_not(None))
    return {author for author in session.scalars(query) if author is not None}


def left_alone(permit: Permit[Any]) -> list[tuple[Case, str]]:
    """Return the merged cases that the actor may separate because the leading one was withdrawn or turned away."""
    return listed(permit, _left_alone) if permit.actor.org_id is not None else []


def _left_alone(gate: Gate, actor: Actor) -> Select[*tuple[Any, ...]]:
    lead = aliased(Case)
    query = with_title(gate, actor).join(lead, lead.id == Case.lead_id)
    query = query.where(gate.clause(actor, CaseVerb.SEPARATE), Case.status == "closed")
    return query.where(lead.status.in_(("withdrawn", "refused"))).order_by(Case.id).limit(MOST)
