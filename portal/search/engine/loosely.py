"""When nothing is found as written, most of it may do: what may be loosened, how far, and what is then marked."""

from __future__ import annotations

import math
from collections.abc import Sequence

from portal.search.engine.analyser import Piece
from portal.search.engine.grammar import All, Either, Node, Text

ENOUGH = 0.1  # of the pieces of a run, where none is found as written: how many and how rare they are ranks


def loosens(node: Node) -> bool:
    """Whether something in the query can be matched loosely."""
    if isinstance(node, Text):
        return len(node.pieces) > 1 and not node.exact
    return isinstance(node, All | Either) and any(loosens(part) for part in node.parts)


def apart(run: Text) -> list[Piece]:
    """The pieces of a run that may stand anywhere, each once, however often it was typed."""
    return list({(piece.term, piece.prefix): piece for piece in run.pieces}.values())


def enough(pieces: Sequence[Piece]) -> int:
    """How many of them a document must have."""
    return math.ceil(ENOUGH * len(pieces))


def marks(node: Node | None, *, loose: bool) -> list[str]:
    """What to highlight: the words looked for, or the pieces of them where those were enough."""
    if isinstance(node, Text):
        if not (loose and loosens(node)):
            return list(node.marks)
        return [piece.term + "*" * (piece.prefix and len(piece.term) > 1) for piece in apart(node)]
    if isinstance(node, All | Either):
        return [mark for part in node.parts for mark in marks(part, loose=loose)]
    return []
