"""What happens to time limits and to the calendar: each change is a new edition, and every old one stays."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from portal.access import Permit, Refused, advance
from portal.clocks import CalendarYear, Regime, close_book, packaged
from portal.i18n import N_
from portal.ledger import record
from portal.regimes import queries
from portal.regimes.model import MOVES


@dataclass(frozen=True, slots=True)
class Wording:
    """What an edition of a time limit says."""

    name_zh: str
    name_en: str
    amount: int
    unit: str
    rolls: bool
    extension: int
    remind: int
    escalate: int
    basis_zh: str
    basis_en: str
    valid_from: date


def enact(permit: Permit[Regime], wording: Wording) -> Regime:
    """An operator writes the next edition of a time limit, in force from a day on; the one before ends that day."""
    old = permit.subject
    advance(old, permit.verb, MOVES)
    if wording.valid_from <= old.valid_from:
        raise Refused("valid_from", N_("It must come into force after the edition before it."))
    old.valid_until = wording.valid_from
    edition = old.edition + 1
    values = {name: getattr(wording, name) for name in Wording.__slots__}
    new = Regime(
        ref=f"{old.code}-{edition}",
        status="in_force",
        lang=old.lang,
        author_id=permit.actor.id,
        code=old.code,
        edition=edition,
        nature=old.nature,
        **values,
    )
    close_book(permit.session)
    facts = {"amount": wording.amount, "unit": wording.unit, "valid_from": wording.valid_from.isoformat()}
    record(permit, old, new, regime=old.code, edition=edition, **facts)
    return new


def repeal(permit: Permit[Regime], valid_until: date) -> Regime:
    """An operator ends a time limit: from a day on nothing starts under it, and nothing takes its place."""
    regime = permit.subject
    advance(regime, permit.verb, MOVES)
    if valid_until <= regime.valid_from:
        raise Refused("valid_until", N_("It cannot end before it has begun."))
    regime.valid_until = valid_until
    close_book(permit.session)
    record(permit, regime, regime=regime.code, valid_until=valid_until.isoformat())
    return regime


def publish(
    permit: Permit[Any], number: int, off: Iterable[date], worked: Iterable[date], source: str
) -> CalendarYear:
    """An operator publishes the working days of a year; due dates that rest on other days are worked out anew."""
    old = queries.published(permit, number)
    edition = max(old.edition if old else 0, packaged(number).edition) + 1
    year = CalendarYear(
        ref=f"calendar-{number}-{edition}",
        status="",
        author_id=permit.actor.id,
        year=number,
        edition=edition,
        off=[day.isoformat() for day in sorted(off)],
        worked=[day.isoformat() for day in sorted(worked)],
        source=source,
    )
    advance(year, permit.verb, MOVES)
    if old:
        old.status = "superseded"
    close_book(permit.session)
    record(permit, year, *([old] if old else []), year=number, edition=edition)
    return year
