"""A second process beside the writer: it writes and merges segments that the writer then publishes.

It ends with its work, with its writer however that ends, or when told. Nothing it writes is part of the index
before a generation names it, so it may be killed at any moment; what it was at is done by the writer itself.
"""

from __future__ import annotations

import os
import signal
from collections.abc import Callable
from contextlib import suppress
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any
from uuid import uuid4

from portal.search.engine.contents import Damaged, Segment
from portal.search.engine.indexer import merged
from portal.search.engine.shelf import Shelf
from portal.search.engine.snapshot import opened
from portal.search.engine.writing import written

POLITE = 5  # by how much it gives way to those who answer people
Task = tuple[str, tuple[Any, ...]]  # "write" and documents, or "merge" and segments
Done = tuple[Segment, ...] | None  # None where it failed


class Helper:
    """One process, which has one task at a time. Its files carry `mark` in their names."""

    def __init__(self, folder: Path) -> None:
        self.mark = uuid4().hex
        context = get_context("spawn")
        self._pipe, theirs = context.Pipe()
        self._process = context.Process(target=_serve, args=(theirs, folder, self.mark), daemon=True)
        self._process.start()
        theirs.close()
        self.busy = False

    def begin(self, name: str, things: tuple[Any, ...]) -> bool:
        """Give it a task; whether it took it."""
        try:
            self._pipe.send((name, things))
        except OSError:
            return False
        self.busy = True
        return True

    @property
    def ready(self) -> bool:
        """Whether it has done its task, or is no more."""
        return self._pipe.poll()

    def wait(self) -> None:
        """Wait until it is ready."""
        self._pipe.poll(None)

    def result(self) -> Done:
        """What came of its task, once that is done; None where nothing did."""
        self.busy = False
        try:
            found: Done = self._pipe.recv()
        except (EOFError, OSError):
            return None
        return found

    def close(self) -> None:
        """End it, whatever it is at."""
        self._process.kill()
        self._process.join()
        self._process.close()
        self._pipe.close()


def _serve(pipe: Connection, folder: Path, mark: str) -> None:
    """Do one task after the other until the writer is gone."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # a terminal sends it to all; the writer decides
    os.nice(POLITE)
    shelf = Shelf(folder, mark)
    with suppress(EOFError, OSError):
        while True:
            name, things = pipe.recv()
            pipe.send(_done(_TASKS[name], shelf, things))


def _done(task: Callable[[Shelf, tuple[Any, ...]], Done], shelf: Shelf, things: tuple[Any, ...]) -> Done:
    try:
        return task(shelf, things)
    except (Damaged, OSError):
        return None


def _merge(shelf: Shelf, segments: tuple[Segment, ...]) -> Done:
    segment = merged(shelf, [opened(shelf, one, None) for one in segments])
    return () if segment is None else (segment,)


_TASKS: dict[str, Callable[[Shelf, tuple[Any, ...]], Done]] = {"write": written, "merge": _merge}
