"""The inner life of a clock: how one is made, when it falls due, what time does to it next, how it ends."""

from __future__ import annotations

from datetime import datetime
from typing import Any, TypeVar

from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import flag_modified

from portal.clocks import limits
from portal.clocks.asking import is_overdue, limit_of, nearest_due
from portal.clocks.book import book
from portal.clocks.calendar import Calendar
from portal.clocks.limits import Due
from portal.clocks.model import DUTY, MOMENTS, PAUSED, RUNNING, Clock, Regime
from portal.store import now

T = TypeVar("T", bound=Any)  # a governed row that is Timed


def new_clock(row: T, regime: Regime, trigger: str, began: datetime) -> Clock:
    """Hang a clock on the row, with the figures of its rule; it has yet to be reckoned."""
    clock = Clock(
        kind=row.kind,
        subject_id=row.id,  # None on a row that is still to be written
        number=_next_number(row),
        regime=regime.code,
        edition=regime.edition,
        trigger=trigger,
        nature=regime.nature,
        amount=regime.amount,
        unit=regime.unit,
        rolls=regime.rolls,
        remind=regime.remind,
        escalate=regime.escalate,
        started_at=began,
        pauses=[],
        extensions=[],
        status=RUNNING,
        stage=0,
    )
    row.clocks.append(clock)
    return clock


def _next_number(row: T) -> int:
    return max((clock.number for clock in row.clocks), default=0) + 1


_OWN = ("kind", "subject_id", "number")


def copy_clock(row: T, clock: Clock) -> Clock:
    """Hang the same clock on another row: when it began, its pauses, its extensions, its lateness."""
    values = {c.key: getattr(clock, c.key) for c in Clock.__table__.columns if c.key not in _OWN}
    taken = Clock(kind=row.kind, subject_id=row.id, number=_next_number(row), **values)
    row.clocks.append(taken)
    return taken


def take_over(taken: Clock, clock: Clock) -> None:
    """Keep what the record has been through; an extension was allowed under the other rule and is not kept."""
    taken.pauses, taken.status = list(clock.pauses), clock.status
    taken.org_id, taken.origin = clock.org_id, clock.origin


def close_pause(clock: Clock, moment: datetime) -> None:
    """End the pause that is open."""
    clock.pauses = [item if item["until"] else {**item, "until": moment.isoformat()} for item in clock.pauses]


def finish(session: Session, clock: Clock, status: str, reason: str = "") -> None:
    """End a clock for good; one that was late is marked so, whatever it ends with."""
    if clock.status == PAUSED:
        close_pause(clock, now())
        reckon(clock, book(session).calendar)
    if is_overdue(clock, now()) and not clock.fell_due_at:  # nobody has recorded it yet, and it was late
        clock.fell_due_at = now()
    clock.status, clock.reason, clock.ended_at, clock.next_at = status, reason, now(), None


def reckon(clock: Clock, calendar: Calendar) -> None:
    """Work out when the clock falls due; an open pause is taken to end now."""
    due = limits.due(limit_of(clock), clock.started_at, limits.as_pauses(clock.pauses, now()), calendar)
    clock.due_on, clock.due_at = due.on, due.at
    clock.provisional, clock.calendar = due.provisional, due.calendar
    plan(clock, calendar)


def plan(clock: Clock, calendar: Calendar) -> None:
    """Write down when time next does something to the clock; nothing when it stands still or is a window."""
    clock.next_at = None
    while clock.status == RUNNING and clock.nature == DUTY and clock.stage < len(MOMENTS):
        clock.next_at = _moment(clock, calendar)
        if clock.next_at is not None:
            return
        clock.stage += 1


def _moment(clock: Clock, calendar: Calendar) -> datetime | None:
    """Return when the next of MOMENTS comes; None for one that the rule does not ask for, or too late to be of use."""
    limit, due = limit_of(clock), Due(clock.due_on, clock.due_at)
    if clock.stage == 0:
        at = limits.before(limit, due, clock.remind, calendar)
        return at if clock.remind and at > clock.started_at and at > now() else None
    if clock.stage == 1:
        return clock.due_at
    return limits.after(limit, due, clock.escalate, calendar) if clock.escalate else None


def follow(row: T) -> None:
    """Keep the row's nearest due date; flagged, so that a change of clocks alone shows in its version too."""
    row.due_on = nearest_due(row)
    flag_modified(row, "due_on")
