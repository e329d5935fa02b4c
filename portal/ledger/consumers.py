"""Following the ledger: each consumer holds a cursor and never misses an action."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import BigInteger, String, bindparam, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from portal.ledger.events import Event
from portal.store import Row, Store, now


class Cursor(Row):
    """How far one consumer has read."""

    __tablename__ = "cursor"
    consumer: Mapped[str] = mapped_column(String(40), primary_key=True)
    position: Mapped[int] = mapped_column(BigInteger, default=0)


class Lease(Row):
    """Who may follow the ledger now: of any number of followers one works."""

    __tablename__ = "lease"
    name: Mapped[str] = mapped_column(String(40), primary_key=True)
    holder: Mapped[str] = mapped_column(String(80))
    until: Mapped[datetime]


@dataclass(frozen=True, slots=True)
class Consumer:
    """A name and what to do with a batch of events. Must be idempotent: a batch may come twice.

    A consumer that keeps its result outside the database keeps its position there too, in the same
    write, and says it through `position`; the others have a cursor that moves in their transaction.
    One that keeps it on this machine (`here`) is everybody's own: it works beside a lease that another machine holds.
    """

    name: str
    handle: Callable[[Session, Sequence[Event]], None]
    batch: int = 200
    position: Callable[[Session], int] | None = None
    here: bool = False


def by_kind(keys: Iterable[tuple[str, int]]) -> dict[str, list[int]]:
    """Return the ids of these rows by their kind, each list in the order of the rows."""
    found: dict[str, list[int]] = {}
    for kind, row in keys:
        found.setdefault(kind, []).append(row)
    return found


def pump(store: Store, consumer: Consumer, batches: int | None = None) -> int:
    """Bring one consumer up to date, at most `batches` of them; return how many events it was shown."""
    shown = done = 0
    while batches is None or done < batches:
        step = _pump_outside(store, consumer) if consumer.position else _pump_inside(store, consumer)
        if not step:
            break
        shown, done = shown + step, done + 1
        if step < consumer.batch and consumer.position is None:
            break
    return shown


# Asked several times a second, so built once.
_NEWS = select(Event).where(Event.id > bindparam("after")).order_by(Event.id).limit(bindparam("most"))
_POSITION = select(Cursor.position).where(Cursor.consumer == bindparam("name"))


def _news(session: Session, consumer: Consumer, position: int) -> Sequence[Event]:
    session.info["consumer"] = consumer.name
    return session.scalars(_NEWS, {"after": position, "most": consumer.batch}).all()


def _pump_inside(store: Store, consumer: Consumer) -> int:
    with store.reading() as session:
        at = session.scalar(_POSITION, {"name": consumer.name}) or 0
        news = _news(session, consumer, at)
    if not news:
        return 0
    with store.writing() as session:
        session.info["consumer"] = consumer.name
        cursor = session.get(Cursor, consumer.name)
        if cursor is None:
            session.add(cursor := Cursor(consumer=consumer.name, position=0))
        if cursor.position != at:  # somebody was here meanwhile; what an event says never changes
            news = _news(session, consumer, cursor.position)
        if news:
            consumer.handle(session, news)
            cursor.position = news[-1].id
        return len(news)


def _pump_outside(store: Store, consumer: Consumer) -> int:
    with store.reading() as session:
        news = _news(session, consumer, consumer.position(session) if consumer.position else 0)
        if news:
            consumer.handle(session, news)
        return len(news)


def rewind(store: Store, name: str) -> None:
    """Set a consumer's cursor to 0: it rebuilds what it keeps from the whole ledger."""
    with store.writing() as session:
        cursor = session.get(Cursor, name)
        if cursor is not None:
            cursor.position = 0


def hold_lease(store: Store, name: str, holder: str, seconds: float, gone: str = "") -> bool:
    """Take or renew the lease `name`; return False while somebody else holds it who is not known to be `gone`."""
    with store.writing() as session:
        lease = session.get(Lease, name, with_for_update=True)
        if lease is None:
            session.add(lease := Lease(name=name, holder=holder, until=now()))
        elif lease.holder not in {holder, gone} and lease.until > now():
            return False
        lease.holder, lease.until = holder, now() + timedelta(seconds=seconds)
        return True
