"""The tables of cases: a case, and its parts."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import BigInteger, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, declared_attr, mapped_column, relationship

from portal.clocks import Timed
from portal.store import Governed


class Case(Timed, Governed):
    """What everybody who knows of a case may know: no prose at all. Its parts are rows of their own.

    `receipt` is the keyed hash of an anonymous complainant's query code. `source` is the key of an
    imported record, so that a second import brings nothing twice; `topic` is the class it had there.
    """

    __tablename__ = "case"
    kind = "case"

    category: Mapped[str] = mapped_column(String(24), index=True)
    district: Mapped[str] = mapped_column(String(40), default="")
    intake_org_id: Mapped[int] = mapped_column(BigInteger, index=True)
    handler_org_id: Mapped[int] = mapped_column(BigInteger, index=True)
    subject_org_id: Mapped[int | None] = mapped_column(BigInteger, index=True)
    receipt: Mapped[str | None] = mapped_column(String(64), unique=True)
    source: Mapped[str | None] = mapped_column(String(80), unique=True)
    topic: Mapped[str] = mapped_column(String(60), default="")
    channel: Mapped[str] = mapped_column(String(16), default="web")
    consent: Mapped[bool] = mapped_column(default=False)
    published: Mapped[bool] = mapped_column(default=False)
    ground: Mapped[str] = mapped_column(String(24), default="")
    outcome: Mapped[str] = mapped_column(String(24), default="")
    filed_at: Mapped[datetime] = mapped_column(index=True)
    answered_at: Mapped[datetime | None]

    __table_args__ = (Index("ix_case_handler_status", "handler_org_id", "status", "due_on"),)


class Part(Governed):
    """A row that belongs to a case and is read by fewer, or by other, people than the case itself."""

    __abstract__ = True

    case_id: Mapped[int] = mapped_column(ForeignKey("case.id"), index=True)

    @declared_attr
    @classmethod
    def case(cls) -> Mapped[Case]:
        """The case it belongs to: set when the part is made, read through the gate only."""
        return relationship(Case, lazy="raise")


class Statement(Part):
    """What the complainant says happened."""

    __tablename__ = "statement"
    kind = "statement"
    title: Mapped[str] = mapped_column(String(200))
    body: Mapped[str] = mapped_column(Text)


class Complainant(Part):
    """Who complained and how to reach them. An anonymous case has none."""

    __tablename__ = "complainant"
    kind = "complainant"
    name: Mapped[str] = mapped_column(String(80))
    contact: Mapped[str] = mapped_column(String(254), default="")


class Message(Part):
    """One message between the complainant and who handles the case; `nature` says which sort."""

    __tablename__ = "message"
    kind = "message"
    nature: Mapped[str] = mapped_column(String(16))
    body: Mapped[str] = mapped_column(Text)


class Note(Part):
    """A note of the handling departments for themselves."""

    __tablename__ = "note"
    kind = "note"
    body: Mapped[str] = mapped_column(Text)


class Summary(Part):
    """The redacted account of a closed case that everybody may read."""

    __tablename__ = "summary"
    kind = "summary"
    title: Mapped[str] = mapped_column(String(200))
    body: Mapped[str] = mapped_column(Text)


PARTS: tuple[type[Part], ...] = (Statement, Complainant, Message, Note, Summary)
