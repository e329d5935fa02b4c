"""What can be asked about cases. Every query starts from permit.visible()."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, and_, func

from portal.access import Actor, Gate, Kind, Permit
from portal.cases.model import Case, Complainant, Message, Note, Part, Statement, Summary
from portal.cases.verbs import CaseVerb, ComplainantVerb, MessageVerb, NoteVerb, StatementVerb, SummaryVerb

AnyPermit = Permit[Any]
_FILTERS = ("status", "category")


@dataclass(frozen=True, slots=True)
class Parts:
    """What of a case this reader may read."""

    statement: Statement | None
    complainant: Complainant | None
    summary: Summary | None
    messages: tuple[Message, ...]
    notes: tuple[Note, ...]

    @property
    def all(self) -> list[Part]:
        """Every part, for the timeline."""
        single = [part for part in (self.statement, self.complainant, self.summary) if part]
        return [*single, *self.messages, *self.notes]


def titled(permit: AnyPermit) -> Select[*tuple[Any, ...]]:
    """Select each visible case with the title this reader may know it by: the statement's, or the summary's."""
    return permit.prepared(_titled)


def _titled(gate: Gate, actor: Actor) -> Select[*tuple[Any, ...]]:
    statement = and_(Statement.case_id == Case.id, gate.clause(actor, StatementVerb.READ))
    summary = and_(Summary.case_id == Case.id, gate.clause(actor, SummaryVerb.READ))
    query = gate.visible(actor, CaseVerb.READ).outerjoin(Statement, statement).outerjoin(Summary, summary)
    return query.add_columns(func.coalesce(Statement.title, Summary.title, "").label("title"))


def browse(permit: AnyPermit, chosen: Mapping[str, str]) -> Select[*tuple[Any, ...]]:
    """Select the visible cases, newest first, narrowed by status and category."""
    query = titled(permit).order_by(Case.filed_at.desc(), Case.id.desc())
    for name in _FILTERS:
        if chosen.get(name):
            query = query.where(getattr(Case, name) == chosen[name])
    return query


def count_by_status(permit: AnyPermit) -> dict[str, int]:
    """Return how many visible cases are in each status: one query, whatever the number of cases."""
    return {row[0]: row[1] for row in permit.session.execute(permit.prepared(_count_by_status))}


def _count_by_status(gate: Gate, actor: Actor) -> Select[*tuple[Any, ...]]:
    columns = gate.visible(actor, CaseVerb.READ).with_only_columns(Case.status, func.count())
    return columns.group_by(Case.status)


def parts(permit: Permit[Case]) -> Parts:
    """Return the parts of the permit's case that its actor may read."""
    case, session = permit.subject, permit.session

    def of(verb: Any, model: Any) -> list[Any]:
        return list(session.scalars(permit.visible(verb).where(model.case_id == case.id).order_by(model.id)))

    statement, complainant = of(StatementVerb.READ, Statement), of(ComplainantVerb.READ, Complainant)
    summary = of(SummaryVerb.READ, Summary) if case.published else []
    return Parts(
        statement[0] if statement else None,
        complainant[0] if complainant else None,
        summary[0] if summary else None,
        tuple(of(MessageVerb.READ, Message)),
        tuple(of(NoteVerb.READ, Note)),
    )


def waiting(permit: AnyPermit, limit: int = 50) -> list[tuple[Case, str]]:
    """Return the cases whose next step is the actor's organisation's, most urgent first, with their titles."""
    org = permit.actor.org_id
    query = titled(permit).where(
        Case.handler_org_id == org, Case.status.in_(["received", "accepted", "handling"])
    )
    query = query.order_by(Case.due_on.is_(None), Case.due_on, Case.id).limit(limit)
    return [(case, title) for case, title in permit.session.execute(query)]


def held_by(permit: AnyPermit, reference: str, receipt: str) -> bool:
    """Return whether `receipt` (a keyed hash) is that of the case with this number."""
    holder = Actor(Kind.VISITOR, receipts=frozenset({receipt}))
    query = permit.gate.visible(holder, CaseVerb.READ).where(Case.ref == reference, Case.receipt == receipt)
    return permit.session.scalar(query.with_only_columns(Case.id)) is not None
