"""The rules and the calendar as they stand, read once a transaction."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.access import trusted
from portal.clocks.calendar import Calendar, Year
from portal.clocks.model import CalendarYear, Regime

_BOOK = "clocks.book"


class Book:
    """Every edition of every regime, and the calendar."""

    def __init__(self, regimes: Iterable[Regime], calendar: Calendar) -> None:
        self._editions = sorted(regimes, key=lambda regime: (regime.code, -regime.edition))
        self.calendar = calendar

    def regime(self, code: str, day: date) -> Regime | None:
        """Return the edition of a rule that is in force on a day; None when there is none."""
        return next((r for r in self._editions if r.code == code and _in_force(r, day)), None)


def _in_force(regime: Regime, day: date) -> bool:
    return regime.valid_from <= day and (regime.valid_until is None or day < regime.valid_until)


def book(session: Session) -> Book:
    """Return the book of this transaction: two statements the first time, none after."""
    found: Book | None = session.info.get(_BOOK)
    if found is None:
        regimes = session.scalars(trusted(select(Regime), "clocks"))
        found = session.info[_BOOK] = Book(regimes, calendar(session))
    return found


def close_book(session: Session) -> None:
    """Read the rules and the calendar again when they are next asked for: they have just changed."""
    session.info.pop(_BOOK, None)


def calendar(session: Session) -> Calendar:
    """Return the working days as operators published them, by the package where they did not: one statement."""
    rows = session.scalars(trusted(select(CalendarYear).where(CalendarYear.status == "in_force"), "clocks"))
    return calendar_from(rows)


def calendar_from(rows: Iterable[CalendarYear]) -> Calendar:
    """Return the calendar of these kept years."""
    return Calendar({row.year: year_of(row) for row in rows})


def year_of(row: CalendarYear) -> Year:
    """Return a kept year as days."""
    return Year(_days(row.off), _days(row.worked), row.edition)


def _days(kept: Iterable[Any]) -> frozenset[date]:
    return frozenset(map(date.fromisoformat, kept))
