"""What is decoded of the index and kept: where things occur, and in which documents."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol, Self

import numpy as np
from numpy.typing import NDArray

from portal.search.engine.arrays import Bools, Ints

SHIFT = 32  # an occurrence is one integer: document << SHIFT | position
TITLE_ROOM = 4096  # positions below are of the title and the reference, those above of the text


class Kept(Protocol):
    """Something about documents, in the order of their numbers."""

    @property
    def nbytes(self) -> int:
        """Bytes of its arrays."""

    def upto(self, count: int) -> Self:
        """The same of the first documents only."""

    def and_then(self, late: Self) -> Self:
        """This, and the same of later documents."""


@dataclass(frozen=True)
class Numbers:
    """Ascending numbers: of documents, or with a `shift` of occurrences."""

    array: Ints
    shift: int = 0

    @property
    def nbytes(self) -> int:
        """Bytes of its array."""
        return self.array.nbytes

    def upto(self, count: int) -> Numbers:
        """Those of the first documents only."""
        return Numbers(self.array[: self.array.searchsorted(count << self.shift)], self.shift)

    def since(self, count: int) -> Ints:
        """Those of all but the first documents."""
        found: Ints = self.array[self.array.searchsorted(count << self.shift) :]
        return found

    def and_then(self, late: Numbers) -> Numbers:
        """These and later ones."""
        return Numbers(np.concatenate([self.array, late.array]), self.shift)


@dataclass(frozen=True)
class Chosen:
    """Some of the first `count` documents: their numbers, or a mask of all where that takes less room."""

    count: int
    array: Ints | Bools

    @property
    def nbytes(self) -> int:
        """Bytes of its array."""
        return self.array.nbytes

    @property
    def numbers(self) -> Ints:
        """Their numbers, ascending."""
        return (
            np.flatnonzero(self.array)
            if self.array.dtype == bool
            else self.array.astype(np.int64, copy=False)
        )

    def upto(self, count: int) -> Chosen:
        """Those of the first documents only."""
        end = count if self.array.dtype == bool else int(self.array.searchsorted(count))
        return Chosen(count, self.array[:end])

    def and_then(self, late: Chosen) -> Chosen:
        """These and later ones, which are numbered through."""
        return chosen(np.concatenate([self.numbers, late.numbers]), late.count)

    def mark(self, marks: Bools, *, value: bool) -> None:
        """Set the marks of these documents, of a mask of all, to a value."""
        if self.array.dtype != bool:
            marks[self.array] = value
        elif value:
            np.logical_or(marks, self.array, out=marks)
        else:
            np.greater(marks, self.array, out=marks)


def chosen(docs: Ints, count: int) -> Chosen:
    """Documents by their ascending numbers, of so many."""
    if docs.nbytes < count:
        return Chosen(count, docs)
    mask = np.zeros(count, bool)
    mask[docs] = True
    return Chosen(count, mask)


@dataclass(frozen=True)
class Postings:
    """The documents in which something occurs, ascending, and how often in title and text of each."""

    docs: Ints
    in_title: NDArray[np.float32]
    in_text: NDArray[np.float32]

    @property
    def nbytes(self) -> int:
        """Bytes of its arrays."""
        return self.docs.nbytes + self.in_title.nbytes + self.in_text.nbytes

    def upto(self, count: int) -> Postings:
        """Those of the first documents only."""
        end = self.docs.searchsorted(count)
        return Postings(self.docs[:end], self.in_title[:end], self.in_text[:end])

    def and_then(self, late: Postings) -> Postings:
        """These and those of later documents."""
        return Postings(
            np.concatenate([self.docs, late.docs]),
            np.concatenate([self.in_title, late.in_title]),
            np.concatenate([self.in_text, late.in_text]),
        )


def tallied(occurrences: Ints) -> Postings:
    """Occurrences, counted by document."""
    halves = occurrences.astype("<i8", copy=False).view("<i4")
    places, docs = halves[::2], halves[1::2]
    starts = np.flatnonzero(docs[1:] != docs[:-1]) + 1
    starts = np.concatenate([np.zeros(min(len(docs), 1), np.int64), starts])
    count = np.diff(starts, append=len(docs))
    titled = starts.searchsorted(np.flatnonzero(places < TITLE_ROOM), "right") - 1
    in_title = np.bincount(titled, minlength=len(starts))
    return Postings(
        docs[starts].astype(np.int64), in_title.astype(np.float32), (count - in_title).astype(np.float32)
    )
