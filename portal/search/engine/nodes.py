"""What a query is once it is read."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from portal.search.engine.analyser import Piece


class Remark(StrEnum):
    """What the reader should know about how the question was answered."""

    CUT = "cut"  # longer than the grammar reads: the rest was left out
    PLAIN = "plain"  # not understood as written: its words were searched
    EMPTY = "empty"  # nothing in it can be searched for
    LOOSE = "loose"  # nothing matched exactly: most of the characters of each run were enough
    AWAY = "away"  # the index is being rebuilt


@dataclass(frozen=True, slots=True)
class Text:
    """Terms in a row. `exact`: the reader put them in quotes. `marks`: what to highlight of them."""

    pieces: tuple[Piece, ...]
    marks: tuple[str, ...]
    exact: bool = False


@dataclass(frozen=True, slots=True)
class Field:
    """A column that has a value."""

    name: str
    value: str | int


@dataclass(frozen=True, slots=True)
class Span:
    """A day, `filed` or `due`, from `first` to `last`, both included, as `date.toordinal()` counts them."""

    name: str
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class All:
    """Every part."""

    parts: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Either:
    """At least one part."""

    parts: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Without:
    """Everything but the part."""

    part: Node


Node = Text | Field | Span | All | Either | Without


@dataclass(frozen=True, slots=True)
class Query:
    """A query as understood. Without a root it asks for everything, or with the remark EMPTY for nothing."""

    root: Node | None = None
    notes: tuple[Remark, ...] = ()
