"""One generation of the index as a reader sees it: segments opened, documents numbered through."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import count

import numpy as np
from numpy.typing import NDArray

from portal.search.engine.cache import ByteCache
from portal.search.engine.columns import Bools, Columns, Floats, Ints, decoded, joined
from portal.search.engine.contents import Contents, Damaged, Segment
from portal.search.engine.shelf import Shelf, Terms

AUDIENCE, COLUMN, WORD = b"a", b"c", b"w"  # the first byte of a term says what it is
SHIFT = 32  # an occurrence is one integer: document << SHIFT | position
TITLE_ROOM = 4096  # positions below are of the title and the reference, those above of the text

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
class Postings:
    """The documents in which something occurs, ascending, and how often in title and text of each."""

    docs: Ints
    in_title: NDArray[np.float32]
    in_text: NDArray[np.float32]

    @property
    def nbytes(self) -> int:
        """Bytes of its arrays."""
        return self.docs.nbytes + self.in_title.nbytes + self.in_text.nbytes


def tallied(occurrences: Ints) -> Postings:
    """Occurrences, counted by document."""
    docs = occurrences >> SHIFT
    starts = np.flatnonzero(np.diff(docs, prepend=-1))
    ends = np.append(starts[1:], len(docs))
    titled = np.cumsum((occurrences & ((1 << SHIFT) - 1)) < TITLE_ROOM)
    before = np.concatenate([np.zeros(1, np.int64), titled])
    in_title = before[ends] - before[starts]
    in_text = ends - starts - in_title
    return Postings(docs[starts], in_title.astype(np.float32), in_text.astype(np.float32))


@dataclass(frozen=True)
class Sight:
    """What one reader may see: which documents, how many, and how long they are on average."""

    visible: Bools
    count: int
    title_average: float
    text_average: float


class Snapshot:
    """A generation, whole. Never changes; threads share it."""

    def __init__(self, contents: Contents, views: Sequence[View], cache: ByteCache) -> None:
        self.contents = contents
        self.views = views
        self._cache = cache
        self._serial = next(_SERIAL)
        ends = np.cumsum([view.columns.count for view in views], dtype=np.int64)
        self.count = int(ends[-1]) if views else 0
        self._bases = [int(end) - view.columns.count for view, end in zip(views, ends, strict=True)]
        self._live = np.ones(self.count, bool)
        for view, base in zip(views, self._bases, strict=True):
            self._live[view.deleted + base] = False

    @cached_property
    def columns(self) -> Columns:
        """What is known of each document; the writer never asks."""
        return joined([(view.columns, None) for view in self.views])

    def having(self, term: str, *, begin: bool = False) -> Postings:
        """The documents with a term, or with any term that begins so. Raises Damaged."""
        return self.kept(("docs", term, begin), lambda: self._ascending(term, begin=begin))

    def kept(self, name: tuple[object, ...], occurring: Callable[[], Ints]) -> Postings:
        """The documents of these occurrences, kept under a name. Raises Damaged."""
        key = (self._serial, name)
        found = self._cache.get(key)
        if not isinstance(found, Postings):
            found = tallied(occurring())
            self._cache.put(key, found, found.nbytes)
        return found

    def occurring(self, term: str, *, begin: bool = False) -> Ints:
        """Where a term, or any term that begins so, occurs: ascending. Raises Damaged."""
        key = (self._serial, "places", term, begin)
        found = self._cache.get(key)
        if not isinstance(found, np.ndarray):
            found = self._ascending(term, begin=begin)
            self._cache.put(key, found, found.nbytes)
        return found

    def _ascending(self, term: str, *, begin: bool) -> Ints:
        occurrences = self._occurrences(WORD + term.encode(), begin=begin)
        return np.unique(occurrences) if begin else occurrences  # two terms may begin in one place

    def _occurrences(self, term: bytes, *, begin: bool = False) -> Ints:
        """The array of a term over all segments, documents numbered through. Raises Damaged."""
        parts = []
        for view, base in zip(self.views, self._bases, strict=True):
            array = np.frombuffer(view.terms.begin(term) if begin else view.terms.get(term), "<i8")
            if array.size:
                parts.append(array + (base << SHIFT))
        found: Ints = np.concatenate(parts) if parts else np.empty(0, np.int64)
        if found.size and (found[0] < 0 or int(found[-1]) >> SHIFT >= self.count):
            raise Damaged(repr(term))
        return found

    def sight(self, badges: frozenset[str]) -> Sight:
        """What the holder of these audience words may see. Raises Damaged."""
        key = (self._serial, "sight", badges)
        found = self._cache.get(key)
        if not isinstance(found, Sight):
            found = self._seen(badges)
            nbytes = self.count + sum(2 * len(badge) + 50 for badge in badges)
            self._cache.put(key, found, nbytes)
        return found

    def _holders(self, badge: str) -> Ints:
        """The documents with one audience word; readers share most of theirs. Raises Damaged."""
        key = (self._serial, "badge", badge)
        found = self._cache.get(key)
        if not isinstance(found, np.ndarray):
            found = self._occurrences(AUDIENCE + badge.encode(errors="surrogatepass")) >> SHIFT
            self._cache.put(key, found, found.nbytes + 2 * len(badge))
        return found

    def _seen(self, badges: frozenset[str]) -> Sight:
        visible = np.zeros(self.count, bool)
        for badge in badges:
            visible[self._holders(badge)] = True
        visible &= self._live
        count = int(np.count_nonzero(visible))
        seen = visible.astype(np.float64)
        averages = (_average(lengths, seen, count) for lengths in (self.columns.titles, self.columns.texts))
        return Sight(visible, count, *averages)


def _average(lengths: Floats, seen: Floats, count: int) -> float:
    """The average length of what is seen; whole numbers add up exactly, in whatever order."""
    total = float(np.einsum("i,i", lengths, seen))  # a product by BLAS wakes threads that cost more than it
    return total / count if total else 1.0
