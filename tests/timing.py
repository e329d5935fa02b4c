"""Guards against work that grows out of proportion. Figures are measured by `make bench`, never here."""

from __future__ import annotations

import time
from collections.abc import Callable

TRIES = 6
YARD = 0.010  # seconds that counting takes on a machine that does nothing else


Clock = Callable[[], float]


def within(seconds: float, work: Callable[[], object], clock: Clock = time.process_time) -> bool:
    """Return whether one of a few tries takes less CPU: a busy machine slows some, a dear shape all of them.

    The seconds are those of a machine that counts in ten milliseconds; a slower one, asked before and after
    each try but the first, has as much more. Work of which another process does a part takes a clock of both.
    """
    return _time(work, clock) < seconds or any(_took(work, clock) < seconds for _ in range(TRIES - 1))


def _took(work: Callable[[], object], clock: Clock) -> float:
    before, took, after = _time(_count, clock), _time(work, clock), _time(_count, clock)
    return took / max(1.0, min(before, after) / YARD)


def _time(work: Callable[[], object], clock: Clock) -> float:
    start = clock()
    work()
    return clock() - start


def _count() -> dict[str, int]:
    found: dict[str, int] = {}
    for number in range(40_000):
        word = str(number % 977)
        found[word] = found.get(word, 0) + number + len(str(number % 977))
    return found
