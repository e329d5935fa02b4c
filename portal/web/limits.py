"""Rate limits that hold across processes: counters in the database, keyed so that they name nobody."""

from __future__ import annotations

import hmac
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from hashlib import sha256
from typing import Any

from flask import request
from sqlalchemy import BigInteger, String, bindparam, case, delete
from sqlalchemy.dialects.postgresql import insert as pg_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert
from sqlalchemy.orm import Mapped, Session, mapped_column

from portal.store import Row, Store, now
from portal.web.house import house


class Rate(Row):
    """How often a key was used in its window, which ends at `until` (epoch seconds)."""

    __tablename__ = "rate"
    key: Mapped[str] = mapped_column(String(64), primary_key=True)
    used: Mapped[int]
    until: Mapped[int] = mapped_column(BigInteger, index=True)


class TooMany(Exception):
    """The limit is used up; `seconds` says when to come back."""

    def __init__(self, seconds: int) -> None:
        super().__init__(seconds)
        self.seconds = seconds


@dataclass(frozen=True, slots=True)
class Limit:
    """At most `times` in `per`, counted by the value of form field `by`, or by the sender's network address.

    `also` is a second limit for the same requests, counted in another way. `failures` counts only what was refused:
    whoever has the right answer is let through, however many wrong ones others have given in the same name.
    The address itself is kept nowhere: only a keyed hash of it and the day, worthless the day after.
    """

    name: str
    times: int
    per: timedelta
    by: str = ""
    also: Limit | None = None
    failures: bool = False


def spend(limit: Limit, session: Session | None = None) -> None:
    """Count this request against the limit, in the caller's transaction or in one of its own. Raises TooMany."""
    if limit.also:
        spend(limit.also, session)
    moment = int(now().timestamp())
    asked = {"who": _key(limit), "moment": moment, "end": moment + int(limit.per.total_seconds())}
    with nullcontext(session) if session else house().store.counting() as counting:
        used, until = counting.execute(_counted(house().store.dialect), asked).one()
    if used > limit.times:
        raise TooMany(max(1, until - moment))


@contextmanager
def counted(limit: Limit | None) -> Iterator[Callable[[Session], None]]:
    """Yield what counts a request in the very transaction that does what it asks: one commit less for each.

    What is rolled back is counted all the same, in a transaction of its own, unless the limit was used up already.
    """
    counts = limit if limit and not limit.failures else None
    try:
        yield lambda session: spend(counts, session) if counts else None
    except TooMany:
        raise
    except Exception:
        if counts:
            spend(counts)
        raise


def charge(limit: Limit | None, *, refused: bool) -> None:
    """Count a request that is about to be looked at, or one that was refused, where the limit counts such."""
    if limit and limit.failures is refused:
        spend(limit)


def _key(limit: Limit) -> str:
    who = request.form.get(limit.by, "").strip().casefold()[:300] if limit.by else request.remote_addr or ""
    content = f"rate|{limit.name}|{now().date()}|{who}".encode("utf-8", "replace")
    return hmac.new(house().settings.secret_key.encode(), content, sha256).hexdigest()


_RATE: Any = Rate.__table__


@cache
def _counted(dialect: str) -> Any:
    insert = pg_insert if dialect == "postgresql" else sqlite_insert
    end = bindparam("end", type_=BigInteger)
    over = Rate.until <= bindparam("moment", type_=BigInteger)
    first = insert(_RATE).values(key=bindparam("who"), used=1, until=end)
    counted = first.on_conflict_do_update(
        index_elements=["key"],
        set_={"used": case((over, 1), else_=Rate.used + 1), "until": case((over, end), else_=Rate.until)},
    )
    return counted.returning(Rate.used, Rate.until)


def forget_old(store: Store) -> None:
    """Delete the counters of windows that are over."""
    with store.writing() as session:
        session.execute(delete(Rate).where(Rate.until <= int(now().timestamp())))
