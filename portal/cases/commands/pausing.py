"""What makes a case stand still: something is asked of the complainant, or somebody outside examines it."""

from __future__ import annotations

from portal import clocks
from portal.access import advance
from portal.cases.commands.dispatching import take_up_first
from portal.cases.commands.parts import CasePermit, attached, part
from portal.cases.model import MOVES, Case, Message, Note
from portal.ledger import record


def ask_info(permit: CasePermit, body: str) -> Case:
    """Whoever has the case asks the complainant for what is missing; until it comes no time runs."""
    case = permit.subject
    case.resumes = advance(case, permit.verb, MOVES)
    clocks.pause(permit.session, case, "needs_info")
    clocks.start(permit.session, case, "supplement", "needs_info")
    asked = part(permit, Message, case, nature="request", body=body)
    record(permit, case, asked, before=case.resumes)
    return case


def _go_on(permit: CasePermit) -> dict[str, str]:
    """Bring the case back to the state it stood still in; return the facts of that."""
    case = permit.subject
    state, case.resumes = case.resumes, ""
    before = advance(case, permit.verb, MOVES, to=state)
    clocks.end(permit.session, case, "supplied", "supplement")
    clocks.resume(permit.session, case)
    return {"before": before, "after": state}


def supply(permit: CasePermit, body: str, files: str = "") -> Case:
    """The complainant adds what was asked for, with files; the case goes on where it stood still."""
    case, facts = permit.subject, _go_on(permit)
    said = part(permit, Message, case, nature="supply", body=body)
    record(permit, case, said, *attached(permit, case, said, files), **facts)
    return case


def appraise(permit: CasePermit, ground: str, body: str) -> Case:
    """The department has the matter examined, which is not counted into its time."""
    take_up_first(permit)
    case = permit.subject
    case.resumes = advance(case, permit.verb, MOVES)
    clocks.pause(permit.session, case, ground)
    told = part(permit, Message, case, nature="progress", body=body)
    record(permit, case, told, before=case.resumes, ground=ground)
    return case


def resume_handling(permit: CasePermit, body: str) -> Case:
    """Whoever has the case goes on with it: the result is there, or nothing more will come."""
    facts = _go_on(permit)
    record(permit, permit.subject, part(permit, Note, permit.subject, body=body), **facts)
    return permit.subject
