"""The table of one segment's terms, in memory: about 28 bytes for each of its terms, and no search on the disk.

The table itself is Whoosh's (`OrderedHashWriter`): entries of two big-endian lengths, a term and where its array
lies, terms ascending, and after them the place of each entry. Of a term the first eight bytes are kept as a number;
a word of Chinese has seven, so that few terms must be read to tell them apart.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from portal.search.engine.contents import Damaged

HEAD = 8  # bytes of a term
_LENGTHS = 8  # bytes before a term
_TYPES = {"B": ">u1", "H": ">u2", "i": ">i4", "I": ">u4", "q": ">i8"}  # of the places, as Whoosh writes them


class Table(Protocol):
    """A file of terms."""

    def get(self, position: int, length: int) -> bytes:
        """So many bytes from there. Raises Damaged."""


class Directory:
    """Where the array of each term begins and ends. `end` is where the last one ends."""

    def __init__(self, table: Table, *, index: tuple[int, int, str], data: tuple[int, int], end: int) -> None:
        """`index`: where the places of the entries are, how many, and their type; `data`: where entries are."""
        at, count, kind = index
        dtype = np.dtype(_TYPES[kind])
        self._table = table
        every = np.frombuffer(table.get(at, count * dtype.itemsize), dtype).astype(np.int64)
        entries = table.get(data[0], data[1] - data[0])
        places = every - data[0]
        lengths = _numbers(entries, ">u4")[places].astype(np.int64)
        heads = _numbers(entries, ">u8")[places + _LENGTHS].astype(
            np.uint64
        )  # after every term there is an extent
        starts = np.append(_numbers(entries, "<u8")[places + _LENGTHS + lengths].astype(np.int64), end)
        if np.any(np.diff(starts) < 0):
            raise Damaged("the arrays of a segment are not in the order of its terms")
        # one number is read from a view in a fraction of the time it takes from an array
        self._heads, self._lengths = _cut(heads, lengths).data, lengths.astype(np.int32).data
        self._places, self._starts = every.data, starts.data

    def extent(self, term: bytes) -> tuple[int, int]:
        """Where the array of a term begins, and its length; nothing for one that is not here. Raises Damaged."""
        at = self._first(term)
        if at == len(self._lengths) or self._lengths[at] != len(term) or not self._is(at, term):
            return 0, 0
        return self._starts[at], self._starts[at + 1] - self._starts[at]

    def beginning(self, prefix: bytes) -> tuple[int, int]:
        """Where the arrays of all terms with a beginning begin, and their length together. Raises Damaged."""
        first, last = self._first(prefix), self._first(prefix[:-1] + bytes((prefix[-1] + 1,)))
        return self._starts[first], self._starts[last] - self._starts[first]

    def _first(self, term: bytes) -> int:
        """The number of the first term that does not come before this one."""
        head = _head(term)
        first = bisect_left(self._heads, head)
        if len(term) <= HEAD and 0 not in term:  # a zero at the end looks like the end
            return first
        last = bisect_right(self._heads, head, first)
        return bisect_left(range(last), term, first, last, key=self._read)

    def _is(self, at: int, term: bytes) -> bool:
        """Whether the term of this number, which is as long, is this one."""
        return self._read(at) == term if len(term) > HEAD else self._heads[at] == _head(term)

    def _read(self, at: int) -> bytes:
        return self._table.get(self._places[at] + _LENGTHS, self._lengths[at])


def _head(term: bytes) -> int:
    """The first bytes of a term as one number; a shorter term ends in zeros."""
    return int.from_bytes(term[:HEAD].ljust(HEAD, b"\0"))


def _numbers(entries: bytes, kind: str) -> NDArray[Any]:
    """The number that begins at each byte."""
    return np.ndarray(len(entries) - np.dtype(kind).itemsize + 1, kind, entries, strides=(1,))


def _cut(heads: NDArray[np.uint64], lengths: NDArray[np.int64]) -> NDArray[np.uint64]:
    """The heads with zeros in place of what follows a shorter term."""
    spare = np.uint64(8) * np.clip(HEAD - lengths, 0, HEAD - 1).astype(np.uint64)
    cut: NDArray[np.uint64] = (heads >> spare) << spare
    return cut
