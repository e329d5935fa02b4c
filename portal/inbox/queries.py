"""What can be asked of one's own inbox. Titles come through the gate at the moment of reading."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, bindparam, func, select
from sqlalchemy.orm import Session

from portal.access import Actor, Permit
from portal.inbox.model import Follow, Notification
from portal.ledger import Event
from portal.slice import Card, GovernedKind, Slice, Task

AnyPermit = Permit[Any]
Key = tuple[str, int]

# Asked on every page, so built once.
_UNREAD = (
    select(func.count())
    .select_from(Notification)
    .where(Notification.account_id == bindparam("account"), Notification.seen_at.is_(None))
)
_FOLLOWS = select(Follow.kind).where(
    Follow.account_id == bindparam("account"),
    Follow.kind == bindparam("of"),
    Follow.subject_id == bindparam("row"),
)


@dataclass(frozen=True, slots=True)
class News:
    """One thing the reader was told of: the event, the record as they may read it now, and whether it is new."""

    verb: str
    actor_kind: str
    actor_org_id: int | None
    at: datetime
    unread: bool
    card: Card


def unread(session: Session, actor: Actor) -> int:
    """Return how many lines of the inbox are unread."""
    return session.scalar(_UNREAD, {"account": actor.id}) or 0


def readers(session: Session) -> list[int]:
    """Return the account ids of all who were told of anything."""
    return list(session.scalars(select(Notification.account_id).distinct()))


def told(permit: AnyPermit) -> Select[*tuple[Any, ...]]:
    """Select what the reader was told of, newest first."""
    columns = (Event.verb, Event.actor_kind, Event.actor_org_id, Event.at, Event.kind, Event.subject_id)
    query = select(*columns, Notification.seen_at).join(Event, Event.id == Notification.event_id)
    return query.where(Notification.account_id == permit.actor.id).order_by(Notification.event_id.desc())


def news(permit: AnyPermit, slices: Iterable[Slice], lines: Sequence[Any]) -> list[News]:
    """Return the lines with the records they are about; a record no longer open to the reader is left out."""
    cards = cards_of(permit, slices, [(line.kind, line.subject_id) for line in lines])
    return [
        News(line.verb, line.actor_kind, line.actor_org_id, line.at, line.seen_at is None, cards[key])
        for line in lines
        if (key := (line.kind, line.subject_id)) in cards
    ]


def followed(permit: AnyPermit, slices: Iterable[Slice], limit: int = 20) -> list[Card]:
    """Return the records the reader follows and may still read, the latest first."""
    query = select(Follow.kind, Follow.subject_id).where(Follow.account_id == permit.actor.id)
    keys = [
        (kind, row) for kind, row in permit.session.execute(query.order_by(Follow.since.desc()).limit(limit))
    ]
    cards = cards_of(permit, slices, keys)
    return [cards[key] for key in keys if key in cards]


def follows(session: Session, actor: Actor, row: Any) -> bool:
    """Return whether the actor follows the record."""
    return session.scalar(_FOLLOWS, {"account": actor.id, "of": row.kind, "row": row.id}) is not None


def cards_of(permit: AnyPermit, slices: Iterable[Slice], keys: Iterable[Key]) -> dict[Key, Card]:
    """Return the cards of rows of any kind that the reader may read: a fixed number of queries a kind."""
    kinds: Mapping[str, GovernedKind] = {k.model.kind: k for s in slices for k in s.kinds}
    wanted: dict[str, set[int]] = {}
    for kind, row in keys:
        wanted.setdefault(kind, set()).add(row)
    return {
        (kind, row): card
        for kind, ids in wanted.items()
        if kind in kinds
        for row, card in kinds[kind].cards(permit, sorted(ids)).items()
    }


def tasks(permit: AnyPermit, slices: Iterable[Slice]) -> list[Task]:
    """Return everything that waits for the reader, what is due first first."""
    found = [task for capability in slices for task in capability.waiting(permit)]
    return sorted(found, key=lambda t: (t.due_on is None, t.due_on or t.since.date(), t.since))
