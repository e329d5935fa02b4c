"""Cases and their parts as lists show them."""

from __future__ import annotations

from typing import Any

from portal.access import Permit
from portal.cases import queries
from portal.cases.model import (
    CATEGORIES,
    MATTERS,
    STATUSES,
    TONES,
    Allegation,
    Closure,
    Contest,
    Correction,
    Message,
    Note,
    Part,
    Particulars,
    Response,
    Review,
    Statement,
    Summary,
    Supporter,
)
from portal.cases.verbs import (
    AllegationVerb,
    ClosureVerb,
    ContestVerb,
    CorrectionVerb,
    MessageVerb,
    NoteVerb,
    ParticularsVerb,
    ResponseVerb,
    ReviewVerb,
    StatementVerb,
    SummaryVerb,
    SupporterVerb,
)
from portal.i18n import _
from portal.slice import Card, Place


def place(ref: str, anchor: str = "") -> Place:
    """Return where a case is shown."""
    return Place("cases.read", {"ref": ref}, anchor)


def cards(permit: Permit[Any], ids: list[int]) -> dict[int, Card]:
    """Return the cases among `ids` the reader may read, as lists show them."""
    return {key: card(line, line.title) for key, line in queries.lines_among(permit, ids).items()}


def card(case: Any, title: str, text: str = "") -> Card:
    """Return the line of a case (or of what a query of lines found) under the title the reader may know it by."""
    return Card(
        title or _(CATEGORIES.get(case.category, case.category)),
        place(case.ref),
        case.ref,
        MATTERS[case.matter],
        STATUSES[case.status],
        TONES[case.status],
        case.filed_at,
        case.lang if title else "",
        case.handler_org_id,
        text,
        case.due_on,
    )


def _part_cards(model: type[Part], verb: Any) -> Any:
    def cards_of(permit: Permit[Any], ids: list[int]) -> dict[int, Card]:
        shown = queries.words_among(permit, verb, model, ids)
        cases = queries.lines_among(permit, [part.case_id for part in shown])
        return {
            part.id: card(case, case.title, part.body) for part in shown if (case := cases.get(part.case_id))
        }

    return cards_of


statement_cards = _part_cards(Statement, StatementVerb.READ)
particulars_cards = _part_cards(Particulars, ParticularsVerb.READ)
supporter_cards = _part_cards(Supporter, SupporterVerb.READ)
message_cards = _part_cards(Message, MessageVerb.READ)
closure_cards = _part_cards(Closure, ClosureVerb.READ)
review_cards = _part_cards(Review, ReviewVerb.READ)
allegation_cards = _part_cards(Allegation, AllegationVerb.READ)
response_cards = _part_cards(Response, ResponseVerb.READ)
contest_cards = _part_cards(Contest, ContestVerb.READ)
correction_cards = _part_cards(Correction, CorrectionVerb.READ)
note_cards = _part_cards(Note, NoteVerb.READ)
summary_cards = _part_cards(Summary, SummaryVerb.READ)


def no_cards(_permit: Permit[Any], _ids: list[int]) -> dict[int, Card]:
    """Identities are never listed."""
    return {}
