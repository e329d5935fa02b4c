"""The port of the search engine: what is put in, what is asked, what comes back, and nothing of how."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Literal, Protocol

from portal.search.engine.fields import Value
from portal.search.engine.grammar import DAYS, Query, Remark

Order = Literal["relevance", "newest", "oldest", "due"]
FACETS = ("kind", "status", "organisation", "year")  # counted unless the question names others
SINGLE = ("kind", "status", "year", "lang", "region", "risk")
SEVERAL = ("organisation", "code", "system", "assigned")
CODED = (*SINGLE, *SEVERAL)  # the columns a field or a filter may name
COUNTABLE = tuple(name for name in CODED if name != "assigned")  # who works on what is nobody's facet
BEGINNING = ("lang", "region")  # a field of these is met by any value that begins with what was typed


@dataclass(frozen=True, slots=True)
class Document:
    """What one governed row is found by.

    `key` names the row (`case:12`) and is unique; `group` is the key of the record it belongs to, which the
    parts of a case share. `audience` holds the audience words of its READ rule; nobody finds a document
    without any. `moment` is in seconds since 1970 (UTC) and orders by date. `text` may be of any length and
    content; the first million positions of it are searched.

    `code` holds the classes of the record, `system` the numbers of the AI systems it is about, `assigned` the
    audience words of those who have to act. `filed` and `due` are days as `date.toordinal()` counts them, in the
    portal's zone; 0 is no day.
    """

    key: str
    kind: str
    title: str
    text: str
    reference: str
    audience: frozenset[str]
    status: str
    organisation: tuple[int, ...]
    year: int
    moment: float
    lang: str
    group: str
    code: tuple[str, ...] = ()
    system: tuple[str, ...] = ()
    assigned: tuple[str, ...] = ()
    region: str = ""
    risk: str = ""
    filed: int = 0
    due: int = 0


BAR = "!"  # begins an audience word that closes a document to who wears it, whatever else they wear

Chosen = Mapping[str, frozenset[Value]]  # values by the name of a column


@dataclass(frozen=True, slots=True)
class Question:
    """A query, who asks it (`badges`: the audience words the reader answers to), and which hits to return.

    `only` and `without` filter documents by columns: values of one column are alternatives, several columns all
    apply, an empty set admits everything. `facets` are the columns to count, of COUNTABLE.

    Order `due` has the earliest due day first, then documents without one; the rest as in `newest`. In the
    orders `newest` and `oldest`, hits that stand before those of the moment `start` are passed over, so
    that pages stay where they are while records arrive.
    """

    query: Query
    badges: frozenset[str]
    only: Chosen = field(default_factory=dict)
    without: Chosen = field(default_factory=dict)
    facets: tuple[str, ...] = FACETS
    order: Order = "relevance"
    start: float | None = None
    offset: int = 0
    limit: int = 20


@dataclass(frozen=True, slots=True)
class Hit:
    """One record found: `group`, through the document `key`, which of its documents comes first in the order.

    `score` is comparable within one answer only; 0.0 where dates order. `parts` is how many of the record's
    documents were found.
    """

    key: str
    kind: str
    group: str
    score: float
    moment: float
    parts: int


@dataclass(frozen=True, slots=True)
class Answer:
    """The hits of one page and what is true of all of them; records (`group`) are counted, not documents.

    `facets[name][value]` counts the records with a document that matches the query, is readable, has the value
    and passes the filters of all OTHER columns; an empty word is no value. Most frequent first, 100 values at
    most and those filtered by. `terms` is what to highlight.
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

    def update(
        self, puts: Iterable[Document], drops: Iterable[str], position: int, *, more: bool = False
    ) -> None:
        """Take documents out by key, put others in (an older self goes), and move to `position`.

        All of it or nothing, durably. A key in both is put. `more`: the ledger goes on; an index begun at the
        first event says AWAY beside its answers until an update says otherwise. Raises Displaced or Busy.
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


__all__ = [
    "BEGINNING",
    "CODED",
    "COUNTABLE",
    "DAYS",
    "FACETS",
    "SEVERAL",
    "SINGLE",
    "Answer",
    "Busy",
    "Chosen",
    "Displaced",
    "Document",
    "Engine",
    "Hit",
    "Order",
    "Question",
    "Value",
]
