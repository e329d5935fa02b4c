"""What can be asked of search: the index says what is found, the gate says what is shown."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session

from portal.access import Denied, Permit, badges
from portal.identity.people import organisation_ids
from portal.search.engine import Answer, Engine, Hit, Question, parse
from portal.slice import Card, GovernedKind, Place, Slice
from portal.web.typed import clean

SIZE = 20
_YEAR = re.compile(r"[0-9]{4}")
_NUMBER = re.compile(r"\s*([A-Za-z])-(\d{4})-(\d{6})\s*")
AnyPermit = Permit[Any]


@dataclass(frozen=True, slots=True)
class Asked:
    """What a reader asked: words, filters by facet, order and page."""

    words: str
    kinds: frozenset[str] = frozenset()
    statuses: frozenset[str] = frozenset()
    organisations: frozenset[int] = frozenset()
    years: frozenset[int] = frozenset()
    order: str = "relevance"
    page: int = 1


def read(session: Session, address: Mapping[str, Sequence[str]]) -> Asked:
    """Return what the address of a search asks, its first page; what it does not understand it leaves out."""

    def values(name: str) -> Sequence[str]:
        return address.get(name, ())[:20]

    words, years = "".join(values("q")[:1]), (year for year in values("year") if _YEAR.fullmatch(year))
    known = organisation_ids(session, values("org"))
    return Asked(
        words=clean(words[:2000], multiline=False),
        kinds=frozenset(values("kind")),
        statuses=frozenset(values("status")),
        organisations=frozenset(known.get(ref, -1) for ref in values("org")),
        years=frozenset(map(int, years)),
        order="".join(values("order")[:1]) or ("relevance" if words else "newest"),
    )


def ask(permit: AnyPermit, engine: Engine, asked: Asked) -> Answer:
    """Ask the index as this reader."""
    return engine.ask(question(permit, asked))


def question(permit: AnyPermit, asked: Asked) -> Question:
    """Return the question as the engine understands it, asked by this reader."""
    return Question(
        query=parse(asked.words),
        badges=badges(permit.actor),
        only={
            "kind": asked.kinds,
            "status": asked.statuses,
            "organisation": asked.organisations,
            "year": asked.years,
        },
        order="newest" if asked.order == "newest" else "oldest" if asked.order == "oldest" else "relevance",
        offset=(asked.page - 1) * SIZE,
        limit=SIZE,
    )


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
    match = _NUMBER.fullmatch(words)
    kind = _by_series(slices).get(match[1].upper()) if match else None
    if match is None or kind is None:
        return None
    try:
        row = permit.find(kind.read, words.strip().upper())
    except Denied:
        return None
    card = kind.cards(permit, [row.id]).get(row.id)
    return card.place if card else None


def _by_series(slices: Iterable[Slice]) -> Mapping[str, GovernedKind]:
    return {kind.series: kind for capability in slices for kind in capability.kinds if kind.series}
