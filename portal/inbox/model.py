"""What a person has been told, and what they follow."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import BigInteger, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from portal.store import Row


class Notification(Row):
    """One line in one person's inbox: which event they were told of. It holds no words of the record."""

    __tablename__ = "notification"
    event_id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    account_id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    kind: Mapped[str] = mapped_column(String(24))
    subject_id: Mapped[int] = mapped_column(BigInteger)
    at: Mapped[datetime]
    seen_at: Mapped[datetime | None]

    __table_args__ = (Index("ix_notification_reader", "account_id", "seen_at", "event_id"),)


class Follow(Row):
    """A record somebody wants to hear of. Following gives no right to read."""

    __tablename__ = "follow"
    account_id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    kind: Mapped[str] = mapped_column(String(24), primary_key=True)
    subject_id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False, index=True)
    since: Mapped[datetime]
