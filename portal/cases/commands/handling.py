"""How a case is handled: accepted or refused, dispatched, talked about, answered, closed."""

from __future__ import annotations

from portal.access import advance
from portal.cases.commands.dispatching import take_up_first
from portal.cases.commands.parts import CasePermit, due, part
from portal.cases.model import MOVES, Case, Message, Note
from portal.ledger import record
from portal.store import now

HANDLE_DAYS = 15
"""Working days in which the city handles a case once it is accepted: its own time."""


def accept(permit: CasePermit) -> Case:
    """The intake centre takes the case on."""
    case = permit.subject
    before = advance(case, permit.verb, MOVES)
    case.due_on = due(HANDLE_DAYS)
    record(permit, case, before=before)
    return case


def refuse(permit: CasePermit, ground: str, body: str) -> Case:
    """The intake centre turns the case away on a ground from the list, and says why."""
    case = permit.subject
    before = advance(case, permit.verb, MOVES)
    case.ground, case.due_on = ground, None
    record(
        permit, case, part(permit, Message, case, nature="message", body=body), before=before, ground=ground
    )
    return case


def dispatch(permit: CasePermit, handler_org_id: int) -> Case:
    """The case goes to the department that is to handle it."""
    case = permit.subject
    before = advance(case, permit.verb, MOVES)
    came_from, case.handler_org_id = case.handler_org_id, handler_org_id
    case.due_on = case.due_on or due(HANDLE_DAYS)
    record(permit, case, before=before, from_org=came_from, to_org=handler_org_id)
    return case


def _say(permit: CasePermit, nature: str, body: str) -> Message:
    case = permit.subject
    before = advance(case, permit.verb, MOVES)
    said = part(permit, Message, case, nature=nature, body=body)
    record(permit, case, said, before=before)
    return said


def progress(permit: CasePermit, body: str) -> Message:
    """The department says what it has done so far."""
    take_up_first(permit)
    return _say(permit, "progress", body)


def message(permit: CasePermit, body: str) -> Message:
    """Complainant and department write to each other."""
    return _say(permit, "message", body)


def note(permit: CasePermit, body: str) -> Note:
    """The departments note something for themselves."""
    case = permit.subject
    advance(case, permit.verb, MOVES)
    written = part(permit, Note, case, body=body)
    record(permit, case, written)
    return written


def answer(permit: CasePermit, body: str) -> Message:
    """The department gives its official answer."""
    take_up_first(permit)
    permit.subject.answered_at = now()
    return _say(permit, "answer", body)


def close(permit: CasePermit, outcome: str, body: str = "") -> Case:
    """The department says how the case ended."""
    case = permit.subject
    before = advance(case, permit.verb, MOVES)
    case.outcome, case.due_on = outcome, None
    parts = [part(permit, Message, case, nature="message", body=body)] if body else []
    record(permit, case, *parts, before=before, outcome=outcome)
    return case
