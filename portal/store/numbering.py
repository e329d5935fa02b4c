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

from sqlalchemy import String, bindparam
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
    query = _next(session.get_bind().dialect.name)
    return f"{series}-{year}-{session.scalar(query, {'of': series, 'in': year}):06d}"


_TABLE: Any = Numbering.__table__


@cache
def _next(dialect: str) -> Any:
    insert = pg_insert if dialect == "postgresql" else sqlite_insert
    first = insert(_TABLE).values(series=bindparam("of"), year=bindparam("in"), last=1)
    counted = first.on_conflict_do_update(
        index_elements=["series", "year"], set_={"last": Numbering.last + 1}
    )
    return counted.returning(Numbering.last)


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
