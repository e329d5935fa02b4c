"""Saying no to a file, with a reason that can be put into words."""

from __future__ import annotations

from typing import Any


class Unfit(Exception):
    """A file that is not taken. `reason` is a code; `facts` are the codes and numbers its sentence needs."""

    def __init__(self, reason: str, **facts: str | int) -> None:
        super().__init__(reason)
        self.reason, self.facts = reason, facts

    def told(self) -> dict[str, Any]:
        """Return the refusal as plain values."""
        return {"reason": self.reason, "facts": self.facts}
