"""What a complainant can do against a refusal, and how that is decided by somebody else."""

from __future__ import annotations

from dataclasses import dataclass

from portal import clocks
from portal.access import Refused, advance
from portal.cases import queries
from portal.cases.commands.parts import CasePermit, attached, part
from portal.cases.model import HANDLING_OF, MOVES, Case, Message
from portal.i18n import N_
from portal.ledger import record


@dataclass(frozen=True, slots=True)
class AppealDecision:
    """What is decided on an appeal; a refusal that stands has its ground and the way that is open instead."""

    decision: str
    body: str
    ground: str = ""
    route: str = ""


def appeal(permit: CasePermit, body: str, files: str = "") -> Case:
    """The complainant objects to the refusal, once and within its window (refusal_window)."""
    case = permit.subject
    if case.clocks and not clocks.is_open(case, "refusal_window"):
        raise Refused("", N_("The time for an appeal is over."))
    before = advance(case, permit.verb, MOVES)
    case.appealed = True
    clocks.end(permit.session, case, "appealed", "refusal_window")
    clocks.start(permit.session, case, "acceptance", "appealed", org_id=case.intake_org_id)
    said = part(permit, Message, case, nature="appeal", body=body)
    record(permit, case, said, *attached(permit, case, said, files), before=before)
    return case


def decide_appeal(permit: CasePermit, made: AppealDecision) -> Case:
    """Somebody who did not refuse the case decides on the appeal: it is accepted, or refused for good."""
    case, session = permit.subject, permit.session
    if queries.who_refused(permit) == permit.actor.id:
        raise Refused("", N_("You refused this case yourself: somebody else has to decide on the appeal."))
    if made.decision == "refused" and not made.ground:
        raise Refused("ground", N_("Choose one of the options."))
    if made.decision == "refused" and not made.route:
        raise Refused("route", N_("Choose one of the options."))
    before = advance(case, permit.verb, MOVES, to=made.decision)
    clocks.meet(session, case, "acceptance")
    if made.decision == "accepted":
        case.ground = case.route = ""
        clocks.start(session, case, HANDLING_OF[case.urgency], "accepted")
    else:
        case.ground, case.route = made.ground, made.route
    said = part(permit, Message, case, nature="message", body=made.body)
    facts = {"decision": made.decision, "ground": case.ground, "route": case.route}
    record(permit, case, said, before=before, **facts)
    return case
