"""What a case consists of, for one reader."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from portal.access import Permit
from portal.cases.model import (
    CallBack,
    Case,
    Closure,
    Complainant,
    Message,
    Note,
    Part,
    Particulars,
    Rating,
    Review,
    Statement,
    Summary,
    Supporter,
)
from portal.cases.verbs import (
    CallBackVerb,
    ClosureVerb,
    ComplainantVerb,
    MessageVerb,
    NoteVerb,
    ParticularsVerb,
    RatingVerb,
    ReviewVerb,
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
    closures: tuple[Closure, ...] = ()
    calls: tuple[CallBack, ...] = ()
    ratings: tuple[Rating, ...] = ()
    reviews: tuple[Review, ...] = ()

    @property
    def closure(self) -> Closure | None:
        """How the case was closed last, unless that was undone."""
        last = self.closures[-1] if self.closures else None
        return None if last is None or last.overturned else last

    @property
    def rating(self) -> Rating | None:
        """What the complainant said of the latest closing."""
        number = self.closures[-1].number if self.closures else 0
        return next((rating for rating in reversed(self.ratings) if rating.closing == number), None)

    @property
    def all(self) -> list[Part]:
        """Every part, for the timeline."""
        single = [part for part in (self.statement, self.particulars, self.complainant, self.summary) if part]
        return [
            *single,
            *self.messages,
            *self.notes,
            *self.supporters,
            *self.closures,
            *self.calls,
            *self.ratings,
            *self.reviews,
        ]


def parts(permit: Permit[Case]) -> Parts:
    """Return the parts of the permit's case that its actor may read."""
    case, session = permit.subject, permit.session

    def of(verb: Any, model: Any) -> list[Any]:
        return list(session.scalars(permit.visible(verb).where(model.case_id == case.id).order_by(model.id)))

    def later(verb: Any, model: Any, there: object) -> tuple[Any, ...]:
        return tuple(of(verb, model)) if there else ()

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
        later(SupporterVerb.READ, Supporter, case.supporters),
        later(ClosureVerb.READ, Closure, case.closings),
        later(CallBackVerb.READ, CallBack, case.closings),
        later(RatingVerb.READ, Rating, case.closings),
        later(ReviewVerb.READ, Review, case.reviews),
    )


def summary_of(permit: Permit[Case]) -> Summary | None:
    """Return the summary of the permit's case, published or not any more, if its actor may read it."""
    query = permit.visible(SummaryVerb.READ).where(Summary.case_id == permit.subject.id)
    found: Summary | None = permit.session.scalar(query)
    return found
