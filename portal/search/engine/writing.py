"""One update: documents out, documents in, and small segments merged, all before anybody sees it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from portal.search.engine.arrays import distinct
from portal.search.engine.contents import Segment
from portal.search.engine.indexer import Batch, crowded, merged
from portal.search.engine.port import Document
from portal.search.engine.shelf import Shelf
from portal.search.engine.snapshot import View, opened


@dataclass(slots=True)
class Change:
    """What updates say together: documents to put in, and the keys of all that goes for it."""

    puts: dict[str, Document] = field(default_factory=dict)
    gone: set[str] = field(default_factory=set)

    def add(self, puts: Iterable[Document], drops: Iterable[str]) -> None:
        """Say more. A key in both is put."""
        for key in drops:
            self.gone.add(key)
            self.puts.pop(key, None)
        for document in puts:
            self.gone.add(document.key)
            self.puts[document.key] = document

    @property
    def size(self) -> int:
        """Characters of all its texts: about as many occurrences will be written."""
        return sum(len(one.text) for one in self.puts.values())


def written(shelf: Shelf, documents: Iterable[Document]) -> tuple[Segment, ...]:
    """The segments of these documents, on the disk."""
    return tuple(_segments(shelf, documents))


def _segments(shelf: Shelf, documents: Iterable[Document]) -> Iterator[Segment]:
    batch = Batch()
    for document in documents:
        batch.add(document)
        if batch.full:
            yield batch.write(shelf)
            batch = Batch()
    if len(batch):
        yield batch.write(shelf)


def changed(
    shelf: Shelf, views: Sequence[View], gone: Iterable[str], segments: Iterable[Segment]
) -> list[View]:
    """The views without what is gone, and those of new segments. Raises Damaged."""
    keys = tuple(gone)
    return [*(without(view, keys) for view in views), *(opened(shelf, one, None) for one in segments)]


def without(view: View, keys: Iterable[str]) -> View:
    """The view with the documents of these keys withdrawn."""
    numbers = [number for key in keys if (number := view.number_of.get(key)) is not None]
    if not numbers:
        return view
    deleted = distinct(np.concatenate([view.deleted, numbers])).astype("<i4").tobytes()
    return replace(view, segment=replace(view.segment, deleted=deleted))


def settled(shelf: Shelf, views: Sequence[View], most: int, busy: frozenset[str]) -> list[View]:
    """The views, those crowded merged as long as that is little work (`most` bytes), but for those `busy`."""
    after, waiting = list(views), set(busy)
    while group := crowded(view for view in after if view.segment.name not in waiting):
        if sum(view.segment.size for view in group) > most:
            waiting |= {view.segment.name for view in group}
        else:
            after = exchanged(shelf, after, group, merged(shelf, group))
    return after


def exchanged(
    shelf: Shelf, views: Sequence[View], group: Sequence[View], segment: Segment | None
) -> list[View]:
    """The views with one segment, or none, in place of a group; what was withdrawn since stays so. Raises Damaged.

    It takes the place of the first: large segments stay in front, and readers keep what they know of them.
    """
    before = {view.segment.name: view for view in group}
    after = [view for view in views if view.segment.name not in before]
    if segment is None:
        return after
    place = next(at for at, view in enumerate(views) if view.segment.name in before)
    late = [
        view.columns.keys[number]
        for view in views
        if view.segment.name in before
        for number in sorted({*view.deleted.tolist()} - {*before[view.segment.name].deleted.tolist()})
    ]
    return [*after[:place], without(opened(shelf, segment, None), late), *after[place:]]


def purged(shelf: Shelf, views: Sequence[View]) -> list[View]:
    """The same without their withdrawn documents. Raises Damaged."""
    after = list(views)
    for view in views:
        if view.segment.deleted:
            after = exchanged(shelf, after, [view], merged(shelf, [view]))
    return after
