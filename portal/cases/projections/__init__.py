"""What follows from a case: the words to find it by, whom to tell, its line in a list, what waits for whom."""

from portal.cases.projections.cards import (
    allegation_cards,
    card,
    cards,
    closure_cards,
    contest_cards,
    correction_cards,
    message_cards,
    no_cards,
    note_cards,
    particulars_cards,
    place,
    response_cards,
    review_cards,
    statement_cards,
    summary_cards,
    supporter_cards,
)
from portal.cases.projections.concerns import addressees, waiting
from portal.cases.projections.documents import (
    no_case_document,
    no_document,
    part_document,
    particulars_document,
    parts,
)
from portal.cases.projections.letters import asked_to_rate
from portal.cases.projections.words import WORDS

__all__ = [
    "WORDS",
    "addressees",
    "allegation_cards",
    "asked_to_rate",
    "card",
    "cards",
    "closure_cards",
    "contest_cards",
    "correction_cards",
    "message_cards",
    "no_cards",
    "no_case_document",
    "no_document",
    "note_cards",
    "part_document",
    "particulars_cards",
    "particulars_document",
    "parts",
    "place",
    "response_cards",
    "review_cards",
    "statement_cards",
    "summary_cards",
    "supporter_cards",
    "waiting",
]
