"""When a limit ends, said once more and otherwise: an independent reckoning to hold the portal's against.

The days are copied by hand from the notices of the General Office of the State Council for 2024
(国办发明电〔2023〕7号), 2025 (国办发明电〔2024〕12号) and 2026 (国办发明电〔2025〕7号). Time is walked through day
by day, or minute by minute: a day counts unless the clock stands still at the moment it begins.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

CITY = ZoneInfo("Asia/Shanghai")
OFF = {
    2024: "0101 0210-0217 0404-0406 0501-0505 0608-0610 0915-0917 1001-1007",
    2025: "0101 0128-0204 0404-0406 0501-0505 0531-0602 1001-1008",
    2026: "0101-0103 0215-0223 0404-0406 0501-0505 0619-0621 0925-0927 1001-1007",
}
WORKED = {
    2024: "0204 0218 0407 0428 0511 0914 0929 1012",
    2025: "0126 0208 0427 0928 1011",
    2026: "0104 0214 0228 0509 0920 1010",
}
Pauses = list[tuple[datetime, datetime]]


def _day(year: int, text: str) -> date:
    return date(year, int(text[:2]), int(text[2:]))


def _days(table: dict[int, str]) -> Iterator[date]:
    for year, line in table.items():
        for word in line.split():
            first, _dash, last = word.partition("-")
            day, end = _day(year, first), _day(year, last or first)
            while day <= end:
                yield day
                day += timedelta(days=1)


DAYS_OFF, DAYS_WORKED = set(_days(OFF)), set(_days(WORKED))


def works(day: date) -> bool:
    """Return whether offices work on a day of 2024 to 2026."""
    if day in DAYS_WORKED:
        return True
    return day not in DAYS_OFF and day.strftime("%a") not in ("Sat", "Sun")


def stands_still(moment: datetime, pauses: Pauses) -> bool:
    return any(begun < moment <= ended for begun, ended in pauses)


def counts(day: date, unit: str, pauses: Pauses) -> bool:
    if stands_still(datetime.combine(day, time(), CITY), pauses):
        return False
    return unit == "calendar_days" or works(day)


def last_day(start: datetime, amount: int, unit: str, pauses: Pauses, *, rolls: bool = True) -> date:
    """Return the last day of a limit in days."""
    day = start.astimezone(CITY).date()
    while amount:
        day += timedelta(days=1)
        amount -= counts(day, unit, pauses)
    while unit == "calendar_days" and rolls and not works(day):
        day += timedelta(days=1)
    return day


def last_minute(start: datetime, hours: int, pauses: Pauses) -> datetime:
    """Return the end of a limit in hours that begins and pauses on whole minutes."""
    moment, left = start, hours * 60
    while left:
        moment += timedelta(minutes=1)
        left -= not any(begun < moment <= ended for begun, ended in pauses)
    return moment


def gone(start: datetime, unit: str, pauses: Pauses, at: datetime) -> int:
    """Return how many days of a limit have gone by at a moment."""
    day, end, found = start.astimezone(CITY).date(), at.astimezone(CITY).date(), 0
    while day < end:
        day += timedelta(days=1)
        found += counts(day, unit, pauses)
    return found
