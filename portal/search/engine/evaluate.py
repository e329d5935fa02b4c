"""Matching and scoring one query for one reader. What the reader may not see takes no part in any number."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np

from portal.search.engine.analyser import Piece, fold, stem
from portal.search.engine.columns import Bools, Floats, Ints
from portal.search.engine.grammar import All, Field, Node, Span, Text, Without
from portal.search.engine.loosely import ENOUGH, loosens
from portal.search.engine.port import BEGINNING
from portal.search.engine.snapshot import Postings, Sight, Snapshot, tallied

SATURATION = 1.2  # k1 of BM25
TITLE_WEIGHT = 4.0  # a word in the title counts as so many in the text


class Evaluation:
    """One pass over a query. `scores` holds the BM25F sum of every document after `match`, if `scoring`.

    `loose`: a run of pieces that the reader did not put in quotes is matched by most of them, in any order.
    """

    def __init__(self, snapshot: Snapshot, sight: Sight, *, scoring: bool, loose: bool = False) -> None:
        self._snapshot = snapshot
        self._sight = sight
        self._scoring = scoring
        self._loose = loose
        self.scores: Floats = np.zeros(snapshot.count)

    def match(self, node: Node, *, wanted: bool = True) -> Bools:
        """The documents that match, visible or not; `wanted`: they are looked for, not left out."""
        if isinstance(node, Text):
            return self._text(node, wanted=wanted)
        if isinstance(node, Field):
            return self._field(node)
        if isinstance(node, Span):
            days = self._snapshot.columns.days[node.name]
            return np.asarray((days >= max(node.first, 1)) & (days <= node.last), bool)
        if isinstance(node, Without):
            return ~self.match(node.part, wanted=not wanted)
        parts = [self.match(part, wanted=wanted) for part in node.parts]
        both = np.logical_and if isinstance(node, All) else np.logical_or
        return np.asarray(both.reduce(parts), bool)

    def _text(self, node: Text, *, wanted: bool) -> Bools:
        if self._loose and wanted and loosens(node):
            return self._most(node.pieces)
        found = row(self._snapshot, node.pieces)
        matched = np.zeros(self._snapshot.count, bool)
        matched[found.docs] = True
        self._score(found, wanted=wanted)
        return matched

    def _most(self, pieces: Sequence[Piece]) -> Bools:
        counts = np.zeros(self._snapshot.count, np.int64)
        for piece in pieces:
            found = row(self._snapshot, (piece,))
            counts[found.docs] += 1
            self._score(found, wanted=True)
        return counts >= math.ceil(ENOUGH * len(pieces))

    def _field(self, node: Field) -> Bools:
        column = self._snapshot.columns.coded[node.name]
        if isinstance(node.value, int):
            codes = [column.code_of[node.value]] if node.value in column.code_of else []
        else:
            codes = [code for code, value in enumerate(column.values) if _is(fold(str(value)), node)]
        return column.having(codes, self._snapshot.count)

    def _score(self, found: Postings, *, wanted: bool) -> None:
        """Add what one leaf is worth to the documents that have it."""
        if not (self._scoring and wanted):
            return
        seen = self._sight.visible[found.docs]
        docs = found.docs[seen]
        frequency = len(docs)
        rarity = math.log1p((self._sight.count - frequency + 0.5) / (frequency + 0.5))
        title = found.in_title[seen] / self._sight.title_factor[docs]
        weight = TITLE_WEIGHT * title + found.in_text[seen] / self._sight.text_factor[docs]
        self.scores[docs] += rarity * (weight / (SATURATION + weight))


def _is(value: str, node: Field) -> bool:
    """A value as typed; a language or a region also by its beginning (`zh` for `zh-hans`)."""
    return value == node.value or (node.name in BEGINNING and value.startswith(str(node.value)))


def row(snapshot: Snapshot, pieces: Sequence[Piece]) -> Postings:
    """Where the pieces stand in a row; an occurrence is the place of the first."""
    each = [_piece(snapshot, piece) for piece in pieces]
    if len(each) == 1:
        return each[0]
    placed = sorted(zip(each, pieces, strict=True), key=lambda one: one[0].occurrences.size)
    rarest, first = placed[0]
    starts: Ints = rarest.occurrences - first.offset
    for postings, piece in placed[1:]:
        starts = starts[_among(starts + piece.offset, postings.occurrences)]
    return tallied(starts)


def _piece(snapshot: Snapshot, piece: Piece) -> Postings:
    if not piece.prefix:
        return snapshot.term(piece.term)
    begun, stemmed = snapshot.begin(piece.term), stem(piece.term)
    if stemmed == piece.term:
        return begun
    # handled* also means what handled means, though its stem is shorter
    return tallied(np.union1d(begun.occurrences, snapshot.term(stemmed).occurrences))


def _among(wanted: Ints, present: Ints) -> Bools:
    """Which of the wanted are present; `present` ascends."""
    if not present.size:
        return np.zeros(len(wanted), bool)
    place = np.minimum(np.searchsorted(present, wanted), len(present) - 1)
    found: Bools = present[place] == wanted
    return found
