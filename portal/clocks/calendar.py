"""Working days in mainland China, with the weekends that are worked to make up for long holidays (调休).

Which days are holidays is law (全国年节及纪念日放假办法, Order 270 of the State Council, as amended by Order
795 of 2024); which weekends are worked for them is said year by year in a notice of its General Office,
published in the November before (国务院办公厅关于部分节假日安排的通知). Both come from the `holidays`
package, which cites each notice, unless an operator has published the year here. Until the notice is out the
days of a year are provisional: its festivals are known, its exchanges are not.

How periods run is in the Civil Code: the day something happens is not counted (art. 201), and a period that
would end on a holiday ends on the day after it (art. 203).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from importlib.metadata import version
from typing import Final

from holidays import country_holidays

MOST_DAYS: Final = 10_000
"""The longest period, in working days, that is counted: some forty years."""
KNOWN: Final = range(1950, 2101)
"""The years whose festivals are known; in all others a week has five working days and that is all."""
PACKAGE: Final = f"holidays {version('holidays')}"
"""Where the days of a year come from that nobody has published here."""

_SATURDAY: Final = 5
_DAY: Final = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Year:
    """The days off of a year and its weekend days that are worked. `edition` 0: not published yet."""

    off: frozenset[date] = frozenset()
    worked: frozenset[date] = frozenset()
    edition: int = 0


@lru_cache(maxsize=256)
def packaged(year: int) -> Year:
    """Return a year as the `holidays` package knows it; published when it knows exchanged weekends.

    Every notice since the first, for 2001, has exchanged weekends, and nothing but a notice can.
    """
    if year not in KNOWN:
        return Year()
    known = country_holidays("CN", years=year)
    worked = frozenset(day for day in known.weekend_workdays if day.year == year)
    return Year(frozenset(known), worked, 1 if worked else 0)


class Calendar:
    """Working days by the years given, and by the package where none is given."""

    def __init__(self, years: Mapping[int, Year] | None = None) -> None:
        self._years = dict(years or {})

    def year(self, number: int) -> Year:
        """Return the days of a year."""
        return self._years.get(number) or packaged(number)

    def is_working(self, day: date) -> bool:
        """Whether offices work on this day."""
        year = self.year(day.year)
        return day in year.worked or (day.weekday() < _SATURDAY and day not in year.off)

    def is_published(self, year: int) -> bool:
        """Whether the State Council's notice for the year is known here; dates in other years are provisional."""
        return self.year(year).edition > 0

    def first_from(self, day: date) -> date:
        """The first working day from `day` on, itself included."""
        while not self.is_working(day):
            day += _DAY
        return day

    def add(self, start: date, n: int) -> date:
        """The n-th working day after `start`, which is not itself counted; for 0 the first from `start` on.

        ValueError: n is negative or above MOST_DAYS. OverflowError: the calendar ends before.
        """
        if not 0 <= n <= MOST_DAYS:
            raise ValueError(f"not a number of working days: {n}")
        day = start
        for _ in range(n):
            day = self.first_from(day + _DAY)
        return self.first_from(day)

    def before(self, end: date, n: int) -> date:
        """The n-th working day before `end`, which is not itself counted. ValueError as `add`."""
        if not 0 <= n <= MOST_DAYS:
            raise ValueError(f"not a number of working days: {n}")
        day = end
        for _ in range(n):
            day -= _DAY
            while not self.is_working(day):
                day -= _DAY
        return day

    def between(self, a: date, b: date) -> int:
        """How many working days after `a` until `b` inclusive, so `add(a, n)` is n from `a`.

        Negative where `b` is before `a`. ValueError: they are further apart than MOST_DAYS could be.
        """
        if b < a:
            return -self.between(b, a)
        days = (b - a).days
        if days > MOST_DAYS * 2:
            raise ValueError(f"too far apart to count: {a} and {b}")
        return sum(self.is_working(a + timedelta(days=i)) for i in range(1, days + 1))

    def marks(self, years: Iterable[int]) -> str:
        """Say which edition of each year a date was worked out with: `2026/1 2027/0`."""
        return " ".join(f"{year}/{self.year(year).edition}" for year in years)
