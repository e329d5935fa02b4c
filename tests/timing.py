"""Guards against work that grows out of proportion. Figures are measured by `make bench`, never here."""

from __future__ import annotations

import time
from collections.abc import Callable

TRIES = 6


def within(seconds: float, work: Callable[[], object]) -> bool:
    """Return whether one of a few tries takes less CPU: a busy machine slows some, a dear shape all of them."""
    return any(_cpu(work) < seconds for _ in range(TRIES))


def _cpu(work: Callable[[], object]) -> float:
    start = time.process_time()
    work()
    return time.process_time() - start
