"""The tables of cases: a case, and its parts."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import BigInteger, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, declared_attr, mapped_column, relationship

from portal.clocks import Timed
from portal.store import Governed

# All that counting asks of a row: what is counted, and what the rule of reading looks at.
_COUNTED = (
    *("status", "matter", "author_id", "handler_org_id", "intake_org_id", "first_org_id", "heard_org_id"),
    *("published", "author_org_id"),
)


class Case(Timed, Governed):
    """What everybody who knows of a case may know: no prose at all. Its parts are rows of their own.

    `receipt` is the keyed hash of an anonymous complainant's query code: the same for all cases of a filing that was
    split, and `filing_id` is the case which that filing began as. `source` is the key of an
    imported record, so that a second import brings nothing twice; `topic` is the class it had there. `matter` is
    what kind of filing it is; `system_ref` is the number of the system in the register.
    `first_org_id` is the department that received it first and answers for it, whoever handles it.
    `resumes` is the state to which a case that stands still returns. `appealed`: its refusal has been appealed
    against, which is possible once. `designated`: the department must handle it and may not return it.
    `escalated`: help from above was called for; `extends`: more time was asked for; neither is decided yet.
    `extension` is how much more was asked for last, in the unit of the time that ran, and `extension_by` who asked.
    `hidden` is the ground on which
    its summary was taken down. `held` keeps everything as it is; `disposal_by_id` is the account of who proposed to
    dispose of it; `erased` says that words of it are gone.
    `closings` counts how often a department has closed it; `rating_key` is what is kept of the link that asks
    about the latest, until it is used. `closed_at` is when it was last over.
    `lead_id` is the case that leads where this one was merged into it.
    `heard_org_id` is the enterprise that was asked for an answer, and `correcting` says that it waits for a correction.
    """

    __tablename__ = "case"
    kind = "case"

    matter: Mapped[str] = mapped_column(String(16), default="complaint", index=True)
    category: Mapped[str] = mapped_column(String(24), index=True)
    district: Mapped[str] = mapped_column(String(40), default="")
    intake_org_id: Mapped[int] = mapped_column(BigInteger, index=True)
    handler_org_id: Mapped[int] = mapped_column(BigInteger, index=True)
    first_org_id: Mapped[int | None] = mapped_column(BigInteger, index=True)
    subject_org_id: Mapped[int | None] = mapped_column(BigInteger, index=True)
    system_ref: Mapped[str] = mapped_column(String(40), default="", index=True)
    resumes: Mapped[str] = mapped_column(String(24), default="")
    receipt: Mapped[str | None] = mapped_column(String(64), index=True)
    filing_id: Mapped[int | None] = mapped_column(BigInteger, index=True)
    source: Mapped[str | None] = mapped_column(String(80), unique=True)
    topic: Mapped[str] = mapped_column(String(60), default="")
    channel: Mapped[str] = mapped_column(String(16), default="web")
    consent: Mapped[bool] = mapped_column(default=False)
    published: Mapped[bool] = mapped_column(default=False)
    supporters: Mapped[int] = mapped_column(default=0)
    hidden: Mapped[str] = mapped_column(String(24), default="")
    held: Mapped[bool] = mapped_column(default=False)
    erased: Mapped[bool] = mapped_column(default=False)
    disposal_by_id: Mapped[int | None] = mapped_column(BigInteger)
    ground: Mapped[str] = mapped_column(String(24), default="")
    route: Mapped[str] = mapped_column(String(24), default="")
    appealed: Mapped[bool] = mapped_column(default=False)
    designated: Mapped[bool] = mapped_column(default=False)
    urgency: Mapped[str] = mapped_column(String(16), default="normal")
    supervision: Mapped[str] = mapped_column(String(16), default="")
    supervised_until: Mapped[date | None]
    escalated: Mapped[bool] = mapped_column(default=False)
    extends: Mapped[bool] = mapped_column(default=False)
    extension: Mapped[int] = mapped_column(default=0)
    extension_ground: Mapped[str] = mapped_column(String(24), default="")
    extension_by: Mapped[int | None] = mapped_column(BigInteger)
    outcome: Mapped[str] = mapped_column(String(24), default="")
    filed_at: Mapped[datetime] = mapped_column(index=True)
    answered_at: Mapped[datetime | None]
    rating_key: Mapped[str | None] = mapped_column(String(64), index=True)
    closings: Mapped[int] = mapped_column(default=0)
    reopenings: Mapped[int] = mapped_column(default=0)
    reviews: Mapped[int] = mapped_column(default=0)
    promised_on: Mapped[date | None]
    closed_at: Mapped[datetime | None]
    lead_id: Mapped[int | None] = mapped_column(BigInteger, index=True)
    heard_org_id: Mapped[int | None] = mapped_column(BigInteger, index=True)
    correcting: Mapped[bool] = mapped_column(default=False)

    __table_args__ = (
        Index("ix_case_handler_status", "handler_org_id", "status", "due_on"),
        Index("ix_case_counted", *_COUNTED),
    )


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
    """What the complainant says happened.

    `taken_by` is the organisation that took it out of the statement of a filing which it split, `verbatim` whether
    every line of it stands there; a statement as it was filed was taken by nobody.
    """

    __tablename__ = "statement"
    kind = "statement"
    title: Mapped[str] = mapped_column(String(200))
    body: Mapped[str] = mapped_column(Text)
    taken_by: Mapped[int | None] = mapped_column(BigInteger)
    verbatim: Mapped[bool] = mapped_column(default=True)


class Particulars(Part):
    """The facts of the matter in codes, so that matters can be counted and compared; see model/harm.py.

    `people` is how many are affected; `condition` is how the system stands now; `ongoing`, `reversible` and
    `logs_kept` are yes, no or nothing said.
    """

    __tablename__ = "particulars"
    kind = "particulars"
    severity: Mapped[str] = mapped_column(String(24), default="unknown")
    harms: Mapped[list[Any]]
    affected: Mapped[list[Any]]
    vulnerable: Mapped[list[Any]]
    links: Mapped[list[Any]]
    measures: Mapped[list[Any]]
    autonomy: Mapped[str] = mapped_column(String(16), default="")
    system_name: Mapped[str] = mapped_column(String(160), default="")
    system_version: Mapped[str] = mapped_column(String(60), default="")
    first_seen: Mapped[date | None]
    people: Mapped[int | None]
    done: Mapped[str] = mapped_column(Text, default="")
    serious: Mapped[str] = mapped_column(String(24), default="")
    aware_on: Mapped[date | None]
    ongoing: Mapped[str] = mapped_column(String(4), default="")
    reversible: Mapped[str] = mapped_column(String(4), default="")
    condition: Mapped[str] = mapped_column(String(16), default="")
    logs_kept: Mapped[str] = mapped_column(String(4), default="")
    cause: Mapped[str] = mapped_column(Text, default="")
    others_told: Mapped[str] = mapped_column(String(200), default="")


class Complainant(Part):
    """Who complained, sealed (portal/cases/commands/identity.py). An anonymous case has none.

    `standing` says for whom they speak: self, other (one person) or group (then `headcount` says how many people).
    """

    __tablename__ = "complainant"
    kind = "complainant"
    sealed: Mapped[bytes]
    standing: Mapped[str] = mapped_column(String(8), default="self")
    headcount: Mapped[int | None]


class Supporter(Part):
    """Somebody to whom the same happened: what they add, and their own receipt when they have no account."""

    __tablename__ = "supporter"
    kind = "supporter"
    body: Mapped[str] = mapped_column(Text)
    receipt: Mapped[str | None] = mapped_column(String(64), unique=True)


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
    """The redacted account of a closed case that everybody may read, unless it was taken down.

    `hidden_by_id` is the account of who took it down; `appeal` and `answer` are what was said about that.
    """

    __tablename__ = "summary"
    kind = "summary"
    title: Mapped[str] = mapped_column(String(200))
    body: Mapped[str] = mapped_column(Text)
    hidden_by_id: Mapped[int | None] = mapped_column(BigInteger)
    appeal: Mapped[str] = mapped_column(Text, default="")
    answer: Mapped[str] = mapped_column(Text, default="")
