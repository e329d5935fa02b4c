"""Clocks on cases, as the tests of them set them up: a case, and a moment of the city for everything."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import portal as house
from portal import clocks
from portal.access import CLOCK, Permit
from portal.cases.model import Case
from portal.cases.verbs import CaseVerb
from portal.ledger import Event, record
from tests.factories import load
from tests.people import Portal

CITY = ZoneInfo("Asia/Shanghai")


def city(text: str) -> datetime:
    """Return an instant of the city: 2026-11-23 10:00."""
    return datetime.fromisoformat(text).replace(tzinfo=CITY)


def on(portal: Portal, ref: str, act: Callable[..., Any], *values: Any, **named: Any) -> Any:
    """Call a function of the clocks on a case, as a command would, and record it."""
    with portal.store.writing() as session:
        permit: Permit[Case] = portal.gate.admit(session, CLOCK, CaseVerb.BRING_IN, ref)
        result = act(session, permit.subject, *values, **named)
        record(permit, permit.subject)
        return result


def clocks_of(portal: Portal, ref: str) -> list[clocks.Clock]:
    """Return the clocks of a case as the database has them now."""
    with portal.store.reading() as session:
        found = list(load(session, Case, ref).clocks)
        session.expunge_all()
        return found


def clock_of(portal: Portal, ref: str, code: str) -> clocks.Clock:
    """Return the latest clock of a case under a rule."""
    return [clock for clock in clocks_of(portal, ref) if clock.regime == code][-1]


def tick(portal: Portal) -> int:
    """Let time act."""
    return clocks.tick(portal.store, portal.gate, house.clock_acts())


def verbs(portal: Portal, *wanted: str) -> list[str]:
    """Return the verbs of the ledger, in order; of these only, if any are named."""
    with portal.store.reading() as session:
        found = [event.verb for event in session.query(Event).order_by(Event.id)]
    return [verb for verb in found if not wanted or verb.partition(".")[2] in wanted]
