"""What happens to one's own inbox. These rows are nobody else's business, so the ledger does not hold them."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import delete, true, update

from portal.access import Permit
from portal.inbox.model import Follow, Notification
from portal.store import Governed, now


def seen(permit: Permit[Any], until: datetime | None = None) -> None:
    """Mark everything in the inbox as read, or what happened `until` then."""
    unread = (Notification.account_id == permit.actor.id, Notification.seen_at.is_(None))
    there = Notification.at <= until if until else true()
    permit.session.execute(update(Notification).where(*unread, there).values(seen_at=until or now()))


def follow(permit: Permit[Any], row: Governed) -> None:
    """Hear of what happens to a record from now on."""
    permit.session.merge(Follow(account_id=permit.actor.id, kind=row.kind, subject_id=row.id, since=now()))


def unfollow(permit: Permit[Any], row: Governed) -> None:
    """Hear of it no longer."""
    mine = (Follow.account_id == permit.actor.id, Follow.kind == row.kind, Follow.subject_id == row.id)
    permit.session.execute(delete(Follow).where(*mine))
