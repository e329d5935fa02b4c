"""Records and the values they have: each counts once for a value, however many of its documents have it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from portal.search.engine.arrays import Bools, Ints, Records, distinct
from portal.search.engine.port import Value


@dataclass(frozen=True)
class Coded:
    """A facet: its values in ascending order, the code (place among them) of each entry, and its document.

    `docs`, ascending, is None where every document has exactly one entry. A value may have no entry.
    """

    values: tuple[Value, ...]
    codes: Ints
    docs: Ints | None

    @cached_property
    def code_of(self) -> dict[Value, int]:
        """The code of each value."""
        return {value: code for code, value in enumerate(self.values)}

    def having(self, codes: Iterable[int], count: int) -> Bools:
        """Of `count` documents, those with one of the codes."""
        wanted = np.zeros(len(self.values), bool)
        wanted[list(codes)] = True
        hit: Bools = wanted[self.codes]
        if self.docs is None:
            return hit
        found = np.zeros(count, bool)
        found[self.docs[hit]] = True
        return found

    def entries(self, count: int) -> int:
        """How many entries the first documents have."""
        return count if self.docs is None else int(self.docs.searchsorted(count))

    def upto(self, count: int) -> Coded:
        """The same of the first documents only."""
        end = self.entries(count)
        return Coded(self.values, self.codes[:end], None if self.docs is None else self.docs[:end])


@dataclass(frozen=True)
class Pairs:
    """The pair of record and value of each entry of a facet.

    `of_entry` has numbers of pairs, and is None where every entry is a pair of its own; `codes` has the code of each
    pair. `starts` (the first entry of each document, and the end) is None where every document has one entry.
    `keys`, ascending, tell pairs from each other, `numbers` has the number of each, `count` is of how many documents.
    """

    values: tuple[Value, ...]
    of_entry: Ints | None
    codes: Ints
    starts: Ints | None
    keys: Ints
    numbers: Ints
    count: int
    series: object

    def counted(self, docs: Ints) -> Ints:
        """How many records have each value in one of these documents."""
        entries = docs if self.starts is None else _runs(self.starts, docs)
        if self.of_entry is None:
            return np.bincount(self.codes[entries], minlength=len(self.values))
        seen = np.zeros(len(self.codes), bool)
        seen[self.of_entry[entries]] = True
        return np.bincount(self.codes[np.flatnonzero(seen)], minlength=len(self.values))

    def upto(self, count: int) -> Pairs:
        """What it is worth where only the first documents are the same."""
        return replace(self, count=min(count, self.count))


def _runs(starts: Ints, docs: Ints) -> Ints:
    """The entries of these documents."""
    first = starts[docs]
    lengths = starts[docs + 1] - first
    before = np.cumsum(lengths) - lengths
    return np.repeat(first - before, lengths) + np.arange(int(lengths.sum()))


def paired(facet: Coded, records: Records, before: Pairs | None) -> Pairs:
    """The pairs of a facet; those of the first documents may be known."""
    count = len(records.of)
    starts = _starts(facet, count)
    if records.alone:
        return Pairs(facet.values, None, facet.codes, starts, _NONE, _NONE, 0, records.series)
    if before is None or before.series is not records.series or len(before.keys) > 2 * len(facet.codes):
        before = Pairs((), _NONE, _NONE, None, _NONE, _NONE, 0, records.series)
    width = max(len(facet.values), 1)
    keys, old, known = _widened(before, facet.values, width), before.of_entry, facet.entries(before.count)
    docs = slice(known, None) if facet.docs is None else facet.docs[known:]
    fresh = records.of[docs] * width + facet.codes[known:]
    late = _missing(distinct(fresh), keys)
    numbers = np.arange(len(keys), len(keys) + len(late))
    places = keys.searchsorted(late)
    keys, numbers = np.insert(keys, places, late), np.insert(before.numbers, places, numbers)
    of_entry = np.concatenate([(_NONE if old is None else old)[:known], numbers[keys.searchsorted(fresh)]])
    codes = np.empty(len(keys), np.int64)
    codes[numbers] = keys % width
    return Pairs(facet.values, of_entry, codes, starts, keys, numbers, count, records.series)


def _missing(few: Ints, many: Ints) -> Ints:
    """Which are not among the many; both ascend."""
    if not len(many):
        return few
    found: Ints = few[many[np.minimum(many.searchsorted(few), len(many) - 1)] != few]
    return found


_NONE: Ints = np.empty(0, np.int64)


def _widened(before: Pairs, values: tuple[Value, ...], width: int) -> Ints:
    """The keys known, for values that are more now; they ascend as before."""
    if before.values == values or not len(before.keys):
        return before.keys
    code_of = {value: code for code, value in enumerate(values)}
    new = np.array([code_of[value] for value in before.values], np.int64)
    old = max(len(before.values), 1)
    return (before.keys // old) * width + new[before.keys % old]


def _starts(facet: Coded, count: int) -> Ints | None:
    """Where the entries of each document begin, and the end; None where each has one."""
    if facet.docs is None:
        return None
    each = np.bincount(facet.docs, minlength=count)
    if len(facet.docs) == count and each.max(initial=1) <= 1:
        return None
    return np.concatenate([np.zeros(1, np.int64), np.cumsum(each)])
