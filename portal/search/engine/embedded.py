"""The engine inside the program: Whoosh keeps the index in a folder, NumPy answers from it."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from threading import Lock, RLock

from portal.search.engine.answering import answered, away
from portal.search.engine.cache import ByteCache
from portal.search.engine.contents import Contents, Damaged, Segment
from portal.search.engine.port import Answer, Displaced, Document, Question
from portal.search.engine.shelf import Shelf
from portal.search.engine.snapshot import Snapshot, View, opened
from portal.search.engine.writing import purged, written

CACHE = 64 << 20  # bytes of decoded postings and masks in one process
GLANCE = 0.2  # seconds between two looks whether the writer has put up a new generation
_LOG = logging.getLogger(__name__)


class Embedded:
    """An index in a folder of its own, which may be missing: then it is empty, and its position 0.

    Any number of processes and threads ask; one process at a time updates. Each has an Embedded of its own.
    """

    def __init__(self, folder: Path, *, cache: int = CACHE) -> None:
        self._shelf = Shelf(folder)
        self.cache = ByteCache(cache)
        self._reading = Lock()
        self._writing = RLock()
        self._state: object = ()
        self._distrusted: object = None
        self._looked = 0.0
        self._readable = False
        self._snapshot = Snapshot(Contents(), (), self.cache)
        self._look()
        self._known = self._snapshot.contents.position

    def position(self) -> int:
        """The last event in the index; 0 for an index that is missing, damaged or of another version."""
        with self._writing:
            self._look()
            self._known = self._snapshot.contents.position
            return self._known

    def ask(self, question: Question) -> Answer:
        """Whatever the state of the index, an answer."""
        if time.monotonic() - self._looked > GLANCE and self._reading.acquire(blocking=False):
            try:
                self._refresh()
            finally:
                self._reading.release()
        snapshot, state = self._snapshot, self._state
        if not self._readable:
            return away(question)
        try:
            return answered(snapshot, question)
        except (Damaged, IndexError):
            self._distrust(state)
            return away(question)

    def update(
        self, puts: Iterable[Document], drops: Iterable[str], position: int, *, more: bool = False
    ) -> None:
        """Take documents out and put others in, durably, all or nothing. Raises Displaced or Busy."""
        self._change(lambda views: written(self._shelf, views, puts, drops), position, more=more)

    def purge(self) -> None:
        """Leave nothing on the disk of documents withdrawn or replaced. Raises Displaced or Busy."""
        more = self._snapshot.contents.building
        self._change(lambda views: purged(self._shelf, views), self._known, more=more)

    def _change(
        self, segments: Callable[[Sequence[View]], tuple[Segment, ...]], position: int, *, more: bool
    ) -> None:
        """Publish the segments that come of the present ones, as the generation of this position."""
        with self._writing, self._shelf.writing() as generation:
            self._look()
            before = self._snapshot
            if before.contents.position != self._known:
                self._known = before.contents.position
                raise Displaced(f"the index stands at {self._known}")
            try:
                after = segments(before.views)
            except (Damaged, IndexError) as wrong:
                self._distrust(self._state)
                raise Displaced("the index is damaged") from wrong
            building = more and (before.contents.building or not before.contents.position)
            self._shelf.publish(Contents(generation, position, after, building))
            self._known = position
            self._look()

    def clear(self) -> None:
        """Forget everything; the position is 0 again."""
        with self._writing, self._shelf.writing() as generation:
            self._shelf.publish(Contents(generation))
            self._known = 0
            self._look()

    def close(self) -> None:
        """Let go of files and memory; another question opens the index again."""
        with self._reading:
            self._show(Contents(), [], readable=False)
            self._state, self._looked = (), 0.0

    def _look(self) -> None:
        """See the latest generation now."""
        with self._reading:
            self._refresh()

    def _distrust(self, state: object) -> None:
        """Take the index of this state for damaged until another is put up."""
        _LOG.error("the search index is damaged and will be rebuilt")
        self._distrusted = state
        self._look()

    def _refresh(self) -> None:
        """Show what is on the shelf. A generation may go while it is read: then there is a later one."""
        self._looked = time.monotonic()
        state = self._shelf.state()
        if state == self._state and state != self._distrusted:
            return
        for _ in range(10):
            try:
                contents = self._shelf.load(unless=self._distrusted)
                known = {view.segment.name: view for view in self._snapshot.views}
                views = [opened(self._shelf, one, known.get(one.name)) for one in contents.segments]
            except Damaged as wrong:
                if (now := self._shelf.state()) == state:
                    self._away(state, wrong)
                    return
                state = now
            else:
                self._show(contents, views, readable=True)
                self._state = state
                return

    def _away(self, state: tuple[int, ...], wrong: Damaged) -> None:
        if state and state != self._state:
            _LOG.warning("the search index cannot be used: %s", wrong)
        self._show(Contents(), [], readable=False)
        self._state = state

    def _show(self, contents: Contents, views: list[View], *, readable: bool) -> None:
        self._snapshot, self._readable = Snapshot(contents, views, self.cache), readable
        self.cache.clear()
