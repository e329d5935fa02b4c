"""When a limit ends, and how much of it has gone: worked out from a start, pauses and a calendar, never stored.

A limit in days counts whole days of the city. The day something happens is not counted (Civil Code, art. 201):
not the day the clock starts, and not the day a pause ends. So what a pause takes out is every day after the one
on which it begins, up to and including the one on which it ends. It falls due when its last day is over. A
limit in hours counts every hour but the paused ones.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, Final

from portal.clocks.calendar import Calendar
from portal.i18n import local

HOURS, DAYS, WORKING_DAYS = "hours", "calendar_days", "working_days"
OFFICE_OPENS: Final = time(9)
"""When people are told on a day: reminders and escalations come at this hour of the city."""
_DAY: Final = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Limit:
    """How long something may take. `rolls`: a last day that is a holiday moves to the next working day."""

    amount: int
    unit: str
    rolls: bool = True


@dataclass(frozen=True, slots=True)
class Pause:
    """An interval that is not counted; `until` is the moment it ended."""

    since: datetime
    until: datetime


@dataclass(frozen=True, slots=True)
class Due:
    """The last day, the instant after which it is late, and whether a later calendar can move it.

    `calendar` names the editions of the years it was worked out with.
    """

    on: date
    at: datetime
    provisional: bool = False
    calendar: str = ""


def due(limit: Limit, started_at: datetime, pauses: Sequence[Pause], calendar: Calendar) -> Due:
    """Return when a limit ends that began at `started_at`."""
    if limit.unit == HOURS:
        end = _hours_later(started_at, timedelta(hours=limit.amount), pauses)
        return Due(local(end).date(), end)
    start = local(started_at).date()
    days = _counted(limit.unit, start, pauses, calendar)
    last = start
    for _ in range(limit.amount):
        last = next(days)
    if limit.unit == DAYS and limit.rolls:
        last = calendar.first_from(last)
    years = range(start.year, last.year + 1) if limit.unit == WORKING_DAYS or limit.rolls else range(0)
    provisional = not all(calendar.is_published(year) for year in years)
    return Due(last, instant(last + _DAY), provisional, calendar.marks(years))


def elapsed(
    limit: Limit, started_at: datetime, pauses: Sequence[Pause], calendar: Calendar, at: datetime
) -> int:
    """Return how many whole units of the limit have gone by at `at`, paused time left out."""
    if limit.unit == HOURS:
        paused = sum((_overlap(pause, started_at, at) for pause in _merged(pauses)), timedelta())
        return max(0, int((at - started_at - paused) / timedelta(hours=1)))
    start, today, count = local(started_at).date(), local(at).date(), 0
    for day in _counted(limit.unit, start, pauses, calendar):
        if day > today:
            break
        count += 1
    return count


def before(limit: Limit, when: Due, amount: int, calendar: Calendar) -> datetime:
    """Return the moment `amount` units before the limit ends; on a day, the hour at which offices open."""
    if limit.unit == HOURS:
        return when.at - timedelta(hours=amount)
    far = calendar.before(when.on, amount) if limit.unit == WORKING_DAYS else when.on - timedelta(days=amount)
    return instant(far, OFFICE_OPENS)


def after(limit: Limit, when: Due, amount: int, calendar: Calendar) -> datetime:
    """Return the moment `amount` units after the limit has ended; of days, always a working day's morning."""
    if limit.unit == HOURS:
        return when.at + timedelta(hours=amount)
    return instant(calendar.add(when.on, amount), OFFICE_OPENS)


def instant(day: date, hour: time = time.min) -> datetime:
    """Return the instant at which it is this hour of this day in the city."""
    zone = local(datetime(day.year, day.month, day.day, 12, tzinfo=UTC)).tzinfo
    return datetime.combine(day, hour, zone).astimezone(UTC)


def _counted(unit: str, start: date, pauses: Iterable[Pause], calendar: Calendar) -> Iterator[date]:
    """Yield the days that count, in order, beginning after the start."""
    out = [(local(pause.since).date(), local(pause.until).date()) for pause in pauses]
    day = start
    while True:
        day += _DAY
        if any(since < day <= until for since, until in out):
            continue
        if unit == DAYS or calendar.is_working(day):
            yield day


def _hours_later(start: datetime, hours: timedelta, pauses: Sequence[Pause]) -> datetime:
    end = start + hours
    for pause in _merged(pauses):
        if pause.since < end and pause.until > start:
            end += pause.until - max(pause.since, start)
    return end


def _overlap(pause: Pause, start: datetime, end: datetime) -> timedelta:
    return max(timedelta(), min(pause.until, end) - max(pause.since, start))


def _merged(pauses: Iterable[Pause]) -> list[Pause]:
    """Return the same paused time as intervals that do not meet, in order."""
    apart: list[Pause] = []
    for pause in sorted(pauses, key=lambda p: (p.since, p.until)):
        if apart and pause.since <= apart[-1].until:
            apart[-1] = Pause(apart[-1].since, max(apart[-1].until, pause.until))
        else:
            apart.append(pause)
    return apart


def as_pauses(kept: Iterable[Any], now: datetime) -> list[Pause]:
    """Return kept intervals `{from, until, why}` as pauses; one that is still open lasts until now."""
    return [
        Pause(
            datetime.fromisoformat(item["from"]),
            datetime.fromisoformat(item["until"]) if item["until"] else now,
        )
        for item in kept
    ]
