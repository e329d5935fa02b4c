"""A case, its parts, and its life."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import BigInteger, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, declared_attr, mapped_column, relationship

from portal.access import Move, Verb, begins, leads
from portal.cases.verbs import CaseVerb
from portal.i18n import N_
from portal.store import Governed

OPEN = "received accepted handling answered"
MOVES: dict[Verb, Move] = {
    CaseVerb.FILE: begins("received"),
    CaseVerb.BRING_IN: begins("received"),
    CaseVerb.ACCEPT: leads("received", "accepted"),
    CaseVerb.REFUSE: leads("received", "refused"),
    CaseVerb.DISPATCH: leads("accepted handling", "handling"),
    CaseVerb.PROGRESS: leads("handling"),
    CaseVerb.MESSAGE: leads(OPEN),
    CaseVerb.NOTE: leads(OPEN + " closed"),
    CaseVerb.ANSWER: leads("handling", "answered"),
    CaseVerb.CLOSE: leads("answered", "closed"),
    CaseVerb.PUBLISH: leads("closed"),
    CaseVerb.WITHDRAW: leads(OPEN, "withdrawn"),
}

STATUSES = {
    "received": N_("Received"),
    "accepted": N_("Accepted"),
    "refused": N_("Not accepted"),
    "handling": N_("Being handled"),
    "answered": N_("Answered"),
    "closed": N_("Closed"),
    "withdrawn": N_("Withdrawn"),
}
TONES = {
    "received": "yellow",
    "accepted": "blue",
    "refused": "red",
    "handling": "blue",
    "answered": "purple",
    "closed": "green",
    "withdrawn": "grey",
}
# The kinds of harm a person can complain of, condensed from the MIT AI Risk Repository's domains and
# the categories of Chinese consumer hotlines.
CATEGORIES = {
    "discrimination": N_("Discrimination by an algorithm"),
    "pricing": N_("Unfair pricing by data"),
    "privacy": N_("Privacy and personal data"),
    "minors": N_("Protection of minors"),
    "deepfake": N_("Deepfakes and impersonation"),
    "labour": N_("Work and platform labour"),
    "safety": N_("Safety of products and services"),
    "misinformation": N_("False or misleading content"),
    "service": N_("Automated customer service"),
    "copyright": N_("Copyright and likeness"),
    "other": N_("Something else"),
}
# Grounds on which a complaint may be turned away: the Beijing regulation on complaint handling, art. 11,
# and the SAMR measures on complaints, art. 15, name these cases.
GROUNDS = {
    "out_of_scope": N_("It is outside the remit of the city's departments"),
    "duplicate": N_("The same matter is already being handled"),
    "in_court": N_("A court, arbitration or review is dealing with it"),
    "insufficient": N_("There is too little to go on"),
    "not_genuine": N_("It is not a genuine complaint"),
    "other_channel": N_("Another channel is responsible for it"),
}
OUTCOMES = {
    "resolved": N_("Resolved"),
    "partly_resolved": N_("Partly resolved"),
    "not_upheld": N_("Not upheld"),
    "not_resolved": N_("Not resolved"),
    "referred": N_("Referred elsewhere"),
}
NATURES = {"message": N_("Message"), "progress": N_("Progress"), "answer": N_("Official answer")}


class Case(Governed):
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
    due_on: Mapped[date | None]

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
