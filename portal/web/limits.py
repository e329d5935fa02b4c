"""Rate limits that hold across processes: counters in the database, keyed so that they name nobody."""

from __future__ import annotations

import hmac
from dataclasses import dataclass
from datetime import timedelta
from hashlib import sha256

from flask import request
from sqlalchemy import BigInteger, String, case, delete
from sqlalchemy.dialects.postgresql import insert as pg_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert
from sqlalchemy.orm import Mapped, mapped_column

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


def spend(limit: Limit) -> None:
    """Count this request against the limit in a transaction of its own. Raises TooMany."""
    if limit.also:
        spend(limit.also)
    moment = int(now().timestamp())
    used, until = _count(house().store, _key(limit), moment, int(limit.per.total_seconds()))
    if used > limit.times:
        raise TooMany(max(1, until - moment))


def charge(limit: Limit | None, *, refused: bool) -> None:
    """Count a request that is about to be looked at, or one that was refused, where the limit counts such."""
    if limit and limit.failures is refused:
        spend(limit)


def _key(limit: Limit) -> str:
    who = request.form.get(limit.by, "").strip().casefold()[:300] if limit.by else request.remote_addr or ""
    content = f"rate|{limit.name}|{now().date()}|{who}".encode("utf-8", "replace")
    return hmac.new(house().settings.secret_key.encode(), content, sha256).hexdigest()


def _count(store: Store, key: str, moment: int, seconds: int) -> tuple[int, int]:
    insert = pg_insert if store.dialect == "postgresql" else sqlite_insert
    over = Rate.until <= moment
    query = (
        insert(Rate)
        .values(key=key, used=1, until=moment + seconds)
        .on_conflict_do_update(
            index_elements=["key"],
            set_={
                "used": case((over, 1), else_=Rate.used + 1),
                "until": case((over, moment + seconds), else_=Rate.until),
            },
        )
        .returning(Rate.used, Rate.until)
    )
    with store.counting() as session:
        used, until = session.execute(query).one()
        return used, until


def forget_old(store: Store) -> None:
    """Delete the counters of windows that are over."""
    with store.writing() as session:
        session.execute(delete(Rate).where(Rate.until <= int(now().timestamp())))
