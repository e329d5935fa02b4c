"""A filing that is not filed yet: kept for its holder until it is filed, discarded or forgotten."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import LargeBinary, String, delete
from sqlalchemy.orm import Mapped, mapped_column

from portal.store import Row, Store, now
from portal.store.rows import BigId


class Draft(Row):
    """What somebody has typed so far. No part of the record: no event, no reference, no reader but its holder.

    `holder` is the account's id as text, or the keyed hash of a resume code or of a browser's own secret, so that
    one holder has one draft. `content` is sealed; `until` is when it is forgotten, `shown` whether a code was shown.
    """

    __tablename__ = "draft"
    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    holder: Mapped[str] = mapped_column(String(64), unique=True)
    content: Mapped[bytes] = mapped_column(LargeBinary)
    shown: Mapped[bool] = mapped_column(default=False)
    begun_at: Mapped[datetime] = mapped_column(default=now)
    until: Mapped[datetime] = mapped_column(index=True)


def forget_drafts(store: Store) -> None:
    """Delete the drafts whose time is over."""
    with store.writing() as session:
        session.execute(delete(Draft).where(Draft.until <= now()))
