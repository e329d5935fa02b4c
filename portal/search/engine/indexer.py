"""From documents to segments, and from many small segments to fewer."""

from __future__ import annotations

import heapq
from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import groupby
from operator import itemgetter

import numpy as np

from portal.search.engine import analyser
from portal.search.engine.arrays import Ints
from portal.search.engine.columns import Columns, described
from portal.search.engine.contents import Segment
from portal.search.engine.joining import joined
from portal.search.engine.port import Document
from portal.search.engine.postings import SHIFT, TITLE_ROOM
from portal.search.engine.shelf import Shelf, TermsWriter
from portal.search.engine.snapshot import AUDIENCE, COLUMN, WORD, View

TITLE_LIMIT, REFERENCE_LIMIT = 3000, 100  # positions; with the gap they stay well below TITLE_ROOM
GAP = 300  # positions nobody has: no row of terms, 256 at most, reaches over it
FULL = 1_000_000  # occurrences held in memory (some 50 MB) before a segment is written
FAN = 8  # segments of one size before they become one of the next


class Batch:
    """Documents on their way into one segment."""

    def __init__(self) -> None:
        self._documents: list[Document] = []
        self._titles: list[int] = []
        self._texts: list[int] = []
        self._words: defaultdict[str, list[int]] = defaultdict(list)
        self._audience: defaultdict[str, list[int]] = defaultdict(list)
        self._size = 0

    def __len__(self) -> int:
        return len(self._documents)

    @property
    def full(self) -> bool:
        """Whether it is time to write."""
        return self._size >= FULL

    def add(self, document: Document) -> int:
        """Take a document in; its number."""
        number = len(self._documents)
        base = number << SHIFT
        title = self._enter(base, document.title, 0, TITLE_LIMIT)
        self._enter(base, document.reference, title + GAP, REFERENCE_LIMIT)
        text = self._enter(base, document.text, TITLE_ROOM, 1_000_000)
        for word in sorted(document.audience):
            self._audience[word].append(base)
        self._documents.append(document)
        self._titles.append(title)
        self._texts.append(text)
        return number

    def _enter(self, base: int, text: str, start: int, limit: int) -> int:
        """Enter the terms of a text; how many positions it has."""
        terms, places = analyser.terms(text, start, limit)
        words = self._words
        for term, place in zip(terms, places, strict=True):
            words[term].append(base + place)
        self._size += len(terms)
        return places[-1] + 1 - start if places else 0

    def write(self, shelf: Shelf) -> Segment:
        """The documents as a segment on the disk."""
        writer = shelf.writer()
        for word in sorted(self._audience):
            writer.add(AUDIENCE + word.encode(errors="surrogatepass"), _array(self._audience[word]))
        _describe(writer, described(self._documents, self._titles, self._texts))
        for term in sorted(self._words):
            writer.add(WORD + term.encode(), _array(self._words[term]))
        return writer.close(len(self._documents))


def _array(numbers: list[int]) -> bytes:
    return np.array(numbers, "<i8").tobytes()


def _describe(writer: TermsWriter, columns: Columns) -> None:
    for name, column in columns.encoded().items():
        writer.add(COLUMN + name.encode(), column)


def crowded(views: Iterable[View]) -> list[View]:
    """The segments that should become one now: a full class of like size, or one that is mostly withdrawn."""
    classes: defaultdict[int, list[View]] = defaultdict(list)
    for view in views:
        live = view.columns.count - len(view.deleted)
        if 2 * live < view.columns.count:
            return [view]
        classes[len(np.base_repr(live, FAN))].append(view)
    return next((same for _, same in sorted(classes.items()) if len(same) >= FAN), [])


def merged(shelf: Shelf, views: list[View]) -> Segment | None:
    """One segment of what is not withdrawn of several; None if that is nothing."""
    keeps = [_kept(view) for view in views]
    count = sum(map(len, keeps))
    if not count:
        return None
    writer = shelf.writer()
    _merge(writer, AUDIENCE, views, keeps)
    _describe(writer, joined([(view.columns, keep) for view, keep in zip(views, keeps, strict=True)]))
    _merge(writer, WORD, views, keeps)
    return writer.close(count)


def _kept(view: View) -> Ints:
    """The numbers of the documents that are not withdrawn."""
    kept = np.ones(view.columns.count, bool)
    kept[view.deleted] = False
    return np.flatnonzero(kept)


def _merge(writer: TermsWriter, field: bytes, views: list[View], keeps: list[Ints]) -> None:
    base, sources = 0, []
    for order, (view, keep) in enumerate(zip(views, keeps, strict=True)):
        sources.append(_renumbered(view, keep, base, order, field))
        base += len(keep)
    for term, found in groupby(heapq.merge(*sources), key=itemgetter(0)):
        array = b"".join(part for _, _, part in found)
        if array:
            writer.add(term, array)


def _renumbered(
    view: View, keep: Ints, base: int, order: int, field: bytes
) -> Iterator[tuple[bytes, int, bytes]]:
    """The terms of a segment, their arrays in the numbers of the new one."""
    new = np.full(view.columns.count, -1)
    new[keep] = np.arange(base, base + len(keep))
    whole = len(keep) == view.columns.count
    for term, array in view.terms.items(field):
        occurrences = np.frombuffer(array, "<i8")
        if whole:
            yield term, order, array if not base else (occurrences + (base << SHIFT)).tobytes()
            continue
        docs = new[occurrences >> SHIFT]
        moved = (docs << SHIFT) | (occurrences & ((1 << SHIFT) - 1))
        yield term, order, moved[docs >= 0].tobytes()
