"""Writers of an index, each to be killed: they branch off from one process that has imported what they need."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

_BRANCHES = """
import os
for line in sys.stdin:
    if not os.fork():
        print(os.getpid(), flush=True)
        write(line.rstrip("\\n"))
    os.wait()
    print(flush=True)
"""
Said = tuple[int, ...]


class Writers:
    """One writer at a time, of a program that defines `write(where)`, which says a line of numbers now and then."""

    def __init__(self, program: str) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-W", "ignore", "-c", f"import sys\n{program}\n{_BRANCHES}"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            start_new_session=True,
        )
        self._writer = 0

    def begin(self, where: object) -> None:
        """Let one write there."""
        self._process.stdin.write(f"{where}\n")
        self._process.stdin.flush()
        (self._writer,) = self.said()

    def said(self) -> Said:
        """What it says next, for which we wait; nothing when it is no more."""
        return tuple(map(int, self._process.stdout.readline().split()))

    def kill(self) -> list[Said]:
        """Kill it, whatever it is doing; what it had said meanwhile."""
        os.kill(self._writer, signal.SIGKILL)
        return list(iter(self.said, ()))

    def close(self) -> None:
        """End all there are."""
        os.killpg(self._process.pid, signal.SIGKILL)
        self._process.communicate()


@contextmanager
def writing(program: str) -> Iterator[Writers]:
    """Have writers of this program for as long as the block lasts."""
    writers = Writers(program)
    try:
        yield writers
    finally:
        writers.close()
