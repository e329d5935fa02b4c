"""What a filing that was split, or may be, consists of, for one reader."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Select, bindparam, or_, select

from portal.access import Actor, Gate, Permit
from portal.cases.model import Case, Message, Recusal, Relation, Statement
from portal.cases.queries.lists import listed, with_title
from portal.cases.verbs import CaseVerb, MessageVerb, StatementVerb
from portal.files.model import Attachment
from portal.files.queries import of_parts
from portal.ledger import touched

_SENT = ("message", "supply", "appeal")


def filing_of(permit: Permit[Case]) -> Case:
    """Return the case which the filing of the permit's case began as: itself, unless it was split off."""
    case = permit.subject
    if case.filing_id is None:
        return case
    found: Case | None = permit.session.scalar(permit.visible(CaseVerb.READ).where(Case.id == case.filing_id))
    return found or case


def cases_of_filing(permit: Permit[Case]) -> list[tuple[Case, str]]:
    """Return the cases into which the filing was split, with titles, as far as the reader reads them; or none."""
    case = permit.subject
    if Relation.kind not in touched(permit.session, case):
        return []  # a case that was split, or split off, has a link that says so
    found = listed(permit, _of_filing, filing=case.filing_id or case.id)
    return found if len(found) > 1 else []


def _of_filing(gate: Gate, actor: Actor) -> Select[*tuple[Any, ...]]:
    ours = or_(Case.id == bindparam("filing"), Case.filing_id == bindparam("filing"))
    return with_title(gate, actor).where(ours).order_by(Case.id)


def files_of_filing(permit: Permit[Case]) -> list[Attachment]:
    """Return the files that came with the statement and with messages of the permit's case."""
    case, session = permit.subject, permit.session
    words = session.scalars(permit.visible(StatementVerb.READ).where(Statement.case_id == case.id))
    said = permit.visible(MessageVerb.READ).where(Message.case_id == case.id, Message.nature.in_(_SENT))
    return of_parts(permit, [*words, *session.scalars(said)])


def recusals(permit: Permit[Case]) -> list[Recusal]:
    """Return the conflicts of interest that officers have declared on the permit's case."""
    case = permit.subject
    query = select(Recusal).where(Recusal.kind == case.kind, Recusal.subject_id == case.id)
    return list(permit.session.scalars(query))
