"""A memory of decoded arrays that is bounded in bytes, not in entries."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Hashable
from threading import Lock

ENTRY = 1000  # bytes of an entry beside its arrays: key, objects, array headers; 690 to 1,055 were measured


class ByteCache:
    """Keeps what was asked for last, up to `bound` bytes; shared by threads.

    `size` is what is held now, `peak` the most that was ever held.
    """

    def __init__(self, bound: int) -> None:
        self._bound = bound
        self._held: OrderedDict[Hashable, tuple[object, int]] = OrderedDict()
        self._lock = Lock()
        self.size = 0
        self.peak = 0

    def get(self, key: Hashable) -> object | None:
        """What was put under the key, if it is still here."""
        with self._lock:
            found = self._held.get(key)
            if found is None:
                return None
            self._held.move_to_end(key)
            return found[0]

    def put(self, key: Hashable, value: object, nbytes: int) -> None:
        """Hold a value of so many bytes; what was not asked for longest makes room. Too large is not held."""
        cost = nbytes + ENTRY
        with self._lock:
            self.size -= self._held.pop(key, (None, 0))[1]
            if cost > self._bound:
                return
            while self.size + cost > self._bound:
                self.size -= self._held.popitem(last=False)[1][1]
            self._held[key] = value, cost
            self.size += cost
            self.peak = max(self.peak, self.size)

    def clear(self) -> None:
        """Hold nothing."""
        with self._lock:
            self._held.clear()
            self.size = 0
