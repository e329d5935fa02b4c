"""The engine in the database: any number of processes ask, and none has anything of its own."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass

from psycopg.errors import LockNotAvailable, UndefinedTable
from sqlalchemy import Connection, Engine, update
from sqlalchemy.exc import DBAPIError

from portal.search.engine.answering import away
from portal.search.engine.grammar import Remark
from portal.search.engine.loosely import loosens, marks
from portal.search.engine.port import Answer, Busy, Displaced, Document, Question
from portal.search.engine.postgres import keeping, statements
from portal.search.engine.postgres.asking import Asking
from portal.search.engine.postgres.conditions import Matching
from portal.search.engine.postgres.tables import VERSION, metadata, state

PATIENCE = 5.0  # seconds a writer waits for another to finish
LIMIT = 10.0  # seconds one statement of a question may take
_LOG = logging.getLogger(__name__)
# The planner does not see how large a vector is: a scan of all rows, in their order or a key's, would read every one,
# and so would one by readers alone, so comparing costs more here than it thinks. It takes what was found for a few
# rows, and would look at every pair of two such. A plan made for all questions alike knows nothing of how rare a word
# is; compiling takes longer than answering; and nobody gets all processors for one question.
_ASKING = {
    "enable_seqscan": "off",
    "enable_indexscan": "off",
    "enable_nestloop": "off",
    "cpu_operator_cost": "0.1",
    "plan_cache_mode": "force_custom_plan",
    "max_parallel_workers_per_gather": "0",
    "jit": "off",
    "work_mem": "64MB",
}
_TABLES = ", ".join(table.name for table in metadata.sorted_tables if table is not state)
# Who asks sees the index as it stands at one moment; a table that is written anew after that would be empty to them.
_TOGETHER = f"SET LOCAL lock_timeout = '{LIMIT}s'; LOCK TABLE {_TABLES} IN ACCESS SHARE MODE"


@dataclass(frozen=True, slots=True)
class _State:
    """Where the index stands; `version` is empty before there is one."""

    version: str = ""
    position: int = 0
    building: bool = False
    parted: bool = False

    @property
    def at(self) -> int:
        """The last event indexed by this version."""
        return self.position if self.version == VERSION else 0


class Stored:
    """An index in the tables that a migration made; without them it is empty, and its position 0.

    Any number of processes ask; of those that update one works at a time. It keeps nothing but what it knows of
    the position, so it needs no closing.
    """

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._still = engine.execution_options(isolation_level="REPEATABLE READ")
        self._known: int | None = None

    def position(self) -> int:
        """The last event in the index; 0 for an index that is missing or of another version."""
        try:
            with self._engine.connect() as connection:
                self._known = _state(connection).at
        except DBAPIError as wrong:
            if not isinstance(wrong.orig, UndefinedTable):
                raise
            self._known = 0
        return self._known

    def ask(self, question: Question) -> Answer:
        """Whatever the state of the index, an answer."""
        try:
            with self._still.connect() as connection:
                connection.exec_driver_sql(_TOGETHER)
                at = _state(connection, {**_ASKING, "statement_timeout": f"{LIMIT}s"})
                return _answered(connection, question, at) if at.version == VERSION else away(question)
        except DBAPIError as wrong:
            _LOG.error(
                "the search index cannot be asked: %s", type(wrong.orig).__name__
            )  # not what was asked
            return away(question)

    def update(
        self, puts: Iterable[Document], drops: Iterable[str], position: int, *, more: bool = False
    ) -> None:
        """Take documents out and put others in, durably, all or nothing. Raises Displaced or Busy."""
        with self._writing() as (connection, before):
            if before.version != VERSION:
                connection.exec_driver_sql(f"TRUNCATE {_TABLES}")
            keeping.drop(connection, drops)
            keeping.put(connection, puts)
            building = more and (before.building or not before.at)
            _move(connection, position, building=building)
        self._known = position

    def purge(self) -> None:
        """Leave nothing in the tables of documents withdrawn or replaced: they and their indexes are written anew.

        Who asks meanwhile waits, some seconds for a hundred thousand documents. Raises Displaced or Busy.
        """
        with self._writing() as (connection, _):
            keeping.rewrite(connection)

    def clear(self) -> None:
        """Forget everything; the position is 0 again."""
        self._known = None
        with self._writing() as (connection, _):
            connection.exec_driver_sql(f"TRUNCATE {_TABLES}")
            _move(connection, 0, building=False)
        self._known = 0

    def close(self) -> None:
        """There is nothing to let go of."""

    @contextmanager
    def _writing(self) -> Iterator[tuple[Connection, _State]]:
        """Be the one writer, in one transaction. Raises Displaced or Busy."""
        try:
            with self._engine.begin() as connection:
                at = _state(connection, {"lock_timeout": f"{PATIENCE}s"}, lock=True)
                if self._known not in {None, at.at}:
                    self._known = at.at
                    raise Displaced(f"the index stands at {at.at}")
                yield connection, at
        except DBAPIError as wrong:
            if isinstance(wrong.orig, LockNotAvailable):
                raise Busy from wrong
            raise


def _state(connection: Connection, settings: Mapping[str, str] = {}, *, lock: bool = False) -> _State:
    """Where the index stands; puts settings in force for the rest of the transaction."""
    found = statements.stands(tuple(settings), lock).run(connection, dict(settings))
    return _State(*found[0][:4]) if found else _State()


def _move(connection: Connection, position: int, *, building: bool) -> None:
    connection.execute(update(state).values(version=VERSION, position=position, building=building))


def _answered(connection: Connection, question: Question, at: _State) -> Answer:
    """What the reader may see of what matches."""
    query = question.query
    notes = (*query.notes, Remark.AWAY) if at.building else query.notes
    if query.root is None and Remark.EMPTY in query.notes:
        return Answer((), 0, {name: {} for name in question.facets}, notes, (), at.position)
    asking = Asking(connection, question, Matching(parted=at.parted))
    found, loose = asking.found(), False
    if query.root is not None and loosens(query.root) and not found.rows:
        loosely = Asking(connection, question, Matching(parted=at.parted, loose=True))
        most = loosely.found()
        if most.rows:
            asking, found, loose, notes = loosely, most, True, (*notes, Remark.LOOSE)
    return Answer(
        hits=asking.page(found),
        total=found.total,
        facets=found.counts,
        notes=notes,
        terms=tuple(dict.fromkeys(marks(query.root, loose=loose))),
        position=at.position,
    )
