"""The tables of codes of conduct, and their life."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, foreign, mapped_column, relationship

from portal.access import Move, Verb, begins, leads
from portal.codes.model.texts import ClauseText
from portal.codes.verbs import CodeVerb
from portal.i18n import N_
from portal.store import Attached, Governed

MOVES: dict[Verb, Move] = {
    CodeVerb.DRAFT: begins("draft"),
    CodeVerb.EDIT: leads("draft published"),
    CodeVerb.PUBLISH: leads("draft published", "published"),
    CodeVerb.REVISE: leads("published"),
    CodeVerb.WITHDRAW: leads("published", "withdrawn"),
}
STATUSES = {
    "draft": N_("Draft"),
    "published": N_("Published"),
    "withdrawn": N_("Withdrawn"),
}
TONES = {"draft": "yellow", "published": "green", "withdrawn": "grey"}
EDITION_STATUSES = {
    "draft": N_("Draft"),
    "published": N_("Published"),
    "superseded": N_("Superseded"),
}
EDITION_TONES = {"draft": "yellow", "published": "green", "superseded": "grey"}


class Code(Governed):
    """A code of conduct of one organisation: its current title and its latest published edition.

    Before the first publication `title` is the draft's and `number` is 0. A withdrawn code says why in
    `reason`; its editions stay readable for ever.
    """

    __tablename__ = "code"
    kind = "code"

    title: Mapped[str] = mapped_column(String(200))
    number: Mapped[int] = mapped_column(default=0)
    published_at: Mapped[datetime | None] = mapped_column(index=True)
    withdrawn_at: Mapped[datetime | None]
    reason: Mapped[str] = mapped_column(Text, default="")


class Edition(Governed):
    """One edition of a code, numbered from 1. Published, it never changes: a revision is a new edition."""

    __tablename__ = "edition"
    kind = "edition"

    code_id: Mapped[int] = mapped_column(ForeignKey("code.id"), index=True)
    number: Mapped[int]
    title: Mapped[str] = mapped_column(String(200))
    preamble: Mapped[str] = mapped_column(Text, default="")
    note: Mapped[str] = mapped_column(Text, default="")
    published_at: Mapped[datetime | None]
    code: Mapped[Code] = relationship(Code, lazy="raise")


_is_draft = Edition.status == "draft"
Index(
    "uq_edition_one_draft", Edition.code_id, unique=True, sqlite_where=_is_draft, postgresql_where=_is_draft
)


class Clause(Attached):
    """A clause of an edition, at its position: read with its edition, and changed only with it."""

    __tablename__ = "clause"
    position: Mapped[int] = mapped_column(
        primary_key=True, autoincrement=False, sort_order=1
    )  # last in the key
    key: Mapped[str] = mapped_column(String(40))
    number: Mapped[str] = mapped_column(String(20))
    heading: Mapped[str] = mapped_column(String(200))
    body: Mapped[str] = mapped_column(Text)
    responsible: Mapped[str] = mapped_column(String(200), default="")
    measure: Mapped[str] = mapped_column(Text, default="")
    edition: Mapped[Edition] = relationship(
        Edition, lazy="raise", primaryjoin=lambda: foreign(Clause.subject_id) == Edition.id
    )

    def text(self) -> ClauseText:
        """Return what the clause says."""
        return ClauseText(self.number, self.heading, self.body, self.responsible, self.measure, self.key)
