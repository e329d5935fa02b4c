"""How pressing a case is: more time for it, its urgency, supervision, and help from above."""

from __future__ import annotations

from datetime import date

from portal import clocks
from portal.access import Refused, advance
from portal.cases import queries
from portal.cases.commands.parts import CasePermit, part
from portal.cases.model import HANDLING_OF, MOVES, Case, Message, Note
from portal.i18n import N_, local
from portal.ledger import record
from portal.store import now


def ask_extension(permit: CasePermit, amount: int, ground: str, body: str) -> Case:
    """The department asks for more time, in the unit of the time that runs, and says why."""
    case = permit.subject
    clock = _running(case)
    if amount > queries.most_extension(permit.session, clock):
        raise Refused("amount", N_("The rule does not allow so long an extension."))
    before = advance(case, permit.verb, MOVES)
    case.extends, case.extension, case.extension_ground = True, amount, ground
    case.extension_by = permit.actor.id
    asked = {"regime": clock.regime, "amount": amount, "ground": ground}
    record(permit, case, part(permit, Note, case, body=body), before=before, **asked)
    return case


def _running(case: Case) -> clocks.Clock:
    clock = queries.handling_clock(case)
    if clock is None:
        raise Refused("", N_("No time for handling is running on this case."))
    return clock


def _decide(permit: CasePermit) -> None:
    """Check that whoever decides is not who asked: the regulation on letters and visits, art. 34."""
    case = permit.subject
    if not case.extends:
        raise Refused("", N_("Nobody asks for more time."))
    if case.extension_by == permit.actor.id:
        raise Refused("", N_("You asked for this extension yourself: somebody else has to decide on it."))
    advance(case, permit.verb, MOVES)
    case.extends = False


def grant_extension(permit: CasePermit, body: str) -> Case:
    """Somebody else gives the department more time, within what the rule allows, and the complainant is told why."""
    case = permit.subject
    _decide(permit)
    clock = _running(case)
    clocks.extend(permit.session, case, clock.regime, case.extension, case.extension_ground)
    told = part(permit, Message, case, nature="progress", body=body)
    given = {"amount": case.extension, "ground": case.extension_ground, "due": clock.due_on.isoformat()}
    record(permit, case, told, regime=clock.regime, **given)
    return case


def deny_extension(permit: CasePermit, body: str) -> Case:
    """Somebody else refuses the department more time."""
    case = permit.subject
    _decide(permit)
    record(permit, case, part(permit, Note, case, body=body))
    return case


def grade(permit: CasePermit, urgency: str, body: str) -> Case:
    """The intake centre says how urgent the case is; what runs already runs on under the rule of that urgency."""
    case, session = permit.subject, permit.session
    if urgency == case.urgency:
        raise Refused("urgency", N_("The case has this urgency already."))
    advance(case, permit.verb, MOVES)
    runs, to = HANDLING_OF[case.urgency], HANDLING_OF[urgency]
    if next(clocks.duties(case, runs), None):
        clocks.switch(session, case, runs, to)
    before, case.urgency = case.urgency, urgency
    record(permit, case, part(permit, Note, case, body=body), was=before, urgency=urgency)
    return case


def supervise(permit: CasePermit, level: str, due_on: date, body: str) -> Case:
    """The intake centre puts the case under supervision: at which level, and by when it must be done."""
    case = permit.subject
    if due_on < local(now()).date():
        raise Refused("due_on", N_("This day is over."))
    advance(case, permit.verb, MOVES)
    case.supervision, case.supervised_until = level, due_on
    record(permit, case, part(permit, Note, case, body=body), level=level, due=due_on.isoformat())
    return case


def escalate(permit: CasePermit, body: str) -> Case:
    """The department calls for help from above (吹哨): the Beijing regulation on complaint handling, art. 16 and 20."""
    case = permit.subject
    advance(case, permit.verb, MOVES)
    case.escalated = True
    record(permit, case, part(permit, Note, case, body=body))
    return case


def coordinate(permit: CasePermit, body: str) -> Case:
    """The intake centre says how the departments get on, after it was called for help."""
    case = permit.subject
    advance(case, permit.verb, MOVES)
    case.escalated = False
    record(permit, case, part(permit, Note, case, body=body))
    return case
