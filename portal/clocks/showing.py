"""A record's clocks in the reader's words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import and_, bindparam, select
from sqlalchemy.orm import Session

from portal.access import trusted
from portal.clocks.asking import elapsed, is_overdue, limit_of
from portal.clocks.book import calendar_from
from portal.clocks.calendar import Calendar
from portal.clocks.limits import HOURS, WORKING_DAYS
from portal.clocks.model import (
    CLOCK_STATUSES,
    DUTY,
    LIVE,
    NEVER,
    NOT_APPLICABLE,
    PAUSED,
    PAUSES,
    REASONS,
    WINDOW,
    CalendarYear,
    Clock,
    Regime,
)
from portal.i18n import _, current, day, local, moment, ngettext, pick
from portal.store import now

_TONES = {"met": "green", "late": "red", "paused": "yellow"}


@dataclass(frozen=True, slots=True)
class Deadline:
    """One clock of a record as its page shows it; everything is in the reader's language.

    `why` says why a clock runs here that is not the record's own: it came with another one that was merged into it.
    """

    code: str
    ref: str
    name: str
    status: str
    tone: str
    due: str
    left: str
    length: str
    notes: tuple[str, ...]
    basis: str
    provisional: bool
    calendar: str
    live: bool
    overdue: bool
    why: str = ""


_SHOWN = trusted(
    select(Clock, Regime, CalendarYear)
    .join(Regime, and_(Regime.code == Clock.regime, Regime.edition == Clock.edition))
    .outerjoin(CalendarYear, CalendarYear.status == "in_force")
    .where(Clock.kind == bindparam("of"), Clock.subject_id == bindparam("row"))
    .order_by(Clock.number),
    "clocks",
)


def shown(session: Session, row: Any) -> list[Deadline]:
    """Return the clocks of a record, those that run first: one statement."""
    found = session.execute(_SHOWN, {"of": row.kind, "row": row.id}).all()
    calendar = calendar_from({line[2].id: line[2] for line in found if line[2] is not None}.values())
    clocks = {line[0].number: (line[0], line[1]) for line in found}
    ordered = sorted(clocks.values(), key=lambda pair: (not _runs(pair[0]), pair[0].nature))
    return [_deadline(clock, regime, calendar) for clock, regime in ordered]


def _runs(clock: Clock) -> bool:
    """Return whether something is still to be done, or may still be asked for."""
    return clock.status in LIVE and (clock.nature == DUTY or now() < clock.due_at)


def _deadline(clock: Clock, regime: Regime, calendar: Calendar) -> Deadline:
    status, tone = _status(clock)
    return Deadline(
        code=clock.regime,
        ref=regime.ref,
        name=pick(current(), regime.name_zh, regime.name_en),
        status=status,
        tone=tone,
        due=_due(clock),
        left=_left(clock, calendar) if _runs(clock) else "",
        length=length(limit_of(clock).amount, clock.unit),
        notes=tuple(_notes(clock, calendar)),
        basis=pick(current(), regime.basis_zh, regime.basis_en),
        provisional=clock.provisional and clock.status in LIVE,
        calendar=_calendar(clock),
        live=_runs(clock),
        overdue=_is_late(clock),
        why=_came(clock),
    )


def _came(clock: Clock) -> str:
    if clock.status not in LIVE or clock.origin in (None, clock.subject_id):
        return ""
    return _(
        "This time limit came with another case of the same matter, which is handled together with this one."
    )


def _is_late(clock: Clock) -> bool:
    return clock.status in LIVE and is_overdue(clock, now())


def _due(clock: Clock) -> str:
    if clock.status == NOT_APPLICABLE:
        return ""
    return moment(clock.due_at) if clock.unit == HOURS else day(clock.due_on)


def _status(clock: Clock) -> tuple[str, str]:
    if clock.nature == WINDOW and clock.status in LIVE:
        return (_("Still open"), "blue") if _runs(clock) else (_("Over"), "grey")
    if _is_late(clock):
        return _("Overdue"), "red"
    tone = _TONES.get(clock.status, "blue" if clock.status in LIVE else "grey")
    return _(CLOCK_STATUSES[clock.status]), tone


def _left(clock: Clock, calendar: Calendar) -> str:
    """Return what is left in the clock's own unit; while it is paused, what will be left when it goes on."""
    if clock.status == PAUSED:
        rest = limit_of(clock).amount - elapsed(clock, calendar, now())
        return _("%(left)s left when it goes on", left=length(max(rest, 0), clock.unit))
    if clock.unit == HOURS:
        return _hours_left(clock.due_at)
    return _days_left(local(now()).date(), clock.due_on, calendar, clock.unit)


def _hours_left(due: datetime) -> str:
    hours = int((due - now()).total_seconds() // 3600)
    if hours < 0:
        return ngettext("%(n)s hour overdue", "%(n)s hours overdue", -hours)
    return ngettext("%(n)s hour left", "%(n)s hours left", hours)


def _days_left(today: date, due: date, calendar: Calendar, unit: str) -> str:
    days = calendar.between(today, due) if unit == WORKING_DAYS else (due - today).days
    if today == due:
        return _("due today")
    if unit == WORKING_DAYS and due > today:
        return ngettext("%(n)s working day left", "%(n)s working days left", days)
    if due > today:
        return ngettext("%(n)s day left", "%(n)s days left", days)
    if unit == WORKING_DAYS:
        return ngettext("%(n)s working day overdue", "%(n)s working days overdue", -days)
    return ngettext("%(n)s day overdue", "%(n)s days overdue", -days)


def length(amount: int, unit: str) -> str:
    """Return a length of time in words: 7 working days."""
    if unit == HOURS:
        return ngettext("%(n)s hour", "%(n)s hours", amount)
    if unit == WORKING_DAYS:
        return ngettext("%(n)s working day", "%(n)s working days", amount)
    return ngettext("%(n)s calendar day", "%(n)s calendar days", amount)


def _notes(clock: Clock, calendar: Calendar) -> list[str]:
    """Return what has happened to a clock: since when it runs, pauses and extensions with why, how it ended."""
    if clock.trigger == NEVER:
        return [_(REASONS[clock.reason])] if clock.reason in REASONS else []
    notes = [_("Runs since %(when)s", when=moment(clock.started_at))]
    notes += [_pause(item) for item in clock.pauses]
    notes += [
        _("Extended by %(length)s", length=length(item["amount"], clock.unit)) for item in clock.extensions
    ]
    if clock.fell_due_at:
        notes.append(_("The deadline passed without it being done"))
    if clock.ended_at:
        notes.append(_("Ended on %(when)s", when=moment(clock.ended_at)))
        used = length(elapsed(clock, calendar, clock.ended_at), clock.unit)
        notes.append(_("%(used)s had been used", used=used))
    if clock.reason in REASONS:
        notes.append(_(REASONS[clock.reason]))
    return notes


def _pause(item: dict[str, Any]) -> str:
    code = str(item["why"])
    why = _(PAUSES.get(code, code))
    begun = moment(datetime.fromisoformat(item["from"]))
    if item["until"] is None:
        return _("Paused since %(begun)s: %(why)s", begun=begun, why=why)
    ended = moment(datetime.fromisoformat(item["until"]))
    return _("Paused from %(begun)s to %(ended)s: %(why)s", begun=begun, ended=ended, why=why)


def _calendar(clock: Clock) -> str:
    """Say which calendar the date was worked out with."""
    if not clock.calendar or clock.trigger == NEVER:
        return ""
    years = [mark.partition("/") for mark in clock.calendar.split()]
    said = [_("%(year)s, edition %(edition)s", year=year, edition=edition) for year, _slash, edition in years]
    return _("Working days of %(years)s", years="; ".join(said))
