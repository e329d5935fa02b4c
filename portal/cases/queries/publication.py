"""What can be asked about the public's side of a case."""

from __future__ import annotations

from typing import Any

from portal.access import Permit
from portal.cases.model import Case, Statement, Summary
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
    waits = {SummaryVerb.APPROVE: "proposed", SummaryVerb.RESTORE: "contested"}
    found: list[tuple[Summary, str]] = []
    for verb, status in waits.items():
        query = permit.visible(verb).where(Summary.status == status)
        query = query.join(Case, Case.id == Summary.case_id).add_columns(Case.ref).order_by(Summary.id)
        found += [(summary, ref) for summary, ref in permit.session.execute(query.limit(50))]
    return found
