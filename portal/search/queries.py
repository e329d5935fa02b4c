"""What can be asked of search: the index says what is found, the gate says what is shown."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, cast

from sqlalchemy.orm import Session

from portal.access import Denied, Permit, badges
from portal.identity.people import organisation_ids
from portal.search.engine import Answer, Engine, Hit, Question, Sense, parse
from portal.search.engine.fields import Value
from portal.search.engine.port import Order
from portal.search.sense import Rings, called
from portal.slice import Card, GovernedKind, Place, Slice
from portal.web.typed import clean

SIZE = 20
COLUMNS = {
    "kind": "kind",
    "status": "status",
    "code": "code",
    "org": "organisation",
    "region": "region",
    "risk": "risk",
    "year": "year",
}  # the names of filters in an address, and the columns they are of
FACETS = tuple(COLUMNS.values())
ORDERS = ("relevance", "newest", "oldest", "due")
_VALUES, _WORDS, _LONG = 20, 2000, 120  # of one filter; characters of words and of a value read
_YEAR = re.compile(r"[0-9]{4}")
_START = re.compile(r"(-?[0-9]{1,12}(?:\.[0-9]{1,9})?)~([0-9]{1,4})")
_NUMBER = re.compile(r"\s*([A-Za-z])-(\d{4})-(\d{6})\s*")
AnyPermit = Permit[Any]
Chosen = Mapping[str, frozenset[Value]]


@dataclass(frozen=True, slots=True)
class Asked:
    """What a reader asked: words, values wanted and not wanted by column, order, and where the page begins.

    A page begins after `page - 1` full ones or, where dates order, `skip` records after the first of the
    moment `start`.
    """

    words: str
    only: Chosen = field(default_factory=dict)
    without: Chosen = field(default_factory=dict)
    order: Order = "relevance"
    page: int = 1
    start: float | None = None
    skip: int = 0


def read(session: Session, address: Mapping[str, Sequence[str]], rings: Rings) -> Asked:
    """Return what the address of a search asks, its first page; what it does not understand it leaves out.

    A region is wanted under all the names that its ring has; `rings` is asked where there is one.
    """
    words = "".join(address.get("q", ())[:1])
    order = "".join(address.get("order", ())[:1])
    start = _START.fullmatch("".join(address.get("start", ())[:1]))
    usual: Order = "relevance" if words else "newest"
    chosen = {name: address.get(name, ())[:_VALUES] for name in COLUMNS}
    return Asked(
        words=clean(words[:_WORDS], multiline=False),
        only=_columns(session, chosen, rings, wanted=True),
        without=_columns(session, chosen, rings, wanted=False),
        order=cast("Order", order) if order in ORDERS else usual,
        start=float(start[1]) if start else None,
        skip=int(start[2]) if start else 0,
    )


def _columns(
    session: Session, chosen: Mapping[str, Sequence[str]], rings: Rings, *, wanted: bool
) -> dict[str, frozenset[Value]]:
    """Return the values by column; one that begins with a minus is not wanted."""
    found: dict[str, frozenset[Value]] = {}
    for name, written in chosen.items():
        values = [one.removeprefix("-")[:_LONG] for one in written if one.startswith("-") != wanted]
        if values:
            found[COLUMNS[name]] = frozenset(_meant(session, name, values, rings))
    return {name: values for name, values in found.items() if values}


def _meant(session: Session, name: str, values: list[str], rings: Rings) -> Iterable[Value]:
    if name == "year":
        return [int(year) for year in values if _YEAR.fullmatch(year)]
    if name == "region":
        return [other for value in values for other in called(rings()).get(value, (value,))]
    if name != "org":
        return values
    known = organisation_ids(session, values)
    return [known.get(ref, -1) for ref in values]


def ask(permit: AnyPermit, engine: Engine, asked: Asked, sense: Sense | None = None) -> Answer:
    """Ask the index as this reader."""
    return engine.ask(question(permit, asked, sense))


def question(permit: AnyPermit, asked: Asked, sense: Sense | None = None) -> Question:
    """Return the question as the engine understands it, asked by this reader, whose words mean `sense`."""
    return Question(
        query=parse(asked.words, sense),
        badges=badges(permit.actor),
        only=asked.only,
        without=asked.without,
        facets=FACETS,
        order=asked.order,
        start=asked.start,
        offset=asked.skip if asked.start is not None else (asked.page - 1) * SIZE,
        limit=SIZE,
    )


def following(asked: Asked, hits: Sequence[Hit], total: int) -> str | None:
    """Return where the page after these hits begins, as `start` of an address; None where pages are counted.

    It names a moment and how many records of that moment have been shown, never a row.
    """
    if asked.order not in ("newest", "oldest") or len(hits) < SIZE or total <= SIZE:
        return None
    last = hits[-1].moment
    shown = sum(hit.moment == last for hit in hits)
    return f"{last!r}~{shown + (asked.skip if asked.start == last else 0)}"


def shown(permit: AnyPermit, slices: Iterable[Slice], hits: Sequence[Hit]) -> list[tuple[Hit, Card]]:
    """Return the cards of the hits, in their order: read again through the gate, so a stale index shows less."""
    kinds = {kind.model.kind: kind for capability in slices for kind in capability.kinds}
    wanted: dict[str, list[int]] = {}
    for kind, row in map(_row, hits):
        wanted.setdefault(kind, []).append(row)
    cards = {kind: kinds[kind].cards(permit, ids) for kind, ids in wanted.items() if kind in kinds}
    pairs = [(hit, cards.get(_row(hit)[0], {}).get(_row(hit)[1])) for hit in hits]
    return [(hit, card) for hit, card in pairs if card is not None]


def _row(hit: Hit) -> tuple[str, int]:
    kind, _colon, row = hit.key.partition(":")
    return kind, int(row)


def numbered(permit: AnyPermit, slices: Iterable[Slice], words: str) -> Place | None:
    """Return where the record with this very number is shown, when the words are one and the reader may read it."""
    found = record(permit, slices, words)
    card = found[0].cards(permit, [found[1].id]).get(found[1].id) if found else None
    return card.place if card else None


def record(permit: AnyPermit, slices: Iterable[Slice], words: str) -> tuple[GovernedKind, Any] | None:
    """Return the record with this very number, and its kind, if the reader may read it."""
    match = _NUMBER.fullmatch(words)
    kind = _by_series(slices).get(match[1].upper()) if match else None
    if match is None or kind is None:
        return None
    try:
        return kind, permit.find(kind.read, words.strip().upper())
    except Denied:
        return None


def _by_series(slices: Iterable[Slice]) -> Mapping[str, GovernedKind]:
    return {kind.series: kind for capability in slices for kind in capability.kinds if kind.series}


def alike(
    permit: AnyPermit, engine: Engine, slices: Iterable[Slice], words: str, kinds: frozenset[str], most: int
) -> list[Card]:
    """Return the records of these kinds that are most like the words, one card each, as this reader may see them."""
    asked = replace(question(permit, Asked(words, only={"kind": kinds})), facets=(), limit=most)
    hits = engine.ask(asked).hits if words else ()
    return [card for _hit, card in shown(permit, slices, hits)]
