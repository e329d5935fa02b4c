"""A few documents in memory, answered from by the same code as an index on the disk.

What follows from a change asks of the changed documents alone, and asks at once: no index, no other document
and no disk takes part in the answer.
"""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Iterable, Iterator, Sequence
from typing import cast

from portal.search.engine.answering import answered
from portal.search.engine.cache import ByteCache
from portal.search.engine.columns import decoded
from portal.search.engine.contents import Contents, Segment
from portal.search.engine.indexer import Batch
from portal.search.engine.port import Answer, Document, Question
from portal.search.engine.shelf import Shelf, Terms
from portal.search.engine.snapshot import COLUMN, WORD, Snapshot, View

_CACHE = 1 << 20  # bytes: what one question decodes the next may want


class Handful:
    """Documents that are asked a few questions and then forgotten."""

    def __init__(self, documents: Iterable[Document]) -> None:
        self.documents = {one.key: one for one in documents}
        batch, memory = Batch(), _Memory()
        for one in self.documents.values():
            batch.add(one)
        segment = batch.write(cast("Shelf", memory))  # as much of a shelf as a batch writes to
        columns = decoded(lambda name: memory.get(COLUMN + name.encode()))
        view = View(segment, cast("Terms", memory), columns)
        self._snapshot = Snapshot(Contents(segments=(segment,)), (view,), ByteCache(_CACHE))
        self.words = [term[1:].decode() for term, _array in memory.items(WORD)]

    def ask(self, question: Question) -> Answer:
        """What an index of these documents would answer."""
        return answered(self._snapshot, question)

    def has_beginning(self, prefix: str) -> bool:
        """Whether some word of some document begins so."""
        place = bisect_left(self.words, prefix)
        return place < len(self.words) and self.words[place].startswith(prefix)


class _Memory:
    """The terms of one segment and the array of each, written and read as a shelf's are."""

    def __init__(self) -> None:
        self._terms: list[bytes] = []
        self._arrays: dict[bytes, bytes] = {}

    def writer(self) -> _Memory:
        return self

    def add(self, term: bytes, array: bytes) -> None:
        insort(self._terms, term)
        self._arrays[term] = array

    def close(self, count: int) -> Segment:
        return Segment("", count, {})

    def get(self, term: bytes) -> bytes:
        return self._arrays.get(term, b"")

    def begin(self, prefix: bytes) -> bytes:
        return b"".join(array for _term, array in self.items(prefix))

    def items(self, prefix: bytes) -> Iterator[tuple[bytes, bytes]]:
        for term in self._from(prefix):
            if not term.startswith(prefix):
                return
            yield term, self._arrays[term]

    def _from(self, prefix: bytes) -> Sequence[bytes]:
        return self._terms[bisect_left(self._terms, prefix) :]
