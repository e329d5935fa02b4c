"""One generation of the index as a reader sees it: segments opened, documents numbered through."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import count

import numpy as np

from portal.search.engine.cache import ByteCache
from portal.search.engine.columns import Bools, Columns, Floats, Ints, decoded, joined
from portal.search.engine.contents import Contents, Damaged, Segment
from portal.search.engine.shelf import Shelf, Terms

AUDIENCE, COLUMN, WORD = b"a", b"c", b"w"  # the first byte of a term says what it is
SHIFT = 32  # an occurrence is one integer: document << SHIFT | position
TITLE_ROOM = 4096  # positions below are of the title and the reference, those above of the text
LENGTH_WEIGHT_TITLE, LENGTH_WEIGHT_TEXT = 0.3, 0.75  # b of BM25F (Robertson, Zaragoza 2009) for each field


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
    """Where something occurs: every occurrence, ascending; and by document how often in title and text."""

    occurrences: Ints
    docs: Ints
    in_title: Floats
    in_text: Floats

    @property
    def nbytes(self) -> int:
        """Bytes of its arrays."""
        return self.occurrences.nbytes + self.docs.nbytes + self.in_title.nbytes + self.in_text.nbytes


def tallied(occurrences: Ints) -> Postings:
    """Occurrences, counted by document."""
    docs = occurrences >> SHIFT
    starts = np.flatnonzero(np.diff(docs, prepend=-1))
    ends = np.append(starts[1:], len(docs))
    titled = np.cumsum((occurrences & ((1 << SHIFT) - 1)) < TITLE_ROOM)
    before = np.concatenate([np.zeros(1, np.int64), titled])
    in_title = before[ends] - before[starts]
    return Postings(occurrences, docs[starts], in_title * 1.0, (ends - starts - in_title) * 1.0)


@dataclass(frozen=True)
class Sight:
    """What one reader may see: which documents, how many, and their length factors among each other."""

    visible: Bools
    count: int
    title_factor: Floats
    text_factor: Floats


class Snapshot:
    """A generation, whole. Never changes; threads share it."""

    def __init__(self, contents: Contents, views: Sequence[View], cache: ByteCache) -> None:
        self.contents = contents
        self.views = views
        self.columns = joined([(view.columns, None) for view in views])
        self.count = self.columns.count
        self._cache = cache
        self._serial = next(_SERIAL)
        ends = np.cumsum([view.columns.count for view in views], dtype=np.int64)
        self._bases = [int(end) - view.columns.count for view, end in zip(views, ends, strict=True)]
        self._live = np.ones(self.count, bool)
        for view, base in zip(views, self._bases, strict=True):
            self._live[view.deleted + base] = False

    def term(self, term: str) -> Postings:
        """Where a term occurs."""
        return self._kept((self._serial, "term", term), WORD + term.encode(), begin=False)

    def begin(self, prefix: str) -> Postings:
        """Where any term with this beginning occurs."""
        return self._kept((self._serial, "begin", prefix), WORD + prefix.encode(), begin=True)

    def _kept(self, key: tuple[object, ...], term: bytes, *, begin: bool) -> Postings:
        found = self._cache.get(key)
        if not isinstance(found, Postings):
            occurrences = self._occurrences(term, begin=begin)
            found = tallied(np.sort(occurrences) if begin else occurrences)
            self._cache.put(key, found, found.nbytes)
        return found

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
            nbytes = self.count * 17 + sum(2 * len(badge) + 50 for badge in badges)
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
        title = _factor(self.columns.titles, visible, count, LENGTH_WEIGHT_TITLE)
        text = _factor(self.columns.texts, visible, count, LENGTH_WEIGHT_TEXT)
        return Sight(visible, count, title, text)


def _factor(lengths: Ints, visible: Bools, count: int, weight: float) -> Floats:
    """1 - b + b * length / average, the average over what is visible only."""
    total = int(lengths[visible].sum())
    average = total / count if total else 1.0
    return 1.0 - weight + weight * (lengths / average)
