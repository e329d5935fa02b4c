"""The place of whoever follows the ledger on this machine, and the name of who had it before."""

from __future__ import annotations

import fcntl
from pathlib import Path

_LONGEST = 200  # characters of a name


class Place:
    """A file with the name of its holder, locked for as long as their process lives.

    The system lets go of the lock however a process ends, so whoever gets it knows that the one named there is
    gone, and need not wait for their lease to run out.
    """

    def __init__(self, path: Path, holder: str) -> None:
        self._file = path.open("a+", encoding="utf-8")
        self._holder = holder
        self._before: str | None = None

    def predecessor(self) -> str:
        """Return who had the place before and is gone; nothing while they live, or where nobody was."""
        if self._before is None:
            try:
                fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError:  # they live, or this folder knows no locks
                return ""
            self._file.seek(0)
            self._before = self._file.read(_LONGEST)
            self._file.truncate(0)
            self._file.write(self._holder)
            self._file.flush()
        return self._before

    @property
    def held(self) -> bool:
        """Whether the place is this follower's, as far as it has looked."""
        return self._before is not None

    def close(self) -> None:
        """Leave the place."""
        self._file.close()
