"""The shape every stakeholder capability has, and what the rest of the house may ask of it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, TypeAlias

from sqlalchemy import Select, bindparam, literal, select, union_all
from sqlalchemy.orm import Session

from portal.access import Actor, Gate, Move, Permit, Verb
from portal.identity.correspondents import Correspondent
from portal.identity.sealing import Seal
from portal.ledger import Event
from portal.store import Governed
from portal.web.pages import Pages


@dataclass(frozen=True, slots=True)
class Place:
    """Where a record is shown: an endpoint, its values, and an anchor on the page."""

    endpoint: str
    values: Mapping[str, str]
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class Found:
    """What a row is found by: its title and plain text, whose it is, when, and the record it belongs to.

    `group` is (kind, id) of that record, which a case's parts share. `kind` and `status` are what the reader
    narrows by, where they are not the row's own: a statement is found as a case, in the case's status.
    `codes` are its classes, `systems` the public numbers of the AI systems it is about, `assigned` the ids of
    the organisations that have the next step, and `due` is the day by which, while the step is still to be done.
    """

    title: str
    text: str
    organisations: tuple[int, ...]
    moment: datetime
    lang: str
    group: tuple[str, int]
    reference: str = ""
    kind: str = ""
    status: str = ""
    codes: tuple[str, ...] = ()
    systems: tuple[str, ...] = ()
    assigned: tuple[int, ...] = ()
    region: str = ""
    risk: str = ""
    due: date | None = None


@dataclass(frozen=True, slots=True)
class Card:
    """A row as lists and search results show it; `text` is plain and gives the excerpt.

    `status` and `label` are message ids; `tone` is a colour word of the tag macro.
    """

    title: str
    place: Place
    reference: str
    label: str
    status: str
    tone: str
    when: datetime
    lang: str
    org_id: int | None = None
    text: str = ""
    due: date | None = None


@dataclass(frozen=True, slots=True)
class Task:
    """Something that waits for the reader: what to do (a message id), on which record, until when."""

    title: str
    place: Place
    reference: str
    what: str
    since: datetime
    due_on: date | None = None


@dataclass(frozen=True, slots=True)
class Wording:
    """A verb in the reader's words, as message ids: the button, what is said when done, and the ledger's tale.

    The tale follows the name of who did it: "accepted the case". An `open` tale is told to every reader
    of the record, even when the part it made (a statement, a reply) is not theirs to read. `by` is told in place
    of who did it, wherever that is not the reader's to know. `opened_by` names a fact that opens the tale where an
    event has it: of two records that one action ties together, only one may tell of it to all its readers.
    """

    button: str
    done: str
    tale: str
    tone: str = ""
    open: bool = False
    by: str = ""
    opened_by: str = ""

    def is_open(self, facts: Mapping[str, Any]) -> bool:
        """Return whether every reader of the record is told of an event with these facts."""
        return self.open or self.opened_by in facts


PartOf: TypeAlias = tuple[int, str, int]
"""A row, the kind of something that is a part of it, and the part: two ids and a kind between them."""


def parts_query(models: Iterable[type[Governed]], parent: str) -> Select[*tuple[Any, ...]]:
    """Select the parts of the rows `of`: one statement for all kinds, each with the id of its row in `parent`."""
    kinds: list[Any] = list(models)
    each = [
        select(
            getattr(model, parent).label("row"),
            literal(model.kind).label("kind"),
            model.id.label("part"),
            literal(n).label("place"),
        ).where(getattr(model, parent).in_(bindparam("of", expanding=True)))
        for n, model in enumerate(kinds)
    ]
    found = union_all(*each).subquery()
    return select(found.c.row, found.c.kind, found.c.part).order_by(found.c.place, found.c.part)


@dataclass(frozen=True, slots=True)
class GovernedKind:
    """One kind of row: who reads it, how it is found, how it is shown in a list, and what follows it.

    `document` returns None for what search should not know. `cards` returns what the permit's actor may
    read of these ids. `parts` names the rows whose readers depend on these, as (row, kind of part, part) in the order
    of a record. `series` is the letter of its public numbers, for those kinds that have them. `codes` and `risks` name
    the classes its documents carry: a code means the same in the whole house. `tells` says whether an event of this
    kind may still be told to somebody, where it is not enough that they read the row.
    """

    model: type[Governed]
    read: Verb
    label: str
    document: Callable[[Session, Any], Found | None]
    cards: Callable[[Permit[Any], list[int]], dict[int, Card]]
    parts: Callable[[Session, Collection[int]], Iterable[PartOf]] | None = None
    statuses: Mapping[str, str] = field(default_factory=dict)
    series: str = ""
    codes: Mapping[str, str] = field(default_factory=dict)
    risks: Mapping[str, str] = field(default_factory=dict)
    tells: Callable[[Session, Gate, Event, Actor], bool] | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Slice:
    """A capability: its verbs, kinds, states, words, pages, whom its events concern, and what waits for whom.

    `clocked` is what time does to its records: the commands that take a permit and the number of a clock, by verb.
    The verb's action is the moment: remind, fall_due, escalate_late or recalculate. `letters` says, by the name of a
    mail's template, whom it goes to because of an event, where that is not an account.
    """

    name: str
    verbs: tuple[type[Verb], ...]
    kinds: tuple[GovernedKind, ...]
    moves: Mapping[Verb, Move]
    words: Mapping[Verb, Wording]
    pages: Pages
    addressees: Callable[[Session, Event], Iterable[int]]
    waiting: Callable[[Permit[Any]], list[Task]]
    clocked: Mapping[Verb, Callable[[Permit[Any], int], object]] = field(default_factory=dict)
    letters: Mapping[str, Callable[[Session, Event, Seal], Correspondent | None]] = field(
        default_factory=dict
    )
