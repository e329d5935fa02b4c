"""Public references: numbers for records, random bits for parts. Never a database id."""

from __future__ import annotations

import hmac
import secrets
from base64 import urlsafe_b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from hashlib import sha256
from itertools import count
from typing import Any

from sqlalchemy import Integer, String, bindparam, func, literal, select
from sqlalchemy.dialects.postgresql import insert as pg_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert
from sqlalchemy.orm import Mapped, Session, mapped_column

from portal.store.moment import now
from portal.store.rows import Row


class Numbering(Row):
    """The last number given out of one series in one year."""

    __tablename__ = "numbering"
    series: Mapped[str] = mapped_column(String(4), primary_key=True)
    year: Mapped[int] = mapped_column(primary_key=True)
    last: Mapped[int]


def number_for(session: Session, series: str) -> str:
    """Return the next reference of a series, such as `C-2026-000123`, in this transaction.

    A transaction that rolls back gives its number back, so a series has no holes.
    """
    year = now().year
    given = _served if session.get_bind().dialect.name == "postgresql" else _alone
    return f"{series}-{year}-{session.scalar(given(), {'of': series, 'in': year}):06d}"


_TABLE: Any = Numbering.__table__
_QUEUE = 0x4E756D62  # one number, known to every process, under which takers of numbers stand in line


def _counted(insert: Any) -> Any:
    again = insert.on_conflict_do_update(index_elements=["series", "year"], set_={"last": _TABLE.c.last + 1})
    return again.returning(_TABLE.c.last)


@cache
def _alone() -> Any:
    """Return the statement for a database into which one writes at a time."""
    return _counted(sqlite_insert(_TABLE).values(series=bindparam("of"), year=bindparam("in"), last=1))


@cache
def _served() -> Any:
    """Return the statement that first stands in line.

    Whoever finds the row locked looks for it again when it is free, and may find that a newcomer was quicker: of
    sixteen people filing some waited a second. An advisory lock is given in the order in which it was asked for.
    """
    series, year = bindparam("of", type_=String), bindparam("in", type_=Integer)
    turn = select(func.pg_advisory_xact_lock(_QUEUE, func.ascii(series)).label("turn")).subquery()
    first = select(series, year, literal(1)).select_from(turn)
    return _counted(pg_insert(_TABLE).from_select(["series", "year", "last"], first))


_drawn: ContextVar[Iterator[str] | None] = ContextVar("references", default=None)


def random_reference() -> str:
    """Return 128 random bits as 22 characters fit for a URL."""
    drawn = _drawn.get()
    return next(drawn) if drawn is not None else secrets.token_urlsafe(16)


@contextmanager
def references_of(key: str) -> Iterator[None]:
    """Let everything inside get references drawn from a key, in order: the scenario's, alike on every play of it."""
    token = _drawn.set(_draw(key.encode()))
    try:
        yield
    finally:
        _drawn.reset(token)


def _draw(key: bytes) -> Iterator[str]:
    for number in count():
        drawn = hmac.new(key, f"reference|{number}".encode(), sha256).digest()[:16]
        yield urlsafe_b64encode(drawn).rstrip(b"=").decode()
