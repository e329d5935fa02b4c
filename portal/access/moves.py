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
    """From any of `before` to `after`, or to one of `others` where the matter decides; None means the state stays."""

    before: frozenset[str]
    after: str | None
    others: frozenset[str] = frozenset()


def begins(after: str) -> Move:
    """Bring a new row into the state `after`."""
    return Move(frozenset(), after)


def leads(before: str, after: str | None = None, *others: str) -> Move:
    """Lead from the states named in `before` (words separated by spaces) to `after`, or stay; or to one of `others`."""
    return Move(frozenset(before.split()), after, frozenset(others))


def advance(row: Governed, verb: Verb, moves: Mapping[Verb, Move], to: str = "") -> str:
    """Step the row to where the verb leads; return the state it came from. Raises IllegalMove.

    `to` chooses among the states the verb may lead to. Raises ValueError for any other.
    """
    move, before = moves[verb], row.status or ""
    if (move.before and before not in move.before) or (not move.before and before):
        raise IllegalMove(f"{verb} from {before!r}")
    if to and to != move.after and to not in move.others:
        raise ValueError(f"{verb} does not lead to {to}")
    if to or move.after is not None:
        row.status = to or move.after or before
    return before
