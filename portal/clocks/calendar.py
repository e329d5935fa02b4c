"""Working days in mainland China, with the weekends that are worked to make up for long holidays (调休).

Which days are holidays is law (全国年节及纪念日放假办法, Order 270 of the State Council, as amended by Order
795 of 2024); which weekends are worked for them is said year by year in a notice of its General Office,
published in the November before (国务院办公厅关于部分节假日安排的通知). Both come from the `holidays`
package, which cites each notice. Until the notice is out the days of a year are provisional: its festivals
are known, its exchanges are not.

How periods run is in the Civil Code: the day something happens is not counted (art. 201), and a period that
would end on a holiday ends on the day after it (art. 203).
"""

from __future__ import annotations

from datetime import date, timedelta
from functools import lru_cache
from typing import Final

from holidays import country_holidays

MOST_DAYS: Final = 10_000
"""The longest period, in working days, that is counted: some forty years."""
KNOWN: Final = range(1950, 2101)
"""The years whose festivals are known; in all others a week has five working days and that is all."""

_SATURDAY: Final = 5
_DAY: Final = timedelta(days=1)


@lru_cache(maxsize=256)
def _exceptions(year: int) -> tuple[frozenset[date], frozenset[date]]:
    """The days off of a year, and its weekend days that are worked."""
    if year not in KNOWN:
        return frozenset(), frozenset()
    known = country_holidays("CN", years=year)
    return frozenset(known), frozenset(day for day in known.weekend_workdays if day.year == year)


def is_working_day(day: date) -> bool:
    """Whether offices work on this day."""
    off, worked = _exceptions(day.year)
    return day in worked or (day.weekday() < _SATURDAY and day not in off)


def is_published(year: int) -> bool:
    """Whether the State Council's notice for the year is known here; dates in other years are provisional.

    Every notice since the first, for 2001, has exchanged weekends, and nothing but a notice can.
    """
    return bool(_exceptions(year)[1])


def add_working_days(start: date, n: int) -> date:
    """The n-th working day after `start`, which is not itself counted; for 0 the first from `start` on.

    ValueError: n is negative or above MOST_DAYS. OverflowError: the calendar ends before.
    """
    if not 0 <= n <= MOST_DAYS:
        raise ValueError(f"not a number of working days: {n}")
    day = start
    for _ in range(n):
        day = _first_from(day + _DAY)
    return _first_from(day)


def working_days_between(a: date, b: date) -> int:
    """How many working days after `a` until `b` inclusive, so `add_working_days(a, n)` is n from `a`.

    Negative where `b` is before `a`. ValueError: they are further apart than MOST_DAYS could be.
    """
    if b < a:
        return -working_days_between(b, a)
    days = (b - a).days
    if days > MOST_DAYS * 2:
        raise ValueError(f"too far apart to count: {a} and {b}")
    return sum(is_working_day(a + timedelta(days=i)) for i in range(1, days + 1))


def _first_from(day: date) -> date:
    while not is_working_day(day):
        day += _DAY
    return day
