"""One update: documents out, documents in, and small segments merged, all before anybody sees it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace

import numpy as np

from portal.search.engine.contents import Segment
from portal.search.engine.indexer import Batch, crowded, merged
from portal.search.engine.port import Document
from portal.search.engine.shelf import Shelf
from portal.search.engine.snapshot import View, opened


def written(
    shelf: Shelf, views: Sequence[View], puts: Iterable[Document], drops: Iterable[str]
) -> tuple[Segment, ...]:
    """The segments of the next generation, on the disk but not yet published. Raises Damaged."""
    update = _Update(shelf, views)
    for key in drops:
        update.drop(key)
    for document in puts:
        update.put(document)
    update.flush()
    return update.settled()


def purged(shelf: Shelf, views: Sequence[View]) -> tuple[Segment, ...]:
    """The same segments without their withdrawn documents. Raises Damaged."""
    segments = (merged(shelf, [view]) if view.segment.deleted else view.segment for view in views)
    return tuple(segment for segment in segments if segment is not None)


class _Update:
    def __init__(self, shelf: Shelf, views: Sequence[View]) -> None:
        self._shelf = shelf
        self._views = list(views)
        self._withdrawn: defaultdict[str, set[int]] = defaultdict(set)
        self._batch = Batch()
        self._pending: dict[str, int] = {}
        self._superseded: set[int] = set()

    def drop(self, key: str) -> None:
        """Withdraw what has this key, wherever it is."""
        for view in self._views:
            number = view.number_of.get(key)
            if number is not None:
                self._withdrawn[view.segment.name].add(number)
        if key in self._pending:
            self._superseded.add(self._pending.pop(key))

    def put(self, document: Document) -> None:
        """Take a document in, in the place of its older self."""
        self.drop(document.key)
        self._pending[document.key] = self._batch.add(document)
        if self._batch.full:
            self.flush()

    def flush(self) -> None:
        """Write what was taken in as a segment."""
        if not len(self._batch):
            return
        segment = self._batch.write(self._shelf)
        self._withdrawn[segment.name] |= self._superseded
        self._views.append(opened(self._shelf, segment, None))
        self._batch, self._pending, self._superseded = Batch(), {}, set()

    def settled(self) -> tuple[Segment, ...]:
        """The segments, withdrawals entered, none too many."""
        views = [self._without(view) for view in self._views]
        while group := crowded(views):
            gone = {view.segment.name for view in group}
            views = [view for view in views if view.segment.name not in gone]
            segment = merged(self._shelf, group)
            if segment is not None:
                views.append(opened(self._shelf, segment, None))
        return tuple(view.segment for view in views)

    def _without(self, view: View) -> View:
        numbers = self._withdrawn.get(view.segment.name)
        if not numbers:
            return view
        deleted = np.union1d(view.deleted, sorted(numbers)).astype("<i4").tobytes()
        return replace(view, segment=replace(view.segment, deleted=deleted))
