"""What other rooms may ask of search without knowing it: searches that stand, kept as the address of their page.

An address is the query string of the search page, such as `q=algorithm&kind=notice`: whatever the page learns to
ask, a search that was saved before goes on asking.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import lru_cache, partial
from typing import Any
from urllib.parse import parse_qs, urlencode

from sqlalchemy.orm import Session

from portal.access import BAR, VISITOR, Gate, Permit
from portal.i18n import _, local
from portal.identity.people import people
from portal.ledger import Event
from portal.search import queries
from portal.search.consumer import projected, touched
from portal.search.engine import Document, Engine, Handful, Question, Remark, Sense, Standing, parse
from portal.search.engine.grammar import All, Either, Field, Node, Without
from portal.search.sense import called, labels, name_of, sense, status_of
from portal.search.verbs import SearchVerb
from portal.slice import Card, Slice
from portal.store import now
from portal.web.names import names

LONGEST, MOST_PARTS = 4000, 60  # characters and parameters of an address that are kept
_OF_THE_PAGE = ("page", "start", "done")  # where a reader was in the answer is no part of the question
_SAID = ("kind", "status", "code", "risk", "region", "year")  # columns whose values are said as they are
AnyPermit = Permit[Any]
Rings = Callable[[AnyPermit], tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Match:
    """A document that answers a search as written, for readers whose badges meet the audience words.

    `record` is what it belongs to; `at` and `by` say when and by which account it was changed last.
    """

    key: str
    record: str
    audience: frozenset[str]
    at: datetime
    by: int | None


Key = tuple[str, int | None]  # a search; and who asks it, where that decides what it means


@dataclass(frozen=True, slots=True)
class News:
    """What a batch of events changed: the keys of all rows touched, and what answers each search now."""

    touched: frozenset[str]
    found: dict[Key, list[Match]]

    def of(self, search: str, account: int) -> list[Match]:
        """Return what answers a search of this account's."""
        return self.found.get((search, account)) or self.found.get((search, None)) or []


class Finder:
    """One for each process; it remembers the searches it was asked of last.

    `rings` says which words mean the same, each line with 、 between words.
    """

    def __init__(self, gate: Gate, slices: Sequence[Slice], engine: Engine, rings: Rings) -> None:
        self._gate, self._slices, self._engine, self._rings = gate, slices, engine, rings
        self._kinds = {kind.model.kind: kind for capability in slices for kind in capability.kinds}
        self._standing = Standing()
        self._questions: dict[Key, Question] = {}
        self._frame: object = None

    def news(self, session: Session, events: Sequence[Event], wanted: Collection[tuple[str, int]]) -> News:
        """Return which of these searches (each with its account) the rows of the events answer now.

        Few are asked, and none runs in the index.
        """
        last = touched(session, self._kinds, events)
        documents = projected(session, self._gate, self._kinds, last)
        self._stand(session, wanted)
        found: dict[Key, list[Match]] = {}
        changes = {document.key: last[key] for key, document in documents.items()}
        every = list(documents.values())
        for start in range(0, len(every), queries.SIZE):
            for key, one in self._answers(every[start : start + queries.SIZE]):
                change = changes[one.key]
                match = Match(one.key, one.group, one.audience, change.at, change.actor_id)
                found.setdefault(key, []).append(match)
        return News(frozenset(f"{kind}:{row}" for kind, row in last), found)

    def _stand(self, session: Session, wanted: Collection[tuple[str, int]]) -> None:
        """Let exactly these searches stand, in the words and on the day of now."""
        nobody = self._gate.admit(session, VISITOR, SearchVerb.ASK)
        frame = self._rings(nobody), local(now()).toordinal()
        keys: set[Key] = {(search, account if _is_personal(search) else None) for search, account in wanted}
        stale = set(self._questions) if frame != self._frame else self._questions.keys() - keys
        for key in stale | {key for key in self._questions if key[1] is not None}:
            self._standing.drop(key)
            del self._questions[key]
        self._frame, new = frame, keys - self._questions.keys()
        known = people(session, {account for _search, account in new if account is not None})
        for search, account in new:
            actor = known[account].actor if account in known else VISITOR
            question = self._question(self._gate.admit(session, actor, SearchVerb.ASK), search)
            self._questions[search, account] = question
            self._standing.put((search, account), question)

    def _question(self, permit: AnyPermit, search: str) -> Question:
        """Return what a search asks, from the first record on."""
        asked = queries.read(permit.session, _parts(search), partial(self._rings, permit))
        meaning = sense(permit, self._slices, self._rings(permit)) if asked.words else None
        return queries.question(permit, asked, meaning)

    def _answers(self, documents: Sequence[Document]) -> Iterator[tuple[Key, Document]]:
        """Yield (search, document) of what is found as written, whoever may read it.

        Each document is asked as a record of its own; what is found by most of a word only does not count,
        because that depends on whatever else there is.
        """
        words = frozenset().union(*(one.audience for one in documents))
        everybody = frozenset(word for word in words if not word.startswith(BAR))
        handful = Handful([replace(one, group=one.key) for one in documents])
        by_key = {one.key: one for one in documents}
        for key in self._questions.keys() & self._standing.candidates(handful):
            asked = replace(self._questions[key], badges=everybody, facets=(), order="newest")
            answer = handful.ask(replace(asked, start=None, offset=0, limit=len(documents)))
            if Remark.LOOSE not in answer.notes:
                yield from ((key, by_key[hit.key]) for hit in answer.hits)

    def newest(self, permit: AnyPermit, search: str) -> list[Card]:
        """Return the newest records this reader finds by a search now, read again through the gate."""
        asked = replace(self._question(permit, search), facets=(), order="newest", offset=0)
        answer = self._engine.ask(asked)
        return [card for _hit, card in queries.shown(permit, self._slices, answer.hits)]

    def cards(self, permit: AnyPermit, keys: Collection[str]) -> dict[str, Card]:
        """Return the cards of the rows with these keys that this reader may read now."""
        wanted: dict[str, list[int]] = {}
        for key in keys:
            kind, _colon, row = key.partition(":")
            wanted.setdefault(kind, []).append(int(row))
        return {
            f"{kind}:{row}": card
            for kind, rows in wanted.items()
            if kind in self._kinds
            for row, card in self._kinds[kind].cards(permit, rows).items()
        }

    def described(self, session: Session, search: str) -> list[str]:
        """Return what a search asks for, in the reader's words."""
        asked = queries.read(session, _parts(search), tuple)
        orgs = [int(org) for org in asked.only.get("organisation", ()) if int(org) > 0]
        known = names(session, orgs)
        words = [
            self._called(session, asked, column, str(value))
            for column in _SAID
            for value in sorted(asked.only.get(column, ()), key=str)
        ]
        lines = [
            _("“%(words)s”", words=asked.words) if asked.words else "",
            *words,
            *(known[org] for org in sorted(known)),
            _("and further filters") if asked.without else "",
        ]
        return [line for line in lines if line] or [_("Everything you may read")]

    def _called(self, session: Session, asked: queries.Asked, column: str, value: str) -> str:
        """Return what the reader calls a value; nothing for one that has no name."""
        if column == "region":
            rings = self._rings(self._gate.admit(session, VISITOR, SearchVerb.ASK))
            return name_of(called(rings).get(value, (value,)))
        known = labels(self._slices).get(column)
        if known is None:
            return value
        if value not in known:
            return ""
        kinds = frozenset(map(str, asked.only.get("kind", ())))
        return status_of(self._slices, value, kinds) if column == "status" else _(known[value])

    @staticmethod
    def kept(address: str) -> str:
        """Return what is kept of the query string of a search page: the question without the place in its answer.

        What is too long for any page of ours is returned as it is, to be refused.
        """
        if len(address) > LONGEST:
            return address
        parts = _parts(address.removeprefix("?"))
        asked = {name: values for name, values in parts.items() if name not in _OF_THE_PAGE}
        return urlencode(asked, doseq=True, errors="replace")


def _parts(search: str) -> dict[str, list[str]]:
    try:
        return parse_qs(search[:LONGEST], max_num_fields=MOST_PARTS, errors="replace")
    except ValueError:  # more parameters than any page of ours has
        return {}


@lru_cache(maxsize=10_000)
def _is_personal(search: str) -> bool:
    """Whether it matters who asks: whether the words name the reader."""
    return _names_reader(parse("".join(_parts(search).get("q", ())[:1]), Sense(me=("me",))).root)


def _names_reader(node: Node | None) -> bool:
    if isinstance(node, Field):
        return node.name == "assigned"
    if isinstance(node, Without):
        return _names_reader(node.part)
    return isinstance(node, All | Either) and any(map(_names_reader, node.parts))
