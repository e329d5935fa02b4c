"""What one generation of the index holds, as its TOC file says."""

from __future__ import annotations

from dataclasses import dataclass, field

from portal.search.engine.analyser import VERSION as ANALYSER_VERSION

VERSION = f"4.{ANALYSER_VERSION}"  # of the files, and of what is in them: another version is not read


class Damaged(Exception):
    """The folder does not hold an index this version can read."""


@dataclass(frozen=True)
class Segment:
    """Some documents, written once. `deleted`: the numbers of those withdrawn since, as little-endian int32.

    Whoosh keeps its own Segment objects in a TOC; any that can be pickled will do.
    """

    name: str
    count: int
    sums: dict[str, tuple[int, int]]  # size and CRC-32 of each file
    deleted: bytes = b""

    @property
    def size(self) -> int:
        """Bytes of its files."""
        return sum(size for size, _ in self.sums.values())


@dataclass(frozen=True)
class Contents:
    """What one generation of the index holds."""

    generation: int = 0
    position: int = 0
    segments: tuple[Segment, ...] = ()
    building: bool = False  # begun at the first event, and not yet level with the ledger
    version: str = field(default=VERSION)
