"""What is known of each document beside its words: keys, facets, dates and lengths, as arrays."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import numpy as np

from portal.search.engine.arrays import Floats, Ints, Records, numbered
from portal.search.engine.pairs import Coded, Pairs, paired
from portal.search.engine.port import CODED, DAYS, SEVERAL, SINGLE, Document


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
    _known: Records | None = field(default=None, compare=False, repr=False)
    _before: dict[str, Pairs] = field(default_factory=dict, compare=False, repr=False)
    _pairs: dict[str, Pairs] = field(default_factory=dict, compare=False, repr=False)

    @property
    def count(self) -> int:
        """How many documents."""
        return len(self.keys)

    @property
    def records(self) -> Ints:
        """The record of each document, as a number below `width`."""
        return self.numbered.of

    @property
    def width(self) -> int:
        """How many records there may be."""
        return self.numbered.width

    @cached_property
    def numbered(self) -> Records:
        """The records of the documents; those of the first documents may be known."""
        return numbered(self.groups, self._known)

    @property
    def known(self) -> Records | None:
        """The records of the documents, or of the first of them, as far as they were numbered."""
        return vars(self).get("numbered") or self._known

    @property
    def paired(self) -> dict[str, Pairs]:
        """The pairs of the documents, or of the first of them, as far as they were asked for."""
        return {**self._before, **self._pairs}

    def upto(self, count: int) -> Columns:
        """The same of the first documents only."""
        if count == self.count:
            return self
        return Columns(
            keys=self.keys[:count],
            groups=self.groups[:count],
            moments=self.moments[:count],
            titles=self.titles[:count],
            texts=self.texts[:count],
            days={name: days[:count] for name, days in self.days.items()},
            coded={name: one.upto(count) for name, one in self.coded.items()},
            _known=self.known and self.known.upto(count),
            _before={name: one.upto(count) for name, one in self.paired.items()},
        )

    def parted(self, docs: Ints) -> Ints | None:
        """How many of these documents each record has; None where no record has two."""
        return None if self.numbered.alone else np.bincount(self.records[docs], minlength=self.width)

    def pairs(self, name: str) -> Pairs:
        """The records and values of a facet, kept once asked for."""
        found = self._pairs.get(name)
        if found is None:
            found = self._pairs[name] = paired(self.coded[name], self.numbered, self._before.get(name))
        return found

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
