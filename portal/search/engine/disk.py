"""Files as the shelf reads and keeps them."""

from __future__ import annotations

import os
import zlib
from pathlib import Path
from typing import Protocol

from portal.search.engine.contents import Damaged

AHEAD = 1 << 18  # bytes read at once by who reads on


class ByPlace(Protocol):
    """A file that is read by place."""

    def upto(self, position: int, length: int) -> bytes:
        """So many bytes, or as many as there are."""


class Ahead:
    """The same file for who reads it from front to back: some of what follows is read with each piece."""

    def __init__(self, file: ByPlace) -> None:
        self._file = file
        self._piece, self._start = b"", 0

    def get(self, position: int, length: int) -> bytes:
        """So many bytes from there. Raises Damaged."""
        place = position - self._start
        if not 0 <= place <= len(self._piece) - length:
            self._piece, self._start, place = self._file.upto(position, max(length, AHEAD)), position, 0
        found = self._piece[place : place + length]
        if len(found) != length:
            raise Damaged
        return found


def checksum(path: Path, *, sync: bool = False) -> tuple[int, int]:
    """Size and CRC-32 of a file, which `sync` puts on the disk."""
    total = size = 0
    with path.open("rb") as source:
        if sync:
            os.fsync(source.fileno())
        while part := source.read(1 << 20):
            total, size = zlib.crc32(part, total), size + len(part)
    return size, total


def sync(folder: Path) -> None:
    """Put the names in a folder on the disk."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
