"""The engine inside the program: Whoosh keeps the index in a folder, NumPy answers from it."""

from __future__ import annotations

import logging
import os
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import Lock, RLock

from portal.search.engine.answering import answered, away
from portal.search.engine.cache import ByteCache
from portal.search.engine.contents import Contents, Damaged
from portal.search.engine.port import Answer, Busy, Displaced, Document, Question
from portal.search.engine.shelf import Shelf
from portal.search.engine.snapshot import Snapshot, View, opened
from portal.search.engine.writer import Writer
from portal.search.engine.writing import purged

CACHE = 160 << 20  # bytes of decoded postings and masks in one process
CORES = os.cpu_count() or 1
GLANCE = 0.2  # seconds between two looks whether the writer has put up a new generation
_LOG = logging.getLogger(__name__)


class Embedded:
    """An index in a folder of its own, which may be missing: then it is empty, and its position 0.

    Any number of processes and threads ask; one process at a time updates. Each has an Embedded of its own.
    `helped`: a second process may help to build an index.
    """

    def __init__(self, folder: Path, *, cache: int = CACHE, helped: bool = CORES > 1) -> None:
        self._shelf = Shelf(folder)
        self.cache = ByteCache(cache)
        self._reading = Lock()
        self._writing = RLock()
        self._state: object = ()
        self._distrusted: object = None
        self._looked = 0.0
        self._readable = False
        self._snapshot = Snapshot(Contents(), (), self.cache)
        self._writer = Writer(self._shelf, helped=helped)
        self._look()
        self._known = self._published = self._snapshot.contents.position

    def position(self) -> int:
        """The last event in the index or held back for it; 0 for an index that is missing or cannot be read."""
        with self._writing:
            self._look()
            if self._snapshot.contents.position != self._published:
                self._forget()
            elif self._writer.ready:
                self._settle()
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
        """Take documents out and put others in, durably, all or nothing. Raises Displaced or Busy.

        Full batches of an index that is being built are held back for a while.
        """
        with self._writing, self._shelf.writing() as generation:
            before = self._present().contents
            building = more and (before.building or not before.position)
            held = self._writer.take(puts, drops, position, building=building)
            self._known = position
            self._finish(generation, building=building, all_of_it=not held)

    def purge(self) -> None:
        """Leave nothing on the disk of documents withdrawn or replaced. Raises Displaced or Busy."""
        with self._writing, self._shelf.writing() as generation:
            building = self._present().contents.building
            self._finish(generation, building=building, all_of_it=True)
            self._writer.forget()  # what is being merged has words of them
            with self._forgetting():
                after = purged(self._shelf, self._snapshot.views)
                self._publish(generation + 1, self._known, after, building=building)

    def settle(self) -> None:
        """Wait until what is being merged is merged."""
        with self._writing:
            while self.merging:
                self._writer.wait()
                self._settle()

    @property
    def merging(self) -> bool:
        """Whether segments are being merged aside."""
        return self._writer.merging

    def clear(self) -> None:
        """Forget everything; the position is 0 again."""
        with self._writing, self._shelf.writing() as generation:
            self._writer.forget()
            self._publish(generation, 0, (), building=False)

    def close(self) -> None:
        """Let go of files, memory and the helper; another question opens the index again."""
        with self._writing:
            self._writer.forget()
        with self._reading:
            self._snapshot, self._readable = Snapshot(Contents(), (), self.cache), False
            self.cache.clear()
            self._state, self._looked = (), 0.0

    def _present(self) -> Snapshot:
        """The generation there is, which must be the one this writer knows of. Raises Displaced."""
        self._look()
        if self._snapshot.contents.position != self._published:
            self._forget()
            raise Displaced(f"the index stands at {self._known}")
        return self._snapshot

    def _forget(self) -> None:
        """Begin with what is on the shelf."""
        self._writer.forget()
        self._known = self._published = self._snapshot.contents.position

    def _settle(self) -> None:
        """Publish what was merged aside, unless somebody else writes."""
        with suppress(Busy, Displaced), self._shelf.writing() as generation:
            building = self._present().contents.building
            self._finish(generation, building=building, all_of_it=False)

    def _finish(self, generation: int, *, building: bool, all_of_it: bool) -> None:
        """Publish what is finished. Raises Displaced."""
        with self._forgetting():
            done = self._writer.finished(all_of_it=all_of_it)
            if not (done or all_of_it or self._writer.ready):
                return
            at = done[-1].position if done else self._published
            position = self._known if self._writer.idle else at
            after = self._writer.views(self._snapshot.views, done, building=building)
            self._publish(generation, position, after, building=building)

    @contextmanager
    def _forgetting(self) -> Iterator[None]:
        """Whatever goes wrong, go on from what was published. Raises Displaced where that is damaged."""
        try:
            yield
        except (Damaged, IndexError) as wrong:
            self._distrust(self._state)
            self._forget()
            raise Displaced("the index is damaged") from wrong
        except BaseException:
            self._forget()
            raise

    def _publish(self, generation: int, position: int, views: Iterable[View], *, building: bool) -> None:
        """Make these views the generation everybody sees."""
        segments = tuple(view.segment for view in views)
        contents = Contents(generation, position, segments, building)
        self._shelf.publish(contents, self._writer.unready, self._writer.mark)
        self._published = position
        self._known = position if self._writer.idle else self._known
        self._look()

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
        self._snapshot = Snapshot(contents, views, self.cache, self._snapshot)
        self._readable = readable
