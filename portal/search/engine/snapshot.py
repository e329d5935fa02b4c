"""One generation of the index as a reader sees it: segments opened, documents numbered through."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import count
from typing import TypeVar, cast

import numpy as np

from portal.search.engine.arrays import Bools, Floats, Ints, distinct
from portal.search.engine.cache import ByteCache
from portal.search.engine.columns import Columns, decoded
from portal.search.engine.contents import Contents, Damaged, Segment
from portal.search.engine.joining import joined
from portal.search.engine.port import BAR
from portal.search.engine.postings import SHIFT, Chosen, Kept, Numbers, Postings, chosen, tallied
from portal.search.engine.shelf import Shelf, Terms

AUDIENCE, COLUMN, WORD = b"a", b"c", b"w"  # the first byte of a term says what it is
T = TypeVar("T", bound=Kept)
_SERIAL = count()


@dataclass(frozen=True)
class View:
    """A segment, opened."""

    segment: Segment
    terms: Terms
    columns: Columns

    @cached_property
    def number_of(self) -> dict[str, int]:
        """The number of each document, by key."""
        return {key: number for number, key in enumerate(self.columns.keys)}

    @property
    def deleted(self) -> Ints:
        """The numbers of the documents withdrawn."""
        return np.frombuffer(self.segment.deleted, "<i4").astype(np.int64)


def opened(shelf: Shelf, segment: Segment, known: View | None) -> View:
    """The view of a segment; of one known before only the withdrawals are new. Raises Damaged."""
    if known is not None:
        return View(segment, known.terms, known.columns)
    terms = shelf.open(segment)
    try:
        columns = decoded(lambda name: terms.get(COLUMN + name.encode()))
    except (ValueError, KeyError) as wrong:
        raise Damaged(segment.name) from wrong
    if columns.count != segment.count:
        raise Damaged(segment.name)
    return View(segment, terms, columns)


@dataclass(frozen=True)
class Sight:
    """What one reader may see: which documents, and how many."""

    visible: Bools
    count: int
    _averages: dict[str, float] = field(default_factory=dict, init=False, compare=False, repr=False)

    def average(self, name: str, lengths: Floats) -> float:
        """The average of such lengths over what is seen, kept under a name; whoever is not asked does not count it."""
        if name not in self._averages:
            self._averages[name] = _average(lengths, self.visible, self.count)
        return self._averages[name]


class Snapshot:
    """A generation, whole. Never changes; threads share it.

    `before`: one whose columns may be known, of which the first segments may be the same. What was decoded of the
    same segments for another generation is in the cache, and only what is new is decoded.
    """

    def __init__(
        self, contents: Contents, views: Sequence[View], cache: ByteCache, before: Snapshot | None = None
    ) -> None:
        self.contents = contents
        self.views = views
        self._cache = cache
        self._serial = next(_SERIAL)
        self._names = tuple(view.segment.name for view in views)
        ends = np.cumsum([view.columns.count for view in views], dtype=np.int64)
        self.count = int(ends[-1]) if views else 0
        self._bases = [0, *map(int, ends)]
        self._live = np.ones(self.count, bool)
        for view, base in zip(views, self._bases, strict=False):
            self._live[view.deleted + base] = False
        self._known = before._joined if before else None  # noqa: SLF001  # another of us

    @cached_property
    def columns(self) -> Columns:
        """What is known of each document; the writer never asks."""
        names, columns = self._known or ((), None)
        same = self._same(names)
        parts = [(view.columns, None) for view in self.views]
        if columns is not None and same:
            parts[:same] = [(columns.upto(self._bases[same]), None)]
        found = joined(parts)
        self._known = self._names, found
        return found

    @property
    def _joined(self) -> tuple[tuple[str, ...], Columns] | None:
        """The segments whose columns were joined last, here or before, and these columns."""
        return self._known

    def _same(self, names: Sequence[str]) -> int:
        """How many of our first segments are these."""
        pairs = zip(self._names, names, strict=False)
        return next(
            (at for at, (mine, one) in enumerate(pairs) if mine != one), min(len(names), len(self._names))
        )

    def _of_all(self, key: Hashable, decode: Callable[[int], T]) -> T:
        """What is kept under a key, decoded from the first segment on of which it is not known. Raises Damaged."""
        held = self._cache.get(key)
        names, found = cast("tuple[tuple[str, ...], T]", held) if held else ((), None)
        if found is not None and names == self._names:
            return found
        same = self._same(names) if found is not None else 0
        late = decode(same)
        found = found.upto(self._bases[same]).and_then(late) if found is not None and same else late
        self._cache.put(key, (self._names, found), found.nbytes)
        return found

    def having(self, term: str, *, begin: bool = False) -> Postings:
        """The documents with a term, or with any term that begins so. Raises Damaged."""
        return self.kept(("docs", term, begin), lambda since: self._ascending(term, since, begin=begin))

    def kept(self, name: tuple[object, ...], occurring: Callable[[int], Ints]) -> Postings:
        """The documents of these occurrences, by the first segment wanted, kept under a name. Raises Damaged."""
        return self._of_all(name, lambda since: tallied(occurring(since)))

    def occurring(self, term: str, since: int, *, begin: bool = False) -> Ints:
        """Where a term, or any that begins so, occurs from this segment on, ascending. Raises Damaged."""
        whole = self._of_all(
            ("places", term, begin), lambda first: Numbers(self._ascending(term, first, begin=begin), SHIFT)
        )
        return whole.since(self._bases[since]) if since else whole.array

    def _ascending(self, term: str, since: int, *, begin: bool) -> Ints:
        occurrences = self._occurrences(WORD + term.encode(), since, begin=begin)
        return distinct(occurrences) if begin else occurrences  # two terms may begin in one place

    def _occurrences(self, term: bytes, since: int, *, begin: bool = False) -> Ints:
        """The array of a term over the segments from one on, documents numbered through. Raises Damaged."""
        parts = []
        for view, base in zip(self.views[since:], self._bases[since:], strict=False):
            array = np.frombuffer(view.terms.begin(term) if begin else view.terms.get(term), "<i8")
            if array.size:
                parts.append((array, base << SHIFT))
        found, place = np.empty(sum(array.size for array, _ in parts), np.int64), 0
        for array, base in parts:
            np.add(array, base, found[place : place + array.size])
            place += array.size
        if found.size and (found[0] < 0 or int(found[-1]) >> SHIFT >= self.count):
            raise Damaged(repr(term))
        return found

    def sight(self, badges: frozenset[str]) -> Sight:
        """What the holder of these audience words may see. Raises Damaged."""
        key = ("sight", badges)
        held = self._cache.get(key)
        serial, found = cast("tuple[int, Sight]", held) if held else (-1, None)
        if found is None or serial != self._serial:
            found = self._seen(badges)
            nbytes = self.count + sum(2 * len(badge) + 50 for badge in badges)
            self._cache.put(key, (self._serial, found), nbytes)
        return found

    def _holders(self, badge: str) -> Chosen:
        """The documents with one audience word; readers share most of theirs. Raises Damaged."""
        term = AUDIENCE + badge.encode(errors="surrogatepass")
        return self._of_all(
            ("badge", badge), lambda since: chosen(self._occurrences(term, since) >> SHIFT, self.count)
        )

    def _seen(self, badges: frozenset[str]) -> Sight:
        visible = np.zeros(self.count, bool)
        for badge in sorted(badges, key=lambda one: one.startswith(BAR)):  # what bars comes last
            self._holders(badge).mark(visible, value=not badge.startswith(BAR))
        visible &= self._live
        return Sight(visible, int(np.count_nonzero(visible)))


def _average(lengths: Floats, seen: Bools, count: int) -> float:
    """The average length of what is seen; whole numbers add up exactly, in whatever order."""
    total = float(np.einsum("i,i", lengths, seen))  # a product by BLAS wakes threads that cost more than it
    return total / count if total else 1.0
