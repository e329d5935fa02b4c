"""The rules and the calendar as they stand, read once a transaction."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from functools import cached_property
from typing import Any

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from portal.access import trusted
from portal.clocks.calendar import Calendar, Year
from portal.clocks.model import CalendarYear, Regime
from portal.i18n import local
from portal.store import now

_BOOK = "clocks.book"
# Built once: every complaint that is filed asks both.
_EDITIONS = trusted(
    select(Regime).where(Regime.code == bindparam("code")).order_by(Regime.edition.desc()), "clocks"
)
_YEARS = trusted(select(CalendarYear).where(CalendarYear.status == "in_force"), "clocks")


class Book:
    """The editions of each regime and the calendar, each read when it is first asked for."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._editions: dict[str, list[Regime]] = {}

    @cached_property
    def calendar(self) -> Calendar:
        """The working days as operators published them."""
        return calendar(self._session)

    def regime(self, code: str, day: date) -> Regime | None:
        """Return the edition of a rule that is in force on a day; None when there is none."""
        if code not in self._editions:
            self._editions[code] = list(self._session.scalars(_EDITIONS, {"code": code}))
        return next((edition for edition in self._editions[code] if _in_force(edition, day)), None)


def _in_force(regime: Regime, day: date) -> bool:
    return regime.valid_from <= day and (regime.valid_until is None or day < regime.valid_until)


def book(session: Session) -> Book:
    """Return the book of this transaction: a statement for each rule that is asked for, and one for the calendar."""
    found: Book | None = session.info.get(_BOOK)
    if found is None:
        found = session.info[_BOOK] = Book(session)
    return found


def look_up(session: Session, code: str) -> tuple[Regime | None, Calendar]:
    """Return the edition of a rule that is in force today and the calendar: whoever has looked need not ask again."""
    found = book(session)
    return found.regime(code, local(now()).date()), found.calendar


def close_book(session: Session) -> None:
    """Read the rules and the calendar again when they are next asked for: they have just changed."""
    session.info.pop(_BOOK, None)


def calendar(session: Session) -> Calendar:
    """Return the working days as operators published them, by the package where they did not: one statement."""
    return calendar_from(session.scalars(_YEARS))


def calendar_from(rows: Iterable[CalendarYear]) -> Calendar:
    """Return the calendar of these kept years."""
    return Calendar({row.year: year_of(row) for row in rows})


def year_of(row: CalendarYear) -> Year:
    """Return a kept year as days."""
    return Year(_days(row.off), _days(row.worked), row.edition)


def _days(kept: Iterable[Any]) -> frozenset[date]:
    return frozenset(map(date.fromisoformat, kept))
