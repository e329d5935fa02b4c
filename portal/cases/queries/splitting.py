"""What a filing that was split, or may be, consists of, for one reader."""

from __future__ import annotations

from sqlalchemy import or_, select

from portal.access import Permit
from portal.cases.model import Case, Message, Recusal, Statement
from portal.cases.queries.lists import titled
from portal.cases.verbs import CaseVerb, MessageVerb, StatementVerb
from portal.files.model import Attachment
from portal.files.queries import of_parts

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
    root = permit.subject.filing_id or permit.subject.id
    query = titled(permit).where(or_(Case.id == root, Case.filing_id == root)).order_by(Case.id)
    found = [(case, title) for case, title in permit.session.execute(query)]
    return found if len(found) > 1 else []


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
