"""Clocks, the rules they run by, and the calendar they count in.

A clock hangs on a record and changes only together with it, in company of a ledger event. Regimes and years
are rows of their own, which operators write anew instead of over: every edition stays.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import BigInteger, Index, String, and_
from sqlalchemy.orm import Mapped, declared_attr, foreign, mapped_column, relationship

from portal.i18n import N_
from portal.store import Attached, Governed

RUNNING, PAUSED = "running", "paused"
LIVE = (RUNNING, PAUSED)
MET, LATE, NOT_APPLICABLE, REPLACED, LAPSED = "met", "late", "not_applicable", "replaced", "lapsed"
CLOCK_STATUSES = {
    RUNNING: N_("Running"),
    PAUSED: N_("Paused"),
    MET: N_("Met"),
    LATE: N_("Met late"),
    NOT_APPLICABLE: N_("Does not apply"),
    REPLACED: N_("Replaced by another"),
    LAPSED: N_("Ended"),
}
DUTY, WINDOW = "duty", "window"
NATURES = {DUTY: N_("Something must be done by then"), WINDOW: N_("Something may be asked for until then")}
UNITS = {
    "working_days": N_("Working days"),
    "calendar_days": N_("Calendar days"),
    "hours": N_("Hours"),
}
NEVER = "never"
"""The trigger of a clock that is kept only to say that its rule does not apply."""
MOMENTS = ("remind", "fall_due", "escalate_late")
"""What time does to a running duty, in this order, each once for a due date; `Clock.stage` counts them."""
PAUSES = {
    "needs_info": N_("Waiting for what the complainant was asked to add"),
    "appraisal": N_("Testing or appraisal, which is not counted"),
    "hearing": N_("A hearing, which is not counted"),
}
REASONS = {
    "other_law": N_("Another rule applies instead"),
    "not_competent": N_("The rule does not cover this matter"),
    "no_harm": N_("What happened is below the threshold of the rule"),
    "switched": N_("Another time limit took its place"),
    "merged": N_("It runs on in the case this one was merged into"),
    "separated": N_("It runs on in the case it came from, which was separated again"),
    "refused": N_("The case was not accepted"),
    "withdrawn": N_("The complaint was withdrawn"),
    "closed": N_("The case was closed"),
    "dispatched": N_("The case went to another department"),
    "answered": N_("The answer has been given"),
    "supplied": N_("The case goes on"),
    "appealed": N_("An appeal was filed"),
    "sent_back": N_("The department returned the case"),
}


class Regime(Governed):
    """A rule that says how long something may take: one edition of it, in force from a date until another.

    `code` names the rule, `edition` counts its wordings from 1. `basis` cites where the figures come from.
    `remind` units before it ends the responsible are reminded (0: not at all), `escalate` units after it the intake
    centre is told (0: not at all). `extension` is the most by which it may be extended, in the same unit.
    `rolls`: a last day that is a holiday moves to the next working day (Civil Code, art. 203).
    """

    __tablename__ = "regime"
    kind = "regime"

    code: Mapped[str] = mapped_column(String(24), index=True)
    edition: Mapped[int]
    name_zh: Mapped[str] = mapped_column(String(80))
    name_en: Mapped[str] = mapped_column(String(120))
    basis_zh: Mapped[str] = mapped_column(String(300))
    basis_en: Mapped[str] = mapped_column(String(300))
    nature: Mapped[str] = mapped_column(String(8), default=DUTY)
    amount: Mapped[int]
    unit: Mapped[str] = mapped_column(String(16))
    rolls: Mapped[bool] = mapped_column(default=True)
    extension: Mapped[int] = mapped_column(default=0)
    remind: Mapped[int] = mapped_column(default=0)
    escalate: Mapped[int] = mapped_column(default=0)
    valid_from: Mapped[date]
    valid_until: Mapped[date | None]


class CalendarYear(Governed):
    """The days off and the worked weekend days of one year, as an operator published them.

    `off` and `worked` are days in ISO format; `source` is the notice they are from. A year that has no row is
    taken from the `holidays` package.
    """

    __tablename__ = "calendar"
    kind = "calendar"

    year: Mapped[int]
    edition: Mapped[int]
    off: Mapped[list[Any]]
    worked: Mapped[list[Any]]
    source: Mapped[str] = mapped_column(String(200))


class Clock(Attached):
    """One time limit of one record. A record has as many as rules apply to it, and keeps those that ended.

    It holds its own figures, as the rule had them when it started. `pauses` are intervals
    `{from, until, why}` and `extensions` are `{amount, at, why}`; how much has gone by is always worked out
    from them. `org_id` is whose duty it is, when that is not whoever handles the record. `origin` is the record
    it came from in a merge. `due_on` is the last day, `due_at` the instant after which it is late, `provisional`
    says that a calendar still to come can move it, `calendar` names the editions it was worked out with.
    `fell_due_at` is when lateness was recorded, and stays for good. `next_at` is when time does something next.
    """

    __tablename__ = "clock"

    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    regime: Mapped[str] = mapped_column(String(24))
    edition: Mapped[int]
    trigger: Mapped[str] = mapped_column(String(24))
    nature: Mapped[str] = mapped_column(String(8))
    org_id: Mapped[int | None] = mapped_column(BigInteger)
    origin: Mapped[int | None] = mapped_column(BigInteger)
    amount: Mapped[int]
    unit: Mapped[str] = mapped_column(String(16))
    rolls: Mapped[bool]
    remind: Mapped[int]
    escalate: Mapped[int]
    started_at: Mapped[datetime]
    pauses: Mapped[list[Any]]
    extensions: Mapped[list[Any]]
    due_on: Mapped[date]
    due_at: Mapped[datetime]
    provisional: Mapped[bool]
    calendar: Mapped[str] = mapped_column(String(80))
    status: Mapped[str] = mapped_column(String(16))
    reason: Mapped[str] = mapped_column(String(24), default="")
    ended_at: Mapped[datetime | None]
    fell_due_at: Mapped[datetime | None]
    stage: Mapped[int] = mapped_column(default=0)
    next_at: Mapped[datetime | None] = mapped_column(index=True)

    __table_args__ = (Index("ix_clock_status_due", "status", "due_on"),)


class Timed:
    """What a governed row has that clocks run on. `due_on` is the nearest day on which one of them falls due."""

    due_on: Mapped[date | None]

    @declared_attr
    @classmethod
    def clocks(cls) -> Mapped[list[Clock]]:
        """Its clocks, in the order in which they started: one statement, when first asked for."""
        owner: Any = cls
        return relationship(
            Clock,
            primaryjoin=lambda: and_(foreign(Clock.subject_id) == owner.id, Clock.kind == owner.kind),
            cascade="all, delete-orphan",
            order_by=Clock.number,
        )
