"""Starting, stopping and moving the clocks of a record. Called by a command before it records its action.

Every function takes the session of a permit and the row the permit is for, changes `row.clocks` and keeps
`row.due_on` as the nearest day on which something falls due; the command's own `record()` writes them. None of
them forgets a pause, and none takes back that something was late.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any, TypeVar

from sqlalchemy.orm import Session

from portal.access import Refused
from portal.clocks.asking import duties, is_outdated, is_overdue, live, passed_on
from portal.clocks.book import book
from portal.clocks.model import (
    DUTY,
    LAPSED,
    LATE,
    MET,
    MOMENTS,
    NEVER,
    NOT_APPLICABLE,
    PAUSED,
    REPLACED,
    RUNNING,
    Clock,
)
from portal.clocks.running import close_pause, copy_clock, finish, follow, new_clock, plan, reckon, take_over
from portal.i18n import N_, local
from portal.store import now

T = TypeVar("T", bound=Any)  # a governed row that is Timed


def start(
    session: Session,
    row: T,
    code: str,
    trigger: str,
    *,
    at: datetime | None = None,
    org_id: int | None = None,
) -> Clock | None:
    """Let the time limit of the rule `code` begin, because of `trigger` (the verb or state that set it off).

    It begins now, or `at` an earlier instant. `org_id` is whose duty it is, where that is not the record's
    handler. Returns None when no edition of the rule is in force on that day.
    """
    began = at or now()
    regime = book(session).regime(code, local(began).date())
    if regime is None:
        return None
    clock = new_clock(row, regime, trigger, began)
    clock.org_id = org_id
    reckon(clock, book(session).calendar)
    follow(row)
    return clock


def pause(session: Session, row: T, why: str, *, codes: tuple[str, ...] = ()) -> list[Clock]:
    """Stop counting on the running duties of the record (of these rules only, if any are named).

    A duty that has fallen due is not paused: what is late stays late.
    """
    moment = now()
    paused = [c for c in duties(row, *codes) if c.status == RUNNING and not is_overdue(c, moment)]
    for clock in paused:
        clock.pauses = [*clock.pauses, {"from": moment.isoformat(), "until": None, "why": why}]
        clock.status = PAUSED
        reckon(clock, book(session).calendar)
    follow(row)
    return paused


def resume(session: Session, row: T, *codes: str) -> list[Clock]:
    """Count again: whatever was paused falls due as much later as it stood still."""
    resumed = [clock for clock in duties(row, *codes) if clock.status == PAUSED]
    for clock in resumed:
        close_pause(clock, now())
        clock.status, clock.stage = RUNNING, 0
        reckon(clock, book(session).calendar)
    follow(row)
    return resumed


def extend(session: Session, row: T, code: str, amount: int, why: str) -> Clock:
    """Give a running duty `amount` more of its own unit. `why` is a code; who allowed it stands in the ledger.

    Raises Refused when nothing of the rule runs, when it has fallen due already, or when all extensions
    together would be more than its rule allows.
    """
    clock = next(duties(row, code), None)
    if clock is None:
        raise Refused("", N_("No such time limit is running."))
    if is_overdue(clock, now()):
        raise Refused("", N_("The time limit has passed: it can no longer be extended."))
    regime = book(session).regime(code, local(clock.started_at).date())
    given = sum(item["amount"] for item in clock.extensions)
    if amount < 1 or regime is None or given + amount > regime.extension:
        raise Refused("amount", N_("The rule does not allow so long an extension."))
    clock.extensions = [*clock.extensions, {"amount": amount, "at": now().isoformat(), "why": why}]
    clock.stage = 0
    reckon(clock, book(session).calendar)
    follow(row)
    return clock


def meet(session: Session, row: T, *codes: str) -> list[Clock]:
    """Say that what these rules ask for has been done: in time, or late. Every clock of theirs ends."""
    met = [clock for clock in live(row) if clock.regime in codes]
    for clock in met:
        finish(session, clock, LATE if is_overdue(clock, now()) else MET)
    follow(row)
    return met


def not_applicable(session: Session, row: T, code: str, reason: str) -> None:
    """Say that a rule does not apply to the record and why: its clocks end, or one is kept that never ran."""
    running = [clock for clock in live(row) if clock.regime == code]
    regime = book(session).regime(code, local(now()).date())
    if not running and regime is not None:
        clock = new_clock(row, regime, NEVER, now())
        reckon(clock, book(session).calendar)
        running = [clock]
    for clock in running:
        finish(session, clock, NOT_APPLICABLE, reason)
    follow(row)


def end(session: Session, row: T, reason: str, *codes: str) -> None:
    """End every clock of a record that is over, or those of these rules: nothing runs on a closed record."""
    for clock in live(row):
        if not codes or clock.regime in codes:
            finish(session, clock, NOT_APPLICABLE if clock.nature == DUTY else LAPSED, reason)
    follow(row)


def switch(session: Session, row: T, code: str, to: str) -> Clock:
    """Put a running time limit under another rule: it keeps when it began and everything that was paused.

    Raises Refused when nothing of the rule runs, or no edition of the other is in force.
    """
    clock = next((clock for clock in live(row) if clock.regime == code), None)
    regime = book(session).regime(to, local(now()).date())
    if clock is None or regime is None:
        raise Refused("", N_("No such time limit is running."))
    taken = new_clock(row, regime, clock.trigger, clock.started_at)
    take_over(taken, clock)
    reckon(taken, book(session).calendar)
    finish(session, clock, REPLACED, "switched")
    follow(row)
    return taken


def merge(session: Session, into: T, source: T) -> list[Clock]:
    """Let every live clock of `source` run on at `into`, each from when it began and with all its pauses.

    The command must record both rows. What was already late at the source stays late at both.
    """
    return _move(session, into, source, list(live(source)), "merged")


def give_back(session: Session, source: T, into: T) -> list[Clock]:
    """Undo a merge: every live clock at `source` that came from `into` runs on there, with all its pauses.

    The command must record both rows.
    """
    came = [clock for clock in live(source) if clock.origin == into.id]
    return _move(session, into, source, came, "separated")


def divide(session: Session, source: T, into: T, *codes: str) -> list[Clock]:
    """Let the live clocks of `source` under these rules run at `into` too: what is split off has the time of the whole.

    Each begins when it began there, with every pause, extension and lateness, so that a split gives nobody more time
    and takes no pause away. One that is paused goes on, because what is split off waits for nothing. What came into
    `source` by a merge stays there: it is the time of another filing.

    The law counts from the day a complaint was received (SAMR measures on complaints and reports, art. 14) or accepted
    (art. 21), not from the day on which an office notices what it holds.
    """
    taken = [copy_clock(into, clock) for clock in passed_on(source, *codes)]
    for clock in taken:
        clock.origin = None
    follow(into)
    resume(session, into, *codes)
    return taken


def _move(session: Session, into: T, source: T, chosen: list[Clock], why: str) -> list[Clock]:
    moved = []
    for clock in chosen:
        taken = copy_clock(into, clock)
        taken.origin = clock.origin or source.id
        finish(session, clock, REPLACED, why)
        moved.append(taken)
    follow(source)
    follow(into)
    return moved


def reopen(session: Session, row: T, code: str) -> Clock | None:
    """Start a new clock for a record that is taken up again; those that ended stay as they are, pauses and all."""
    return start(session, row, code, "reopened")


def recalculate(session: Session, row: T) -> list[Clock]:
    """Work running clocks out anew by the calendar as it is published now; return those it touches."""
    calendar = book(session).calendar
    touched = [clock for clock in live(row) if clock.status == RUNNING and is_outdated(clock, calendar)]
    for clock in touched:
        before = clock.due_on
        reckon(clock, calendar)
        if clock.due_on != before and not clock.fell_due_at:
            clock.stage = 0
            plan(clock, calendar)
    follow(row)
    return touched


def fire(session: Session, row: T, number: int, moment: str) -> Clock:
    """Let time act on a clock once; the caller has found that its moment has come. Changes what comes next."""
    clock: Clock = next(clock for clock in row.clocks if clock.number == number)
    clock.stage = MOMENTS.index(moment) + 1
    if moment == "fall_due":
        clock.fell_due_at = now()
    plan(clock, book(session).calendar)
    follow(row)
    return clock
