"""The port of the search engine: what is put in, what is asked, what comes back, and nothing of how."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal, Protocol

from portal.search.engine.grammar import Query, Remark

Value = str | int
Order = Literal["relevance", "newest", "oldest"]
FACETS = ("kind", "status", "organisation", "year")


@dataclass(frozen=True, slots=True)
class Document:
    """What one governed row is found by.

    `key` names the row (`case:12`) and is unique; `group` is the key of the record it belongs to, which the
    parts of a case share. `audience` holds the audience words of its READ rule; nobody finds a document
    without any. `moment` is in seconds since 1970 (UTC) and orders by date. `text` may be of any length and
    content; the first million positions of it are searched.
    """

    key: str
    kind: str
    title: str
    text: str
    reference: str
    audience: frozenset[str]
    status: str
    organisations: tuple[int, ...]
    year: int
    moment: float
    lang: str
    group: str


@dataclass(frozen=True, slots=True)
class Question:
    """A query, who asks it (`badges`: the audience words the reader answers to), and which hits to return.

    An empty filter admits everything; values of one filter are alternatives, several filters all apply.
    """

    query: Query
    badges: frozenset[str]
    kinds: frozenset[str] = frozenset()
    statuses: frozenset[str] = frozenset()
    organisations: frozenset[int] = frozenset()
    years: frozenset[int] = frozenset()
    order: Order = "relevance"
    offset: int = 0
    limit: int = 20


@dataclass(frozen=True, slots=True)
class Hit:
    """One document found. `score` is comparable within one answer only; 0.0 where dates order."""

    key: str
    kind: str
    group: str
    score: float


@dataclass(frozen=True, slots=True)
class Answer:
    """The hits of one page and what is true of all of them.

    `facets[name][value]` counts the documents that match the query, are readable, and pass the filters of all
    OTHER facets; most frequent first, 100 values at most and those filtered by. `terms` is what to highlight.
    `position` is the last ledger event indexed: it tells of events the reader may not see, so it is for the
    operator and never for a page.
    """

    hits: tuple[Hit, ...]
    total: int
    facets: Mapping[str, Mapping[Value, int]]
    notes: tuple[Remark, ...]
    terms: tuple[str, ...]
    position: int


class Displaced(Exception):
    """The index is not where its writer left it: ask for position() and replay the ledger from there."""


class Busy(Exception):
    """Another process is writing the index."""


class Engine(Protocol):
    """One writing process, any number of reading ones."""

    def position(self) -> int:
        """The last event in the index; 0 for an index that is missing, damaged or of another version."""

    def update(self, puts: Iterable[Document], drops: Iterable[str], position: int) -> None:
        """Take documents out by key, put others in (an older self goes), and move to `position`.

        All of it or nothing, durably. A key in both is put. Raises Displaced or Busy.
        """

    def ask(self, question: Question) -> Answer:
        """Whatever the state of the index, an answer."""

    def purge(self) -> None:
        """Leave nothing on the disk of documents withdrawn or replaced: a person's words are erased.

        Raises Displaced or Busy.
        """

    def clear(self) -> None:
        """Forget everything; the position is 0 again."""

    def close(self) -> None:
        """Let go of files and memory."""
