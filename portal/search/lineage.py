"""Whether an index in a folder was made from this ledger: one that was restored or begun again is another."""

from __future__ import annotations

import os
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.ledger import Event


class Lineage:
    """A small file beside the index: the number and the hash of the last event that went into it.

    It is written after the index, so it names the last event or one before it, and never one that is still to come.
    """

    def __init__(self, path: Path) -> None:
        self._path = path

    def holds(self, session: Session) -> bool:
        """Return whether the ledger has that event, and unchanged; whatever cannot be told is no."""
        try:
            number, kept = self._path.read_text(encoding="ascii").split()
            event = int(number)
        except (OSError, ValueError):
            return False
        return session.scalar(select(Event.hash).where(Event.id == event)) == kept

    def keep(self, event: Event) -> None:
        """Name this event, durably."""
        fresh = self._path.with_name(f"{self._path.name}.new")
        with fresh.open("w", encoding="ascii") as file:
            file.write(f"{event.id} {event.hash}\n")
            file.flush()
            os.fsync(file.fileno())
        fresh.replace(self._path)
