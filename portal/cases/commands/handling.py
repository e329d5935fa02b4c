"""How a case is handled: accepted or refused, dispatched, talked about, answered, closed."""

from __future__ import annotations

from portal import clocks
from portal.access import advance
from portal.cases.commands.dispatching import give_to, take_up_first
from portal.cases.commands.parts import CasePermit, attached, part
from portal.cases.model import HANDLING, HANDLING_OF, MOVES, Case, Message, Note
from portal.ledger import record
from portal.store import now


def accept(permit: CasePermit) -> Case:
    """The intake centre takes the case on: the time for handling it runs from now, whoever signs for it when."""
    case = permit.subject
    before = advance(case, permit.verb, MOVES)
    clocks.meet(permit.session, case, "acceptance")
    clocks.start(permit.session, case, HANDLING_OF[case.urgency], "accepted")
    record(permit, case, before=before)
    return case


def refuse(permit: CasePermit, ground: str, route: str, body: str) -> Case:
    """The intake centre turns the case away on a ground, names the way that is open instead, and says why."""
    case = permit.subject
    before = advance(case, permit.verb, MOVES)
    case.ground, case.route = ground, route
    clocks.meet(permit.session, case, "acceptance")
    clocks.end(permit.session, case, "refused")
    clocks.start(permit.session, case, "refusal_window", "refused")
    said = part(permit, Message, case, nature="message", body=body)
    record(permit, case, said, before=before, ground=ground, route=route)
    return case


def dispatch(permit: CasePermit, handler_org_id: int, suggested: int | None = None) -> Case:
    """The case goes to the department that is to handle it; `suggested` is what the routing table says."""
    case = permit.subject
    before = advance(case, permit.verb, MOVES)
    case.first_org_id = handler_org_id
    record(permit, case, before=before, suggested=suggested, **give_to(permit, handler_org_id))
    return case


def _say(permit: CasePermit, nature: str, body: str, files: str = "") -> Message:
    case = permit.subject
    before = advance(case, permit.verb, MOVES)
    said = part(permit, Message, case, nature=nature, body=body)
    record(permit, case, said, *attached(permit, case, said, files), before=before)
    return said


def progress(permit: CasePermit, body: str) -> Message:
    """The department says what it has done so far."""
    take_up_first(permit)
    return _say(permit, "progress", body)


def message(permit: CasePermit, body: str, files: str = "") -> Message:
    """Complainant and department write to each other; `files` is the token of what goes with it."""
    return _say(permit, "message", body, files)


def note(permit: CasePermit, body: str) -> Note:
    """The departments note something for themselves."""
    case = permit.subject
    advance(case, permit.verb, MOVES)
    written = part(permit, Note, case, body=body)
    record(permit, case, written)
    return written


def answer(permit: CasePermit, body: str, files: str = "") -> Message:
    """The department gives its official answer; `files` is the token of what goes with it."""
    take_up_first(permit)
    permit.subject.answered_at = now()
    clocks.meet(permit.session, permit.subject, *HANDLING)
    return _say(permit, "answer", body, files)
