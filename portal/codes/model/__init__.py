"""A code of conduct, its editions and their clauses; and what differs between two editions."""

from portal.codes.model.comparison import Change, Comparison, compare
from portal.codes.model.tables import (
    EDITION_STATUSES,
    EDITION_TONES,
    MOVES,
    STATUSES,
    TONES,
    Clause,
    Code,
    Edition,
)
from portal.codes.model.texts import LONGEST, MOST_CLAUSES, ClauseText, EditionText, continued, in_order

__all__ = [
    "EDITION_STATUSES",
    "EDITION_TONES",
    "LONGEST",
    "MOST_CLAUSES",
    "MOVES",
    "STATUSES",
    "TONES",
    "Change",
    "Clause",
    "ClauseText",
    "Code",
    "Comparison",
    "Edition",
    "EditionText",
    "compare",
    "continued",
    "in_order",
]
