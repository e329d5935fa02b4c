"""How a department comes by a case: it takes up what was dispatched to it."""

from __future__ import annotations

from portal.access import advance
from portal.cases.commands.parts import CasePermit
from portal.cases.model import MOVES, Case
from portal.cases.verbs import CaseVerb
from portal.ledger import record


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
