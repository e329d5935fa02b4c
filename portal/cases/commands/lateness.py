"""What time does to a case: it reminds, falls due, escalates, and works dates out anew. The clock acts, nobody else."""

from __future__ import annotations

from portal import clocks
from portal.access import advance
from portal.cases.commands.parts import CasePermit
from portal.cases.model import MOVES, Case
from portal.ledger import record


def _act(permit: CasePermit, number: int) -> Case:
    case = permit.subject
    advance(case, permit.verb, MOVES)
    clock = clocks.fire(permit.session, case, number, permit.verb.action)
    record(permit, case, clock=number, regime=clock.regime, due=clock.due_on.isoformat(), org=clock.org_id)
    return case


def remind(permit: CasePermit, number: int) -> Case:
    """A time limit will soon be over: whoever must act is reminded."""
    return _act(permit, number)


def fall_due(permit: CasePermit, number: int) -> Case:
    """A time limit is over and nothing was done: that stays on the case for good, and the department is urged."""
    return _act(permit, number)


def escalate_late(permit: CasePermit, number: int) -> Case:
    """It is still not done, days later: the intake centre hears of it."""
    return _act(permit, number)


def recalculate(permit: CasePermit, _number: int) -> Case:
    """A year's working days have been published: every date that rested on a guess is worked out anew."""
    case = permit.subject
    advance(case, permit.verb, MOVES)
    before = {clock.number: clock.due_on for clock in case.clocks}
    touched = clocks.recalculate(permit.session, case)
    moved = [clock.number for clock in touched if clock.due_on != before[clock.number]]
    record(permit, case, clocks=[clock.number for clock in touched], moved=moved)
    return case
