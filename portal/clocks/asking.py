"""What can be asked of a record's clocks. Nothing here changes anything."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any, TypeVar

from portal.clocks import limits
from portal.clocks.calendar import Calendar
from portal.clocks.limits import Limit
from portal.clocks.model import DUTY, LIVE, RUNNING, WINDOW, Clock
from portal.store import now

T = TypeVar("T", bound=Any)  # a governed row that is Timed


def live(row: T) -> Iterator[Clock]:
    """Yield the clocks that have not ended, in the order in which they started."""
    return (clock for clock in list(row.clocks) if clock.status in LIVE)


def duties(row: T, *codes: str) -> Iterator[Clock]:
    """Yield the live clocks by which somebody has to do something (of these rules only, if any are named)."""
    return (clock for clock in live(row) if clock.nature == DUTY and (not codes or clock.regime in codes))


def passed_on(row: T, *codes: str) -> list[Clock]:
    """Return the live clocks under these rules that what is split off the record has as well: all of its own."""
    return [c for c in live(row) if c.regime in codes and c.origin in (None, row.id)]


def nearest_due(row: T) -> date | None:
    """Return the nearest day on which a running duty falls due; None when none runs."""
    return min((clock.due_on for clock in duties(row) if clock.status == RUNNING), default=None)


def is_open(row: T, code: str) -> bool:
    """Return whether something may still be asked for under a rule: its window has begun and not ended."""
    return any(c.regime == code and c.nature == WINDOW and now() < c.due_at for c in live(row))


def is_overdue(clock: Clock, moment: datetime) -> bool:
    """Return whether a duty is late at this moment, recorded or not yet."""
    running = clock.status == RUNNING and clock.nature == DUTY
    return clock.fell_due_at is not None or (running and moment >= clock.due_at)


def is_outdated(clock: Clock, calendar: Calendar) -> bool:
    """Return whether a year by which the clock was worked out has been published anew."""
    years = [int(mark.partition("/")[0]) for mark in clock.calendar.split()]
    return clock.calendar != calendar.marks(years)


def elapsed(clock: Clock, calendar: Calendar, at: datetime) -> int:
    """Return how many whole units had gone by at a moment: worked out from the intervals, never stored."""
    end = min(at, clock.ended_at) if clock.ended_at else at
    return limits.elapsed(
        limit_of(clock), clock.started_at, limits.as_pauses(clock.pauses, end), calendar, end
    )


def limit_of(clock: Clock) -> Limit:
    """Return how long the clock may run, its extensions included."""
    return Limit(clock.amount + sum(item["amount"] for item in clock.extensions), clock.unit, clock.rolls)
