"""A case, its parts, and its life."""

from portal.cases.model.moves import HANDLING, MOVES, OPEN, UNANSWERED
from portal.cases.model.tables import PARTS, Case, Complainant, Message, Note, Part, Statement, Summary
from portal.cases.model.words import CATEGORIES, GROUNDS, NATURES, OUTCOMES, STATUSES, TONES

__all__ = [
    "CATEGORIES",
    "GROUNDS",
    "HANDLING",
    "MOVES",
    "NATURES",
    "OPEN",
    "OUTCOMES",
    "PARTS",
    "STATUSES",
    "TONES",
    "UNANSWERED",
    "Case",
    "Complainant",
    "Message",
    "Note",
    "Part",
    "Statement",
    "Summary",
]
