"""Lists of cases, and what of them waits."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Select, and_, bindparam, func, or_

from portal.access import Actor, Gate, Kind, Permit, Prepare
from portal.cases.model import WORKLISTS, Allegation, Case, Statement, Summary, Supporter
from portal.cases.queries.worklists import next_is, on_list
from portal.cases.verbs import AllegationVerb, CaseVerb, StatementVerb, SummaryVerb, SupporterVerb

AnyPermit = Permit[Any]
_FILTERS = ("status", "matter", "category")
MOST = 50
"""How many lines of one sort of work are shown at once."""


_LINE = (
    *(Case.ref, Case.category, Case.matter, Case.lang),
    *(Case.status, Case.filed_at, Case.due_on, Case.handler_org_id),
)
"""What the line of a list shows of a case, which has seven times as many columns."""


def titled(permit: AnyPermit) -> Select[*tuple[Any, ...]]:
    """Select each visible case with the title this reader may know it by: the statement's, or the summary's."""
    return permit.prepared(with_title)


def with_title(gate: Gate, actor: Actor, *columns: Any) -> Select[*tuple[Any, ...]]:
    """Return the query of `titled`, as the beginning of other queries that are prepared.

    `columns` are all that is wanted of a case, where it is little.
    """
    statement = and_(Statement.case_id == Case.id, gate.clause(actor, StatementVerb.READ))
    summary = and_(Summary.case_id == Case.id, gate.clause(actor, SummaryVerb.READ))
    alleged = and_(Allegation.case_id == Case.id, gate.clause(actor, AllegationVerb.READ))
    query = gate.visible(actor, CaseVerb.READ).outerjoin(Statement, statement).outerjoin(Summary, summary)
    title = func.coalesce(Statement.title, Summary.title, Allegation.title, "").label("title")
    query = query.outerjoin(Allegation, alleged)
    return (query.with_only_columns(*columns) if columns else query).add_columns(title)


def lines_among(permit: AnyPermit, ids: list[int]) -> dict[int, Any]:
    """Return the lines of the visible cases with these ids, by id: what a card shows, and `title`."""
    return {line.id: line for line in permit.asked(_among, ids=ids)}


def _among(gate: Gate, actor: Actor) -> Select[*tuple[Any, ...]]:
    return with_title(gate, actor, Case.id, *_LINE).where(Case.id.in_(bindparam("ids", expanding=True)))


def browse(permit: AnyPermit, chosen: Mapping[str, str]) -> Select[*tuple[Any, ...]]:
    """Select the lines of the visible cases, newest first, narrowed by status and category.

    A list to work by has the most urgent first.
    """
    query = permit.prepared(_newest)
    for name in _FILTERS:
        if chosen.get(name):
            query = query.where(getattr(Case, name) == chosen[name])
    if permit.actor.org_id and chosen.get("work") in WORKLISTS:
        query = query.where(on_list(permit.actor, chosen["work"])).order_by(None)
        query = query.order_by(Case.due_on.is_(None), Case.due_on, Case.id)
    return query


def _newest(gate: Gate, actor: Actor) -> Select[*tuple[Any, ...]]:
    return with_title(gate, actor, *_LINE).order_by(Case.filed_at.desc(), Case.id.desc())


def counts(permit: AnyPermit) -> dict[str, dict[str, int]]:
    """Return how many visible cases are in each status and of each kind of matter: one query for all cases."""
    found: dict[str, dict[str, int]] = {"status": {}, "matter": {}}
    for status, matter, number in permit.asked(_counts):
        found["status"][status] = found["status"].get(status, 0) + number
        found["matter"][matter] = found["matter"].get(matter, 0) + number
    return found


def _counts(gate: Gate, actor: Actor) -> Select[*tuple[Any, ...]]:
    columns = gate.across(actor, CaseVerb.READ).with_only_columns(Case.status, Case.matter, func.count())
    return columns.group_by(Case.status, Case.matter)


def listed(permit: AnyPermit, build: Prepare, **values: Any) -> list[tuple[Case, str]]:
    """Return the cases that a prepared query finds, each with its title."""
    return [(case, title) for case, title in permit.asked(build, **values)]


def waiting(permit: AnyPermit) -> list[tuple[Case, str]]:
    """Return the cases whose next step is the actor's or their organisation's, most urgent first, with titles."""
    return listed(permit, _waiting)


def _waiting(gate: Gate, actor: Actor) -> Select[*tuple[Any, ...]]:
    query = with_title(gate, actor).where(next_is(actor))
    return query.order_by(Case.due_on.is_(None), Case.due_on, Case.id).limit(MOST)


def held_by(permit: AnyPermit, reference: str, receipt: str) -> bool:
    """Return whether `receipt` (a keyed hash) is that of the case with this number, or of one who joined it."""
    holder = Actor(Kind.VISITOR, receipts=frozenset({receipt}))
    joined = permit.gate.visible(holder, SupporterVerb.READ).where(Supporter.receipt == receipt)
    own = or_(Case.receipt == receipt, Case.id.in_(joined.with_only_columns(Supporter.case_id)))
    query = permit.gate.visible(holder, CaseVerb.READ).where(Case.ref == reference, own)
    return permit.session.scalar(query.with_only_columns(Case.id)) is not None


def at_intake(permit: Permit[Any], limit: int = 100) -> list[tuple[Case, str]]:
    """Return the cases that the actor's organisation can accept or dispatch, most urgent first, with titles."""
    here = Case.handler_org_id == permit.actor.org_id, Case.intake_org_id == permit.actor.org_id
    query = titled(permit).where(*here, Case.status.in_(("received", "accepted")))
    lines = permit.session.execute(query.order_by(Case.status, Case.due_on, Case.id).limit(limit))
    return [(case, title) for case, title in lines]
