"""The states of a record and which verb leads where: each slice's MOVES is a table of these."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from portal.access.gate import Verb
from portal.store import Governed


class IllegalMove(Exception):
    """The verb is allowed to this actor, but not in this state: somebody was quicker."""


class Refused(Exception):
    """What was asked breaks a rule of the matter itself; says which field and why, in the catalogue's words."""

    def __init__(self, field: str, message: str) -> None:
        super().__init__(message)
        self.field, self.message = field, message


@dataclass(frozen=True, slots=True)
class Move:
    """From any of `before` to `after`; `after` None means that the state stays."""

    before: frozenset[str]
    after: str | None


def begins(after: str) -> Move:
    """Bring a new row into the state `after`."""
    return Move(frozenset(), after)


def leads(before: str, after: str | None = None) -> Move:
    """Lead from the states named in `before` (words separated by spaces) to `after`, or stay."""
    return Move(frozenset(before.split()), after)


def advance(row: Governed, verb: Verb, moves: Mapping[Verb, Move]) -> str:
    """Step the row to where the verb leads; return the state it came from. Raises IllegalMove."""
    move, before = moves[verb], row.status or ""
    if (move.before and before not in move.before) or (not move.before and before):
        raise IllegalMove(f"{verb} from {before!r}")
    if move.after is not None:
        row.status = move.after
    return before
