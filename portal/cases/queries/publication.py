"""What can be asked about the public's side of a case."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Select, and_, or_

from portal.access import Actor, Gate, Permit
from portal.cases.model import Case, Statement, Summary
from portal.cases.queries.lists import MOST
from portal.cases.verbs import CaseVerb, StatementVerb, SummaryVerb


def told_by(permit: Permit[Summary]) -> tuple[str, str]:
    """Return the number of the summary's case, and the complaint in full as far as this reader may read it."""
    key, session = permit.subject.case_id, permit.session
    number = permit.visible(CaseVerb.READ).where(Case.id == key).with_only_columns(Case.ref)
    original = permit.visible(StatementVerb.READ).where(Statement.case_id == key)
    said = session.scalars(original.with_only_columns(Statement.body)).first()
    return str(session.scalars(number).one()), said or ""


def taken_down(permit: Permit[Case]) -> Summary | None:
    """Return the summary whose taking down this person may appeal against."""
    query = permit.visible(SummaryVerb.APPEAL_HIDING).where(Summary.case_id == permit.subject.id)
    found: Summary | None = permit.session.scalars(query.where(Summary.status == "hidden")).first()
    return found


def to_decide(permit: Permit[Any]) -> list[tuple[Summary, str]]:
    """Return the summaries that wait for this person as a second one, or to decide on an appeal."""
    return [(summary, ref) for summary, ref in permit.asked(_to_decide)]


def _to_decide(gate: Gate, actor: Actor) -> Select[*tuple[Any, ...]]:
    proposed = and_(gate.clause(actor, SummaryVerb.APPROVE), Summary.status == "proposed")
    contested = and_(gate.clause(actor, SummaryVerb.RESTORE), Summary.status == "contested")
    query = gate.visible(actor, SummaryVerb.READ).where(or_(proposed, contested))
    query = query.join(Case, Case.id == Summary.case_id).add_columns(Case.ref)
    return query.order_by(Summary.status.desc(), Summary.id).limit(MOST)
