"""What a case consists of, for one reader."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from portal.access import Permit
from portal.cases.model import (
    Case,
    Complainant,
    Message,
    Note,
    Part,
    Particulars,
    Statement,
    Summary,
    Supporter,
)
from portal.cases.verbs import (
    ComplainantVerb,
    MessageVerb,
    NoteVerb,
    ParticularsVerb,
    StatementVerb,
    SummaryVerb,
    SupporterVerb,
)


@dataclass(frozen=True, slots=True)
class Parts:
    """What of a case this reader may read."""

    statement: Statement | None
    particulars: Particulars | None
    complainant: Complainant | None
    summary: Summary | None
    messages: tuple[Message, ...]
    notes: tuple[Note, ...]
    supporters: tuple[Supporter, ...]

    @property
    def all(self) -> list[Part]:
        """Every part, for the timeline."""
        single = [part for part in (self.statement, self.particulars, self.complainant, self.summary) if part]
        return [*single, *self.messages, *self.notes, *self.supporters]


def parts(permit: Permit[Case]) -> Parts:
    """Return the parts of the permit's case that its actor may read."""
    case, session = permit.subject, permit.session

    def of(verb: Any, model: Any) -> list[Any]:
        return list(session.scalars(permit.visible(verb).where(model.case_id == case.id).order_by(model.id)))

    statement, complainant = of(StatementVerb.READ, Statement), of(ComplainantVerb.READ, Complainant)
    particulars = of(ParticularsVerb.READ, Particulars)
    summary = of(SummaryVerb.READ, Summary)
    return Parts(
        statement[0] if statement else None,
        particulars[0] if particulars else None,
        complainant[0] if complainant else None,
        summary[-1] if summary else None,
        tuple(of(MessageVerb.READ, Message)),
        tuple(of(NoteVerb.READ, Note)),
        tuple(of(SupporterVerb.READ, Supporter)) if case.supporters else (),
    )


def summary_of(permit: Permit[Case]) -> Summary | None:
    """Return the summary of the permit's case, published or not any more, if its actor may read it."""
    query = permit.visible(SummaryVerb.READ).where(Summary.case_id == permit.subject.id)
    found: Summary | None = permit.session.scalar(query)
    return found
