"""Matching and scoring one query for one reader. What the reader may not see takes no part in any number."""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import pairwise

import numpy as np

from portal.search.engine.analyser import Piece, fold, stem
from portal.search.engine.arrays import Bools, Floats, Ints, distinct
from portal.search.engine.grammar import All, Field, Node, Span, Text, Without
from portal.search.engine.loosely import apart, enough, loosens
from portal.search.engine.port import BEGINNING
from portal.search.engine.postings import Postings
from portal.search.engine.snapshot import Sight, Snapshot

SATURATION = 1.2  # k1 of BM25
TITLE_WEIGHT = 4.0  # a word in the title counts as so many in the text
LENGTH_WEIGHT_TITLE, LENGTH_WEIGHT_TEXT = 0.3, 0.75  # b of BM25F (Robertson, Zaragoza 2009) for each field
_FEW = 16  # so many times as many are looked through by halves, not one by one


class Evaluation:
    """One pass over a query: `found`, then `scores`.

    `loose`: a run of pieces that the reader did not put in quotes is matched by most of them, in any order.
    """

    def __init__(self, snapshot: Snapshot, sight: Sight, *, loose: bool = False) -> None:
        self._snapshot = snapshot
        self._sight = sight
        self._loose = loose
        self._leaves: list[Postings] = []
        self._places: Ints | None = None  # of the documents found, in the only leaf

    def found(self, node: Node) -> Ints:
        """The documents that match and may be seen, ascending."""
        if not isinstance(node, Text) or (self._loose and loosens(node)):
            return np.flatnonzero(self.match(node) & self._sight.visible)
        leaf = row(self._snapshot, node.pieces)
        self._leaves.append(leaf)
        self._places = np.flatnonzero(self._sight.visible[leaf.docs])
        found: Ints = leaf.docs[self._places]
        return found

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
            return self._most(apart(node))
        found = row(self._snapshot, node.pieces)
        if wanted:
            self._leaves.append(found)
        matched = np.zeros(self._snapshot.count, bool)
        matched[found.docs] = True
        return matched

    def _most(self, pieces: Sequence[Piece]) -> Bools:
        counts = np.zeros(self._snapshot.count, np.int16)
        for piece in pieces:
            found = row(self._snapshot, (piece,))
            counts[found.docs] += 1
            self._leaves.append(found)
        return counts >= enough(pieces)

    def _field(self, node: Field) -> Bools:
        column = self._snapshot.columns.coded[node.name]
        if isinstance(node.value, int):
            codes = [column.code_of[node.value]] if node.value in column.code_of else []
        else:
            codes = [code for code, value in enumerate(column.values) if _is(fold(str(value)), node)]
        return column.having(codes, self._snapshot.count)

    def scores(self, docs: Ints) -> Floats:
        """The BM25F sum of each of these documents, of those found; ascending."""
        if self._places is not None and len(self._places) == len(docs):
            return self._worth(self._leaves[0], self._places)
        found, scores = np.zeros(self._snapshot.count, bool), np.zeros(self._snapshot.count)
        found[docs] = True
        for leaf in self._leaves:
            among = np.flatnonzero(found[leaf.docs])
            scores[leaf.docs[among]] += self._worth(leaf, among)
        return scores[docs]

    def _worth(self, leaf: Postings, among: Ints) -> Floats:
        """What one leaf is worth to some of the documents that have it, which are places in it."""
        sight, columns = self._sight, self._snapshot.columns
        frequency = int(np.count_nonzero(sight.visible[leaf.docs]))
        rarity = math.log1p((sight.count - frequency + 0.5) / (frequency + 0.5))
        docs = leaf.docs[among]
        average = sight.average("text", columns.texts)
        weight = leaf.in_text[among] / _factor(columns.texts[docs], average, LENGTH_WEIGHT_TEXT)
        in_title = leaf.in_title[among]
        titled = np.flatnonzero(in_title > 0)  # few of many
        if titled.size:
            average = sight.average("title", columns.titles)
            lengths = columns.titles[docs[titled]]
            weight[titled] += TITLE_WEIGHT * (
                in_title[titled] / _factor(lengths, average, LENGTH_WEIGHT_TITLE)
            )
        found: Floats = rarity * (weight / (SATURATION + weight))
        return found


def _factor(lengths: Floats, average: float, weight: float) -> Floats:
    """1 - b + b * length / average, the average over what is visible only."""
    return 1.0 - weight + (weight / average) * lengths


def _is(value: str, node: Field) -> bool:
    """A value as typed; a language or a region also by its beginning (`zh` for `zh-hans`)."""
    return value == node.value or (node.name in BEGINNING and value.startswith(str(node.value)))


def row(snapshot: Snapshot, pieces: Sequence[Piece]) -> Postings:
    """Where the pieces stand in a row; an occurrence is the place of the first."""
    if len(pieces) == 1 and not _stems(pieces[0]):
        return snapshot.having(pieces[0].term, begin=pieces[0].prefix)
    return snapshot.kept(("row", *pieces), lambda since: _starts(snapshot, pieces, since))


def _starts(snapshot: Snapshot, pieces: Sequence[Piece], since: int) -> Ints:
    offsets: dict[tuple[str, bool], list[int]] = {}
    for piece in pieces:
        offsets.setdefault((piece.term, piece.prefix), []).append(piece.offset)
    every = [(_places(snapshot, Piece(term, 0, begin), since), at) for (term, begin), at in offsets.items()]
    every.sort(key=lambda one: one[0].size)
    starts = _all_at(*every[0])
    for places, at in every[1:]:
        few = len(at) == 1  # then what is left so far moves, and not all the places
        starts = _common(starts + at[0], places) - at[0] if few else _common(starts, _all_at(places, at))
    return starts


def _all_at(places: Ints, offsets: Sequence[int]) -> Ints:
    """From where something stands at all of these offsets. As far from each other: twice as many in each round."""
    steps = {after - before for before, after in pairwise(offsets)}
    found: Ints = places
    if len(steps) > 1:
        for offset in offsets[1:]:
            further = offset - offsets[0]
            found = _common(found + further, places) - further
        return found - offsets[0]
    count = 1
    while count < len(offsets):
        more = min(count, len(offsets) - count)
        found = _common(found, found - more * min(steps))
        count += more
    return found - offsets[0]


def _places(snapshot: Snapshot, piece: Piece, since: int) -> Ints:
    """Where a piece occurs; handled* also means what handled means, though its stem is shorter."""
    places = snapshot.occurring(piece.term, since, begin=piece.prefix)
    if not _stems(piece):
        return places
    return distinct(np.concatenate([places, snapshot.occurring(stem(piece.term), since)]))


def _stems(piece: Piece) -> bool:
    """Whether it is a beginning whose own stem does not begin so."""
    return piece.prefix and stem(piece.term) != piece.term


def _common(few: Ints, many: Ints) -> Ints:
    """What is in both; each ascends, and has nothing twice."""
    if _FEW * len(few) < len(many):
        found: Ints = few[many[np.minimum(np.searchsorted(many, few), len(many) - 1)] == few]
        return found
    both = np.concatenate([few, many])
    both.sort(kind="stable")  # two runs, which it merges
    twice: Ints = both[:-1][both[1:] == both[:-1]]
    return twice
