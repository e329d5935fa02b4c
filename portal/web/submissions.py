"""A form sent twice is done once: the mark of each submission is kept with what it led to."""

from __future__ import annotations

from datetime import datetime, timedelta
from hashlib import sha256

from flask import request
from sqlalchemy import String, bindparam, delete, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from portal.store import Row, Store, now
from portal.web.csrf import binding

KEPT = timedelta(days=2)


class Submission(Row):
    """One form that was sent and done: where it led, and the row it was about."""

    __tablename__ = "submission"
    mark: Mapped[str] = mapped_column(String(64), primary_key=True)
    location: Mapped[str] = mapped_column(String(400))
    at: Mapped[datetime]


def mark_of_request(fresh: tuple[str, ...] = ("csrf_token",)) -> str:
    """Return the mark of the form in this request: its `once`, everything typed, and who sent it.

    Text that was changed after going back is another submission; only a true repeat is the same.
    """
    if not request.form.get("once"):
        return ""
    content = [request.path, binding()]
    content += [f"{name}={value}" for name, value in request.form.items(multi=True) if name not in fresh]
    content += [f"{name}={file.filename}" for name, file in request.files.items(multi=True) if file.filename]
    return sha256("\0".join(content).encode("utf-8", "replace")).hexdigest()


def done_before(session: Session, mark: str) -> str | None:
    """Return where an earlier sending of the same form led, or None."""
    if not mark:
        return None
    return session.scalar(_DONE, {"mark": mark})


_DONE = select(Submission.location).where(Submission.mark == bindparam("mark"))


def remember(session: Session, mark: str, location: str) -> None:
    """Keep the mark in the transaction that does what the form asks."""
    if mark:
        session.add(Submission(mark=mark, location=location[:400], at=now()))


def forget_old(store: Store) -> None:
    """Delete marks nobody will repeat any more."""
    with store.writing() as session:
        session.execute(delete(Submission).where(Submission.at < now() - KEPT))
