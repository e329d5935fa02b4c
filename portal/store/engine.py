"""Opening the database: SQLite as one tested profile, or PostgreSQL."""

from __future__ import annotations

import importlib
import importlib.util
import math
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, create_engine, event
from sqlalchemy.engine import Engine, make_url
from sqlalchemy.exc import InvalidatePoolError
from sqlalchemy.orm import Session, sessionmaker
from sqlalchemy.pool import ConnectionPoolEntry

from portal.store.turns import Turns, no_turns, turns_beside

# The wheel carries a newer SQLite than most machines; where there is none, Python's own serves.
_sqlite: Any = importlib.import_module("pysqlite3" if importlib.util.find_spec("pysqlite3") else "sqlite3")

# Before this version two connections that checkpoint at the same instant can corrupt a WAL database
# (https://sqlite.org/wal.html#walresetbug), so older libraries get a rollback journal instead.
_SOUND_WAL = (3, 51, 3)
_SOUND = _sqlite.sqlite_version_info >= _SOUND_WAL
_IMMEDIATE, _LAX, _RESTS = "portal_write", "portal_lax", "portal_rests"
_RESTED = 0.5  # seconds: less than a server takes to restart


@dataclass(frozen=True, slots=True)
class Store:
    """A database and the two ways into it."""

    engine: Engine
    _readers: sessionmaker[Session]
    _writers: sessionmaker[Session]
    _counters: sessionmaker[Session]
    _turns: Turns = no_turns

    @property
    def dialect(self) -> str:
        """Return `sqlite` or `postgresql`."""
        return self.engine.dialect.name

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """Open a view of the database; nothing done in it is kept."""
        with self._readers() as session:
            session.info["kept"] = {}  # what is read may be remembered for as long as nothing is written
            yield session

    @contextmanager
    def writing(self) -> Iterator[Session]:
        """Open one transaction that takes the write lock at once and commits at the end.

        Whatever raises inside rolls everything back.
        """
        with self._turns(), self._writers.begin() as session:
            yield session

    @contextmanager
    def counting(self) -> Iterator[Session]:
        """Open a transaction like `writing`, but one that a power cut in the next second may take back.

        For counters that nobody relies on, such as rate limits: nobody waits for the disk.
        """
        with self._turns(), self._counters.begin() as session:
            yield session

    def close(self) -> None:
        """Give all connections back."""
        self.engine.dispose()


def open_store(url: str) -> Store:
    """Open the database at `url` (`sqlite:///path` or `postgresql://…`).

    Autoflush is off so that writes are visible in code. Raises ValueError for another kind of database.
    """
    parsed = make_url(url)
    if parsed.get_backend_name() == "sqlite":
        engine = _open_sqlite(url, parsed.database)
    elif parsed.get_backend_name() == "postgresql":
        engine = create_engine(parsed.set(drivername="postgresql+psycopg"), pool_size=8)
        event.listen(engine, "checkin", _rest)
        event.listen(engine, "checkout", partial(_wake, engine))
        event.listen(engine, "begin", _begin_served)
    else:
        raise ValueError(f"the portal runs on SQLite or PostgreSQL, not on {parsed.get_backend_name()}")
    turns = turns_beside(Path(parsed.database)) if parsed.database and engine.name == "sqlite" else no_turns
    options: dict[str, Any] = {"autoflush": False, "expire_on_commit": False}
    return Store(
        engine,
        sessionmaker(engine, **options),
        sessionmaker(engine.execution_options(**{_IMMEDIATE: True}), **options),
        sessionmaker(engine.execution_options(**{_IMMEDIATE: True, _LAX: True}), **options),
        turns,
    )


def _open_sqlite(url: str, path: str | None) -> Engine:
    if not path or path == ":memory:":
        raise ValueError("the portal needs a database file: sqlite:///path/to/portal.db")
    Path(path).parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    engine = create_engine(url, module=_sqlite, connect_args={"timeout": 15}, pool_size=8)
    event.listen(engine, "connect", _profile)
    event.listen(engine, "begin", _begin)
    return engine


def _profile(connection: Any, _record: object) -> None:
    connection.isolation_level = None  # the driver must not open transactions of its own
    journal = "WAL" if _SOUND else "TRUNCATE"
    for pragma in (
        f"journal_mode = {journal}",
        "synchronous = FULL",
        "foreign_keys = ON",
        "secure_delete = ON",
        "trusted_schema = OFF",
        "busy_timeout = 15000",
        "cache_size = -16000",
    ):
        connection.execute(f"PRAGMA {pragma}").close()


def _begin(connection: Connection) -> None:
    options = connection.get_execution_options()
    write, lax = (
        options.get(_IMMEDIATE),
        options.get(_LAX) and _SOUND,
    )  # a rollback journal always waits for the disk
    if write:
        connection.exec_driver_sql(f"PRAGMA synchronous = {'NORMAL' if lax else 'FULL'}")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if write else "BEGIN")


def _rest(_connection: Any, record: ConnectionPoolEntry) -> None:
    record.info[_RESTS] = time.monotonic()


def _wake(engine: Engine, connection: Any, record: ConnectionPoolEntry, _proxy: object) -> None:
    """Ask a connection that has rested whether its server is still there; one just used need not be asked.

    Raises InvalidatePoolError, on which the pool opens new connections in place of all it has.
    """
    if time.monotonic() - record.info.get(_RESTS, math.inf) < _RESTED:
        return
    try:
        engine.dialect.do_ping(connection)
    except Exception as gone:
        raise InvalidatePoolError from gone


def _begin_served(connection: Connection) -> None:
    if connection.get_execution_options().get(_LAX):
        connection.exec_driver_sql("SET LOCAL synchronous_commit = off")
