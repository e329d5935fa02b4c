"""What can be asked about time limits and the calendar. Every query starts from permit.visible()."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Select

from portal.access import Permit
from portal.clocks import CalendarYear, Regime
from portal.regimes.verbs import CalendarVerb, RegimeVerb

AnyPermit = Permit[Any]


def browse(permit: AnyPermit) -> Select[*tuple[Any, ...]]:
    """Select the latest edition of every time limit, in the order in which the portal knows them."""
    return permit.visible(RegimeVerb.READ).where(Regime.status != "superseded").order_by(Regime.id)


def editions(permit: Permit[Regime]) -> list[Regime]:
    """Return the other editions of a time limit, the latest first."""
    regime = permit.subject
    query = permit.visible(RegimeVerb.READ).where(Regime.code == regime.code, Regime.id != regime.id)
    return list(permit.session.scalars(query.order_by(Regime.edition.desc())))


def years(permit: AnyPermit) -> list[CalendarYear]:
    """Return every year that was published here, the latest first."""
    query = permit.visible(CalendarVerb.READ).order_by(CalendarYear.year.desc(), CalendarYear.edition.desc())
    return list(permit.session.scalars(query))


def published(permit: AnyPermit, number: int) -> CalendarYear | None:
    """Return the latest edition of a year, if one was published here."""
    query = permit.visible(CalendarVerb.READ).where(
        CalendarYear.year == number, CalendarYear.status == "in_force"
    )
    found: CalendarYear | None = permit.session.scalar(query)
    return found
