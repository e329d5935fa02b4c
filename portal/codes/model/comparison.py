"""What differs between two editions, clause by clause and within a text, at a bounded price."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass, field

from portal.codes.model.texts import ClauseText, EditionText
from portal.difference import Parts, difference

ALL_TEXTS = 0.8
"""Seconds to look closely at all texts of a comparison; what is left is shown as replaced."""

_FIELDS = ("heading", "body", "responsible", "measure")


@dataclass(frozen=True, slots=True)
class Change:
    """What became of a clause: added, removed, changed, moved (another number, the same words) or unchanged.

    `clause` is as it is now, or as it was when it was removed; `before` is what it continues; `texts` has
    the pieces of what differs between the two.
    """

    state: str
    clause: ClauseText
    before: ClauseText | None = None
    texts: dict[str, Parts] = field(default_factory=dict)

    @property
    def moved(self) -> bool:
        """Whether the clause has another number than before."""
        return self.before is not None and self.before.number != self.clause.number


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two editions side by side: the pieces of title and preamble where they differ, and every clause."""

    texts: dict[str, Parts]
    changes: tuple[Change, ...]

    def count(self, state: str) -> int:
        """Return how many clauses are in this state."""
        return sum(change.state == state for change in self.changes)


def compare(old: EditionText, new: EditionText) -> Comparison:
    """Compare two editions in the order of the new one; a removed clause stands where it stood."""
    until = time.time() + ALL_TEXTS
    texts = _texts(old, new, ("title", "preamble"), until)
    before = {clause.key: clause for clause in old.clauses}
    after = {clause.key for clause in new.clauses}
    changes = (_change(clause, before.get(clause.key), after, until) for clause in _merged(old, new, after))
    return Comparison(texts, tuple(changes))


def _merged(old: EditionText, new: EditionText, after: set[str]) -> list[ClauseText]:
    """The new clauses in their order, each followed by the removed ones that used to follow it."""
    followers: dict[str, list[ClauseText]] = {}
    anchor = ""
    for clause in old.clauses:
        if clause.key in after:
            anchor = clause.key
        else:
            followers.setdefault(anchor, []).append(clause)
    merged = list(followers.get("", ()))
    for clause in new.clauses:
        merged += [clause, *followers.get(clause.key, ())]
    return merged


def _change(clause: ClauseText, before: ClauseText | None, after: set[str], until: float) -> Change:
    if before is None:
        return Change("added", clause)
    if clause.key not in after:
        return Change("removed", clause)
    texts = _texts(before, clause, _FIELDS, until)
    still = "moved" if before.number != clause.number else "unchanged"
    return Change("changed" if texts else still, clause, before, texts)


def _texts(old: object, new: object, names: Sequence[str], until: float) -> dict[str, Parts]:
    pairs = ((name, getattr(old, name), getattr(new, name)) for name in names)
    return {name: difference(before, after, until) for name, before, after in pairs if before != after}
