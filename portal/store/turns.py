"""Writers of an SQLite database take turns, so that none of them sleeps while the database is free.

SQLite lets one writer in and has the others ask again after naps of up to a tenth of a second; the more of them ask,
the longer nobody writes. Here they stand in line: threads of a process before a lock of the process, processes before a
lock on a file beside the database, which the system takes back from a process that dies. Who may write is still
decided by SQLite; without the file, or on a system without such locks, the naps are all there is.
"""

from __future__ import annotations

import contextlib
import importlib
import importlib.util
import os
import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

_fcntl: Any = importlib.import_module("fcntl") if importlib.util.find_spec("fcntl") else None

Turns = Callable[[], AbstractContextManager[None]]


def no_turns() -> AbstractContextManager[None]:
    """Let everybody in at once: the database has better ways to make them wait."""
    return contextlib.nullcontext()


def turns_beside(database: Path) -> Turns:
    """Return the line before this database file; a thread that is in may come in again."""
    inside, depth = threading.RLock(), [0]
    line = _open(database.with_name(f"{database.name}-turns"))

    @contextlib.contextmanager
    def turn() -> Iterator[None]:
        with inside:
            depth[0] += 1
            try:
                if depth[0] == 1 and line is not None:
                    _fcntl.flock(line, _fcntl.LOCK_EX)
                yield
            finally:
                depth[0] -= 1
                if depth[0] == 0 and line is not None:
                    _fcntl.flock(line, _fcntl.LOCK_UN)

    return turn


def _open(path: Path) -> int | None:
    if _fcntl is None:
        return None
    try:
        return os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    except OSError:  # a folder that is only read is written to by nobody
        return None
