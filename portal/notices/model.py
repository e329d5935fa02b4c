"""A supervision notice, what its recipients answer, and its life."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import BigInteger, ForeignKey, String, Text, UniqueConstraint, and_
from sqlalchemy.orm import Mapped, declared_attr, foreign, mapped_column, relationship

from portal.access import GroupShare, Move, Share, Verb, begins, leads
from portal.i18n import N_
from portal.notices.verbs import NoticeVerb
from portal.store import Attached, Governed, now

MOVES: dict[Verb, Move] = {
    NoticeVerb.DRAFT: begins("draft"),
    NoticeVerb.BRING_IN: begins("issued"),
    NoticeVerb.EDIT: leads("draft"),
    NoticeVerb.ISSUE: leads("draft", "issued"),
    NoticeVerb.ACKNOWLEDGE: leads("issued"),
    NoticeVerb.FEEDBACK: leads("issued"),
    NoticeVerb.WITHDRAW: leads("issued", "withdrawn"),
}

STATUSES = {"draft": N_("Draft"), "issued": N_("Issued"), "withdrawn": N_("Withdrawn")}
TONES = {"draft": "yellow", "issued": "blue", "withdrawn": "grey"}
# What departments send each other: the notice types of CAP 1.2, Safety Gate and RASFF, reduced to those
# that Chinese supervision has a word for.
NATURES = {
    "alert": N_("Risk alert"),
    "supervision": N_("Supervision notice"),
    "information": N_("For information"),
    "request": N_("Request for assistance"),
    "joint": N_("Joint action"),
}
# The degrees of urgency of official documents: Regulations on the Handling of Official Documents by Party
# and Government Organs (2012), article 9.
URGENCIES = {"routine": N_("Routine"), "priority": N_("Priority"), "urgent": N_("Urgent")}
URGENCY_TONES = {"routine": "grey", "priority": "yellow", "urgent": "red"}
LEVELS = {
    "org": N_("Own organisation only"),
    "named": N_("Departments chosen by name"),
    "group": N_("A sharing group"),
    "gov": N_("All supervising departments"),
    "public": N_("Everybody"),
}
ACK_DAYS = (0, 1, 2, 3, 5, 10, 15)
# What a recipient can report back: the reactions of the EU's rapid alert guidelines (2019/417, 3.4.6.1),
# the right to disagree included, with the words of Chinese practice.
OUTCOMES = {
    "measures_taken": N_("Measures have been taken"),
    "not_found": N_("Nothing of the kind was found"),
    "further_check": N_("Further checks are needed"),
    "disagree_risk": N_("We assess the risk differently"),
    "penalised": N_("A penalty has been imposed"),
    "transferred_on": N_("The matter has been passed on"),
    "not_competent": N_("It is outside our remit"),
    "no_action": N_("No action is needed"),
}


class Subject(Attached):
    """An enterprise that a notice is about."""

    __tablename__ = "notice_subject"
    org_id: Mapped[int] = mapped_column(BigInteger, primary_key=True, index=True)


class Notice(Governed):
    """What one organisation tells others.

    `level` says who reads it once it is issued; the shares name whom the levels `named` and `group` mean.
    `ack_days` working days after issue, recipients should have acknowledged it (0: it is not asked for);
    `ack_due_on` is that day. `dated_at` orders lists: the last edit of a draft, then its issue. `reason`
    says why it was withdrawn. `source` is the key of an imported notice, so that a second import brings
    nothing twice.
    """

    __tablename__ = "notice"
    kind = "notice"

    nature: Mapped[str] = mapped_column(String(16), index=True)
    urgency: Mapped[str] = mapped_column(String(16), default="routine")
    title: Mapped[str] = mapped_column(String(200))
    body: Mapped[str] = mapped_column(Text)
    level: Mapped[str] = mapped_column(String(8), default="org")
    case_ref: Mapped[str] = mapped_column(String(20), default="")
    ack_days: Mapped[int] = mapped_column(default=0)
    ack_due_on: Mapped[date | None]
    dated_at: Mapped[datetime] = mapped_column(default=now, index=True)
    issued_at: Mapped[datetime | None]
    withdrawn_at: Mapped[datetime | None]
    reason: Mapped[str] = mapped_column(Text, default="")
    source: Mapped[str | None] = mapped_column(String(80), unique=True)

    shares: Mapped[list[Share]] = relationship(
        primaryjoin=lambda: and_(Notice.id == foreign(Share.subject_id), Share.kind == Notice.kind),
        cascade="all, delete-orphan",
        order_by=Share.org_id,
    )
    group_shares: Mapped[list[GroupShare]] = relationship(
        primaryjoin=lambda: and_(Notice.id == foreign(GroupShare.subject_id), GroupShare.kind == Notice.kind),
        cascade="all, delete-orphan",
    )
    subjects: Mapped[list[Subject]] = relationship(
        primaryjoin=lambda: and_(Notice.id == foreign(Subject.subject_id), Subject.kind == Notice.kind),
        cascade="all, delete-orphan",
        order_by=Subject.org_id,
    )


class Part(Governed):
    """What a recipient answers: read by the issuing organisation and the one that wrote it, nobody else."""

    __abstract__ = True

    notice_id: Mapped[int] = mapped_column(ForeignKey("notice.id"), index=True)

    @declared_attr
    @classmethod
    def notice(cls) -> Mapped[Notice]:
        """The notice it answers: set when the part is made, read through the gate only."""
        return relationship(Notice, lazy="raise")


class Acknowledgement(Part):
    """An organisation has taken note; `contact` is the person or office that follows it up there."""

    __tablename__ = "acknowledgement"
    kind = "acknowledgement"
    contact: Mapped[str] = mapped_column(String(120), default="")

    __table_args__ = (UniqueConstraint("notice_id", "author_org_id"),)


class Feedback(Part):
    """What an organisation did about the notice; it may report as often as there is something to report."""

    __tablename__ = "feedback"
    kind = "feedback"
    outcome: Mapped[str] = mapped_column(String(24))
    body: Mapped[str] = mapped_column(Text)


PARTS: tuple[type[Part], ...] = (Acknowledgement, Feedback)
