"""What is known of each document beside its words: keys, facets, dates and lengths, as arrays."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import chain
from typing import Any

import numpy as np
from numpy.typing import NDArray

from portal.search.engine.port import CODED, DAYS, SEVERAL, SINGLE, Document, Value

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]


@dataclass(frozen=True)
class Coded:
    """A facet: its values in ascending order, the code (place among them) of each entry, and its document.

    `docs` is None where every document has exactly one entry.
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


@dataclass(frozen=True)
class Pairs:
    """Records and their values: the pair of each entry of a facet, and the code of each pair.

    `of_entry` is None where every entry is a pair of its own, `starts` (the first entry of each document, and
    the end) where every document has one entry.
    """

    of_entry: Ints | None
    codes: Ints
    starts: Ints | None
    width: int

    def counted(self, docs: Ints) -> Ints:
        """How many records have each value in one of these documents."""
        entries = docs if self.starts is None else _runs(self.starts, docs)
        if self.of_entry is None:
            return np.bincount(self.codes[entries], minlength=self.width)
        seen = np.zeros(len(self.codes), bool)
        seen[self.of_entry[entries]] = True
        return np.bincount(self.codes[np.flatnonzero(seen)], minlength=self.width)


def _runs(starts: Ints, docs: Ints) -> Ints:
    """The entries of these documents."""
    first = starts[docs]
    lengths = starts[docs + 1] - first
    before = np.cumsum(lengths) - lengths
    return np.repeat(first - before, lengths) + np.arange(int(lengths.sum()))


@dataclass(frozen=True)
class Columns:
    """The documents of a segment, or of a whole generation, by number. Lengths are in positions."""

    keys: list[str]
    groups: list[str]
    moments: Floats
    titles: Floats
    texts: Floats
    days: dict[str, Ints]
    coded: dict[str, Coded]
    _pairs: dict[str, Pairs] = field(default_factory=dict, compare=False, repr=False)

    @property
    def count(self) -> int:
        """How many documents."""
        return len(self.keys)

    @cached_property
    def records(self) -> Ints:
        """The record of each document, as a number below `width`."""
        number_of = {group: number for number, group in enumerate(dict.fromkeys(self.groups))}
        if len(number_of) == self.count:
            return np.arange(self.count)
        return np.fromiter(map(number_of.__getitem__, self.groups), np.int64, self.count)

    @cached_property
    def width(self) -> int:
        """How many records."""
        return int(self.records.max()) + 1 if self.count else 0

    def parted(self, docs: Ints) -> Ints | None:
        """How many of these documents each record has; None where no record has two."""
        return None if self.width == self.count else np.bincount(self.records[docs], minlength=self.width)

    def pairs(self, name: str) -> Pairs:
        """The records and values of a facet, kept once asked for."""
        found = self._pairs.get(name)
        if found is None:
            one = self.coded[name]
            every = np.arange(self.count + 1)
            several = one.docs is not None and not np.array_equal(one.docs, every[:-1])
            starts = np.searchsorted(one.docs, every) if one.docs is not None and several else None
            found = self._pairs[name] = Pairs(*self._paired(one), starts, len(one.values))
        return found

    def _paired(self, one: Coded) -> tuple[Ints | None, Ints]:
        """The pair of each entry and the code of each pair; no two entries of one document are alike."""
        if self.width == self.count:
            return None, one.codes
        records = self.records if one.docs is None else self.records[one.docs]
        width = max(len(one.values), 1)
        pairs, of_entry = np.unique(records * width + one.codes, return_inverse=True)
        return of_entry, pairs % width

    def encoded(self) -> dict[str, bytes]:
        """The columns as named byte strings, names ascending; `decoded` reads them."""
        found = {
            "groups": json.dumps(self.groups).encode(),
            "keys": json.dumps(self.keys).encode(),
            "moments": self.moments.astype("<f8").tobytes(),
            "texts": self.texts.astype("<i4").tobytes(),
            "titles": self.titles.astype("<i4").tobytes(),
        }
        for name, days in self.days.items():
            found[f"{name}.days"] = days.astype("<i4").tobytes()
        for name, column in self.coded.items():
            found[f"{name}.codes"] = column.codes.astype("<i4").tobytes()
            found[f"{name}.values"] = json.dumps(column.values).encode()
            if column.docs is not None:
                found[f"{name}.docs"] = column.docs.astype("<i4").tobytes()
        return dict(sorted(found.items()))


def decoded(get: Callable[[str], bytes]) -> Columns:
    """The columns whose byte strings `get` finds by name. Raises ValueError for what is not columns."""

    def ints(name: str) -> Ints:
        return np.frombuffer(get(name), "<i4").astype(np.int64)

    coded = {
        name: Coded(
            values=tuple(json.loads(get(f"{name}.values"))),
            codes=ints(f"{name}.codes"),
            docs=ints(f"{name}.docs") if name in SEVERAL else None,
        )
        for name in CODED
    }
    keys, groups = json.loads(get("keys")), json.loads(get("groups"))
    moments = np.frombuffer(get("moments"), "<f8").astype(np.float64)
    days = {name: ints(f"{name}.days") for name in DAYS}
    titles, texts = (ints(name).astype(np.float64) for name in ("titles", "texts"))
    return Columns(keys, groups, moments, titles, texts, days, coded)


def described(documents: Sequence[Document], titles: Sequence[int], texts: Sequence[int]) -> Columns:
    """The columns of new documents, whose titles and texts have so many positions."""
    coded = {name: _code([getattr(one, name) for one in documents]) for name in SINGLE}
    for name in SEVERAL:
        owned = [(doc, value) for doc, one in enumerate(documents) for value in set(getattr(one, name))]
        coded[name] = _code([value for _, value in owned], [doc for doc, _ in owned])
    return Columns(
        keys=[one.key for one in documents],
        groups=[one.group for one in documents],
        moments=np.array([one.moment for one in documents], np.float64),
        titles=np.array(titles, np.float64),
        texts=np.array(texts, np.float64),
        days={name: np.array([getattr(one, name) for one in documents], np.int64) for name in DAYS},
        coded=coded,
    )


def _code(entries: Sequence[Any], docs: Sequence[int] | None = None) -> Coded:
    values = tuple(sorted(set(entries)))
    code_of = {value: code for code, value in enumerate(values)}
    codes = np.array([code_of[entry] for entry in entries], np.int64)
    return Coded(values, codes, None if docs is None else np.array(docs, np.int64))


def joined(parts: Sequence[tuple[Columns, Ints | None]]) -> Columns:
    """The columns of several segments one after the other; of each the documents numbered, or all."""
    kept = [(columns, np.arange(columns.count) if keep is None else keep) for columns, keep in parts]
    return Columns(
        keys=list(chain.from_iterable(_chosen(columns.keys, keep) for columns, keep in parts)),
        groups=list(chain.from_iterable(_chosen(columns.groups, keep) for columns, keep in parts)),
        moments=_run([columns.moments[keep] for columns, keep in kept], np.float64),
        titles=_run([columns.titles[keep] for columns, keep in kept], np.float64),
        texts=_run([columns.texts[keep] for columns, keep in kept], np.float64),
        days={name: _run([columns.days[name][keep] for columns, keep in kept], np.int64) for name in DAYS},
        coded={name: _recoded(name, kept) for name in CODED},
    )


def _chosen(entries: list[str], keep: Ints | None) -> list[str]:
    return entries if keep is None else [entries[doc] for doc in keep.tolist()]


def _run(arrays: list[NDArray[Any]], dtype: type) -> NDArray[Any]:
    return np.concatenate([np.empty(0, dtype), *arrays])


def _recoded(name: str, kept: list[tuple[Columns, Ints]]) -> Coded:
    """One facet of several segments, in codes common to all."""
    values = tuple(sorted({value for columns, _ in kept for value in columns.coded[name].values}, key=_plain))
    code_of = {value: code for code, value in enumerate(values)}
    codes, docs, base = [], [], 0
    for columns, keep in kept:
        one = columns.coded[name]
        common = np.array([code_of[value] for value in one.values], np.int64)
        new = np.full(columns.count, -1)
        new[keep] = np.arange(base, base + len(keep))
        place = new if one.docs is None else new[one.docs]
        among = place >= 0
        codes.append(common[one.codes[among]])
        docs.append(place[among])
        base += len(keep)
    every = _run(codes, np.int64)
    return Coded(values, every, _run(docs, np.int64) if name in SEVERAL else None)


def _plain(value: Value) -> Any:
    """A facet has values of one type, which sort."""
    return value
