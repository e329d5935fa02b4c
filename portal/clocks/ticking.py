"""Time acts: what has come due is done by recorded actions of the clock, each exactly once.

A step finds a moment that has come, locks the record, looks again, and lets the record's own slice act and
record. What another follower did meanwhile, or this one before it was killed, is found done and passed over.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import and_, bindparam, false, or_, select
from sqlalchemy.orm import Session

from portal.access import CLOCK, Gate, Permit, Verb, trusted
from portal.clocks.asking import is_outdated
from portal.clocks.book import book
from portal.clocks.model import MOMENTS, RUNNING, Clock
from portal.store import Store, at, now

log = logging.getLogger(__name__)
RECALCULATE = "recalculate"
Act = Callable[[Permit[Any], int], object]
Acts = Mapping[tuple[str, str], tuple[Verb, Act]]
"""By kind of record and moment (one of MOMENTS, or `recalculate`): the verb, and the command that does it."""
_DUE = (
    select(Clock)
    .where(Clock.next_at <= bindparam("until"))
    .order_by(Clock.next_at, Clock.kind, Clock.subject_id, Clock.number)
    .limit(bindparam("most"))
)


@dataclass(frozen=True, slots=True)
class Moment:
    """Something time has to do: to which clock, what, and since when."""

    kind: str
    subject_id: int
    number: int
    name: str
    at: datetime


def tick(store: Store, gate: Gate, acts: Acts, most: int = 100) -> int:
    """Do what has come due, at most so many things, in one transaction each; return how many were done.

    What fails is logged and left for the next time; it delays nothing else.
    """
    with store.reading() as session:
        found = [*_come(session, now(), most), *_outdated(session, most)]
    done = 0
    for moment in found:
        try:
            with store.writing() as session:
                done += act(session, gate, acts, moment)
        except Exception:
            log.exception("%s of %s %s is behind", moment.name, moment.kind, moment.subject_id)
    return done


def play_until(session: Session, gate: Gate, acts: Acts, end: datetime) -> None:
    """Do in this transaction whatever comes due before `end`, each at its own moment: for a scenario's time."""
    while moments := _come(session, end, 1):
        with at(moments[0].at):
            act(session, gate, acts, moments[0])


def act(session: Session, gate: Gate, acts: Acts, moment: Moment) -> int:
    """Lock the record, look again, and let time act; return 0 when there was nothing left to do."""
    model: Any = gate.models[moment.kind]
    verb, command = acts[moment.kind, moment.name]
    ref = session.scalar(trusted(select(model.ref).where(model.id == moment.subject_id), "clocks"))
    permit = gate.admit(session, CLOCK, verb, ref)
    session.refresh(permit.subject, with_for_update=True)
    if not _is_still(session, permit.subject, moment):
        return 0
    command(permit, moment.number)
    return 1


def _is_still(session: Session, row: Any, moment: Moment) -> bool:
    clock = next((clock for clock in row.clocks if clock.number == moment.number), None)
    if clock is None or clock.status != RUNNING:
        return False
    if moment.name == RECALCULATE:
        return is_outdated(clock, book(session).calendar)
    return clock.next_at is not None and clock.next_at <= now() and _name(clock, now()) == moment.name


def _name(clock: Clock, moment: datetime) -> str:
    """Return what time does to the clock now; a reminder that comes too late is passed over."""
    return MOMENTS[1 if clock.stage == 0 and clock.due_at <= moment else clock.stage]


def _come(session: Session, until: datetime, most: int) -> list[Moment]:
    """Find what has come due: one indexed look."""
    found = session.scalars(_DUE, {"until": until, "most": most})
    return [
        Moment(c.kind, c.subject_id, c.number, _name(c, until), c.next_at)
        for c in found
        if c.next_at is not None
    ]


def _outdated(session: Session, most: int) -> list[Moment]:
    """Find a running clock of each record whose dates rest on an edition of a year that is not the latest."""
    years, latest = range(now().year - 1, now().year + 4), book(session).calendar
    stale = [
        and_(Clock.calendar.contains(f"{year}/"), ~Clock.calendar.contains(mark))
        for year, mark in zip(years, latest.marks(years).split(), strict=True)
        if latest.is_published(year)
    ]
    query = select(Clock).where(Clock.status == RUNNING, or_(false(), *stale))
    order = (Clock.kind, Clock.subject_id, Clock.number)
    found: dict[tuple[str, int], int] = {}
    for clock in session.scalars(query.order_by(*order).limit(most)):
        found.setdefault((clock.kind, clock.subject_id), clock.number)
    return [Moment(kind, key, number, RECALCULATE, now()) for (kind, key), number in found.items()]
