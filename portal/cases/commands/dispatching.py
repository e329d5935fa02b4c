"""How a department comes by a case: it takes up what was dispatched to it, or returns it and hears who is right."""

from __future__ import annotations

from sqlalchemy.orm import Session

from portal import clocks
from portal.access import Refused, advance
from portal.cases.commands.parts import CasePermit, part
from portal.cases.model import MOVES, Case, Involved, Note
from portal.cases.verbs import CaseVerb
from portal.i18n import N_
from portal.ledger import record


def give_to(permit: CasePermit, org_id: int) -> dict[str, int]:
    """Let a department have the case, with its time to return it; return the facts of that."""
    case, session = permit.subject, permit.session
    came_from, case.handler_org_id = case.handler_org_id, org_id
    case.designated = case.extends = case.escalated = False
    if helper := helper_of(case, session, org_id):
        session.delete(helper)  # it leads now
    clocks.end(session, case, "dispatched", "return_dispatch")
    clocks.start(session, case, "return_dispatch", "dispatched", org_id=org_id)
    return {"from_org": came_from, "to_org": org_id}


def helper_of(case: Case, session: Session, org_id: int | None) -> Involved | None:
    """Return what hangs on the case of a department that co-operates, if it does. Nothing is written meanwhile."""
    with session.no_autoflush:
        return session.get(Involved, {"kind": case.kind, "subject_id": case.id, "org_id": org_id})


def take_up(permit: CasePermit) -> Case:
    """The department signs for the case. No time starts with this: it runs since the case was accepted."""
    case = permit.subject
    before = advance(case, permit.verb, MOVES)
    record(permit, case, before=before)
    return case


def take_up_first(permit: CasePermit) -> None:
    """Sign for a case that somebody works on without having signed: nobody has it without a trace."""
    if permit.subject.status == "dispatched":
        take_up(permit.gate.admit(permit.session, permit.actor, CaseVerb.TAKE_UP, permit.subject.ref))


def send_back(permit: CasePermit, ground: str, body: str) -> Case:
    """The department returns a dispatch, with ground and reasons and within its limit (return_dispatch)."""
    case = permit.subject
    if not clocks.is_open(case, "return_dispatch"):
        raise Refused("", N_("The time for returning it is over: 2 working days after the dispatch."))
    before = advance(case, permit.verb, MOVES)
    clocks.end(permit.session, case, "sent_back", "return_dispatch")
    handed = {"from_org": case.handler_org_id, "to_org": case.intake_org_id}
    record(permit, case, part(permit, Note, case, body=body), before=before, ground=ground, **handed)
    return case


def adjudicate(permit: CasePermit, decision: str, body: str, to_org_id: int | None = None) -> Case:
    """The intake centre decides on a return: it takes the case back, sends it elsewhere, or designates the department.

    A designated department may not return it again: the Weifang hotline regulation, art. 22.
    """
    case = permit.subject
    if decision == "upheld" and to_org_id == case.handler_org_id:
        raise Refused("department", N_("This is the department that returned it."))
    state = "handling" if decision == "designated" else "dispatched" if to_org_id else "accepted"
    before = advance(case, permit.verb, MOVES, to=state)
    if decision == "designated":
        case.designated, went_to = True, case.handler_org_id
    else:
        case.first_org_id, went_to = to_org_id, to_org_id or case.intake_org_id
        give_to(permit, went_to)
    handed = {"from_org": case.intake_org_id, "to_org": went_to}
    record(permit, case, part(permit, Note, case, body=body), before=before, decision=decision, **handed)
    return case
