"""What a case consists of, for one reader."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

from sqlalchemy import Select, bindparam, literal

from portal.access import Actor, Gate, Permit, Prepare
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
from portal.ledger import touched


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


def rows_of(permit: Permit[Case], verb: Any, model: Any) -> list[Any]:
    """Return the rows of one kind that hang on the permit's case and that its actor may read, the oldest first."""
    return list(permit.session.scalars(permit.prepared(_all(verb, model)), {"case_id": permit.subject.id}))


@cache
def _all(verb: Any, model: Any) -> Prepare:
    """Return how to select them, one and the same each time, so that what it selects can be kept."""

    def build(gate: Gate, actor: Actor) -> Select[*tuple[Any, ...]]:
        rows = gate.visible(actor, verb).where(model.case_id == bindparam("case_id"))
        return rows.order_by(model.id)

    return build


def words_among(permit: Permit[Any], verb: Any, model: Any, ids: list[int]) -> list[Any]:
    """Return `id`, `case_id` and `body` of the parts of one kind with these ids that the actor may read."""
    return list(permit.session.execute(permit.prepared(_among(verb, model)), {"ids": ids}))


@cache
def _among(verb: Any, model: Any) -> Prepare:
    body = model.body if hasattr(model, "body") else literal("").label("body")

    def build(gate: Gate, actor: Actor) -> Select[*tuple[Any, ...]]:
        rows = gate.visible(actor, verb).where(model.id.in_(bindparam("ids", expanding=True)))
        return rows.with_only_columns(model.id, model.case_id, body)

    return build


def parts(permit: Permit[Case]) -> Parts:
    """Return the parts of the permit's case that its actor may read.

    Nothing is asked of kinds of which the ledger says that the case has none: there is no change without an event.
    """
    there = touched(permit.session, permit.subject)

    def of(verb: Any, model: Any) -> list[Any]:
        return rows_of(permit, verb, model) if model.kind in there else []

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
        tuple(of(SupporterVerb.READ, Supporter)),
        tuple(of(ClosureVerb.READ, Closure)),
        tuple(of(CallBackVerb.READ, CallBack)),
        tuple(of(RatingVerb.READ, Rating)),
        tuple(of(ReviewVerb.READ, Review)),
    )


def summary_of(permit: Permit[Case]) -> Summary | None:
    """Return the summary of the permit's case, published or not any more, if its actor may read it."""
    query = permit.visible(SummaryVerb.READ).where(Summary.case_id == permit.subject.id)
    found: Summary | None = permit.session.scalar(query)
    return found
