"""What the one writer of an index has in hand: what is held back, what is being written, what is being merged.

While an index is built from the first event on, nothing of it is whole, so full batches are held back until they
fill a segment, and a helper writes every second one. Their position is published with them: whoever kills the writer
loses what was held back, and the ledger has it. At any other time an update is on the disk when it returns, and
only large merges are the helper's: whoever wrote does not wait for them.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from portal.search.engine.aside import Done, Helper
from portal.search.engine.contents import Segment
from portal.search.engine.indexer import crowded
from portal.search.engine.port import Document
from portal.search.engine.shelf import Shelf
from portal.search.engine.snapshot import View
from portal.search.engine.writing import Change, changed, exchanged, settled, written

BULK = 100  # documents; smaller updates are never held back
ENOUGH = 400_000  # characters held back before they are written
WAITING = 8  # changes that may be written and wait for the helper's: then the writer waits, too
LITTLE = 4 << 20  # bytes of segments that are merged at once, in a fraction of a second


@dataclass(slots=True)
class _Job:
    """A change whose segments are being written, by the helper as long as there are none."""

    change: Change
    position: int
    segments: tuple[Segment, ...] | None = None

    def write(self, shelf: Shelf) -> None:
        """Write them, and keep the texts no longer."""
        self.segments = written(shelf, self.change.puts.values())
        self.change.puts.clear()


class Writer:
    """Takes changes in, and says which views to publish for them. Its owner holds the lock of the shelf.

    `helped`: there is a core for a helper while an index is built.
    """

    def __init__(self, shelf: Shelf, *, helped: bool) -> None:
        self._shelf = shelf
        self._spare = helped
        self._helpful = True
        self._helper: Helper | None = None
        self._group: tuple[View, ...] = ()
        self.forget()

    def forget(self) -> None:
        """Drop all that is in hand."""
        self._held, self._jobs = Change(), deque[_Job]()
        self._at = 0
        self._rest()

    def take(self, puts: Iterable[Document], drops: Iterable[str], position: int, *, building: bool) -> bool:
        """Take a change in; whether it can be held back."""
        change = Change()
        change.add(puts, drops)
        self._held.add(change.puts.values(), change.gone)
        self._at = position
        return building and len(change.puts) >= BULK

    @property
    def idle(self) -> bool:
        """Whether nothing is held back or being written."""
        return not (self._jobs or self._held.gone)

    @property
    def merging(self) -> bool:
        """Whether the helper merges."""
        return bool(self._group)

    @property
    def ready(self) -> bool:
        """Whether a merge is done and can be published."""
        return self.merging and self._helper is not None and self._helper.ready

    def finished(self, *, all_of_it: bool) -> list[_Job]:
        """What is written, in its order; `all_of_it`: everything in hand, however long that takes."""
        if self._held.gone and (all_of_it or self._held.size >= ENOUGH):
            self._jobs.append(self._begun(_Job(self._held, self._at), aside=not all_of_it))
            self._held = Change()
        waited = all_of_it or len(self._jobs) >= WAITING
        if self._writing and self._helper is not None and (waited or self._helper.ready):
            self._receive()
        done = []
        while self._jobs and self._jobs[0].segments is not None:
            done.append(self._jobs.popleft())
        return done

    def views(self, views: Sequence[View], done: Iterable[_Job], *, building: bool) -> list[View]:
        """The views with what is written in them, not too many; a large merge begins. Raises Damaged."""
        after = list(views)
        for job in done:
            after = changed(self._shelf, after, job.change.gone, job.segments or ())
        if self.ready:
            after = self._exchanged(after)
        aside = self._helpful and (self._spare or not building)
        most = LITTLE if aside else sum(view.segment.size for view in after)
        after = settled(self._shelf, after, most, self._busy)
        if aside and not self._busy and (group := crowded(after)):
            self._merge(group)
        self._helpful = True
        if not (building or self.merging):
            self._rest()
        return after

    @property
    def unready(self) -> set[str]:
        """The segments that are written and not published."""
        return {segment.name for job in self._jobs for segment in job.segments or ()}

    @property
    def mark(self) -> str | None:
        """What the files of the helper have in their names."""
        return self._helper.mark if self._helper else None

    @property
    def _busy(self) -> frozenset[str]:
        return frozenset(view.segment.name for view in self._group)

    @property
    def _writing(self) -> list[_Job]:
        return [job for job in self._jobs if job.segments is None]

    def _begun(self, job: _Job, *, aside: bool) -> _Job:
        if not (aside and self._spare and self._given("write", tuple(job.change.puts.values()))):
            job.write(self._shelf)
        return job

    def _receive(self) -> None:
        """Take what the helper wrote, or write it here."""
        found = self._result()
        for job in self._writing:
            if found is None:
                job.write(self._shelf)
            else:
                job.segments = found

    def _merge(self, group: Sequence[View]) -> None:
        if self._given("merge", tuple(view.segment for view in group)):
            self._group = tuple(group)

    def _exchanged(self, views: Sequence[View]) -> list[View]:
        """The views with what the helper merged, where all that it was made of is still there."""
        found = self._result()
        group, self._group = self._group, ()
        if found is None or not {view.segment.name for view in group} <= {one.segment.name for one in views}:
            return list(views)
        return exchanged(self._shelf, views, group, found[0] if found else None)

    def _result(self) -> Done:
        """What came of the helper's task; a helper that fails is no help until more was written without one."""
        found = self._helper.result() if self._helper else None
        if found is None:
            self._rest()
            self._helpful = False
        return found

    def wait(self) -> None:
        """Wait until the merge is done."""
        if self.merging and self._helper is not None:
            self._helper.wait()

    def _given(self, name: str, things: tuple[Document, ...] | tuple[Segment, ...]) -> bool:
        """Give the helper a task, if there can be one and it has none."""
        if not self._helpful:
            return False
        try:
            self._helper = self._helper or Helper(self._shelf.folder)
        except OSError:
            self._helpful = False
            return False
        return not self._helper.busy and self._helper.begin(name, things)

    def _rest(self) -> None:
        """Let the helper go."""
        if self._helper is not None:
            self._helper.close()
        self._helper, self._group = None, ()
