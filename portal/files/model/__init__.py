"""An attachment, the openings of its original, and what waits to be attached."""

from portal.files.model.moves import MOVES, STATUSES
from portal.files.model.tables import Attachment, Chunk, Opening, Upload
from portal.files.model.words import LABELS, REASONS, THINGS

__all__ = [
    "LABELS",
    "MOVES",
    "REASONS",
    "STATUSES",
    "THINGS",
    "Attachment",
    "Chunk",
    "Opening",
    "Upload",
]
