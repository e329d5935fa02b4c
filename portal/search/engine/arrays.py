"""The arrays everything is kept in, and the records that documents are parts of, numbered."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]


@dataclass(frozen=True)
class Records:
    """The record of each document, a number; `known` has the number of every record, and maybe of some that went.

    Of one `series` the same record has the same number.
    """

    of: Ints
    known: dict[str, int]
    series: object

    @property
    def width(self) -> int:
        """All numbers are below."""
        return len(self.known)

    @cached_property
    def alone(self) -> bool:
        """Whether no record has two documents."""
        return int(np.bincount(self.of).max(initial=0)) <= 1

    def upto(self, count: int) -> Records:
        """The same of the first documents only."""
        return Records(self.of[:count], self.known, self.series)


def distinct(numbers: Ints) -> Ints:
    """Each of the numbers once, ascending; np.unique of NumPy 2.4 hashes them and takes seventy times as long."""
    found = np.sort(numbers, kind="stable")  # runs that ascend, mostly, which it merges
    first = np.ones(len(found), bool)
    np.not_equal(found[1:], found[:-1], out=first[1:])
    return found[first]


def numbered(groups: Sequence[str], before: Records | None) -> Records:
    """The records of documents that are parts of these; of the first of them they are numbered already."""
    if before is None or len(before.known) > 2 * len(groups):
        before = Records(np.empty(0, np.int64), {}, object())
    known, start = dict(before.known), len(before.of)
    number_of = known.setdefault
    late = [number_of(group, len(known)) for group in groups[start:]]
    return Records(np.concatenate([before.of, np.array(late, np.int64)]), known, before.series)
