"""Mails that are to go out: one row each, kept, so that no event ever writes to a person twice.

A row holds no address and no text. Both are read when the mail is made, so a person who was disabled or has
changed the language meanwhile is treated as they are now.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from email.message import EmailMessage

from sqlalchemy import BigInteger, Index, String, UniqueConstraint, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from portal.mail.mailer import Mailer, MailFailed
from portal.store import Row, Store, now
from portal.store.rows import BigId

log = logging.getLogger(__name__)
Compose = Callable[[Session, "Outgoing"], EmailMessage | None]
NO_ACCOUNT = 0
"""In place of an account: whoever the slice names when the mail is made."""
BATCH = 20
MOST_ATTEMPTS = 12
_SHORTEST, _LONGEST = timedelta(minutes=1), timedelta(hours=6)


class Outgoing(Row):
    """A mail to one person because of one event. Status: due, sent, dropped (of no use any more), failed."""

    __tablename__ = "outgoing"
    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    event_id: Mapped[int] = mapped_column(BigInteger)
    account_id: Mapped[int] = mapped_column(BigInteger, index=True)
    template: Mapped[str] = mapped_column(String(24))
    status: Mapped[str] = mapped_column(String(8), default="due")
    attempts: Mapped[int] = mapped_column(default=0)
    due_at: Mapped[datetime]
    settled_at: Mapped[datetime | None]

    __table_args__ = (
        UniqueConstraint("event_id", "account_id", "template"),
        Index("ix_outgoing_due", "status", "due_at"),
    )


def queue(session: Session, mails: Sequence[tuple[int, int, str]]) -> None:
    """Queue mails given as (event id, account id, template); those that are queued or sent already stay."""
    columns = (Outgoing.event_id, Outgoing.account_id, Outgoing.template)
    query = select(*columns).where(Outgoing.event_id.in_(sorted({event for event, _account, _name in mails})))
    there = {(line[0], line[1], line[2]) for line in session.execute(query)} if mails else set()
    for event, account, template in sorted(set(mails) - there):
        session.add(Outgoing(event_id=event, account_id=account, template=template, due_at=now()))


def deliver(store: Store, mailer: Mailer, compose: Compose) -> int:
    """Send what is due, at most BATCH mails; return how many rows were settled or put off.

    At least once: a mail whose row could not be marked goes out again, under the same Message-ID. One that
    fails is tried again after 1, 2, 4 … minutes, at most six hours, and given up after MOST_ATTEMPTS.
    """
    with store.reading() as session:
        query = select(Outgoing).where(Outgoing.status == "due", Outgoing.due_at <= now())
        due = list(session.scalars(query.order_by(Outgoing.due_at, Outgoing.id).limit(BATCH)))
        made = [(mail.id, _made(session, mail, compose)) for mail in due]
    for key, message in made:
        outcome = "dropped" if message is None else _send(mailer, message)
        with store.writing() as session:
            _settle(session.get_one(Outgoing, key, with_for_update=True), outcome)
    return len(made)


def _made(session: Session, mail: Outgoing, compose: Compose) -> EmailMessage | None:
    try:
        return compose(session, mail)
    except ValueError:  # a header the mail library refuses: such a mail must not stop those behind it
        log.warning("mail %s cannot be written", mail.id)
        return None


def _send(mailer: Mailer, message: EmailMessage) -> str:
    try:
        mailer.send(message)
    except MailFailed as failure:
        log.warning("a mail did not go out: %s", failure)
        return "failed" if failure.lasting else "due"
    return "sent"


def _settle(mail: Outgoing, outcome: str) -> None:
    mail.attempts += 1
    if outcome == "due" and mail.attempts < MOST_ATTEMPTS:
        mail.due_at = now() + min(_SHORTEST * 2 ** (mail.attempts - 1), _LONGEST)
        return
    mail.status, mail.settled_at = ("failed" if outcome == "due" else outcome), now()
