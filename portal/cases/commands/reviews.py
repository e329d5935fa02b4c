"""What is open to a complainant when a case is over: opening it again, and asking for a review, twice at most.

The ladder is that of the Regulations on Petition Work (2022), art. 35 and 36: thirty days to ask for a review
(复查) and thirty to answer it, and the same once more (复核). Opening again is the city's own, within the same time.
"""

from __future__ import annotations

from datetime import timedelta

from portal import clocks
from portal.access import Refused, advance
from portal.cases import queries
from portal.cases.commands.parts import CasePermit, part, undo
from portal.cases.model import MOVES, Case, Message, Review
from portal.i18n import N_, local
from portal.ledger import record
from portal.store import now

DAYS_TO_ASK = 30
REGIMES = ("review", "second_review")


def is_in_time(case: Case) -> bool:
    """Return whether no more than thirty days have passed since the day on which the case was over."""
    last = local(case.closed_at).date() + timedelta(days=DAYS_TO_ASK) if case.closed_at else None
    return last is None or local(now()).date() <= last


def _in_time(case: Case) -> None:
    if not is_in_time(case):
        raise Refused(
            "body", N_("The 30 days for this have passed. If there is something new, file it as a new case.")
        )


def _led(permit: CasePermit) -> list[Case]:
    """Return the case that led this one until now, if there is one: its readers change with this event."""
    lead = queries.lead_of(permit)
    return [lead] if lead else []


def reopen(permit: CasePermit, body: str) -> Case:
    """The complainant says why it is not over; the department handles it anew, on a new clock."""
    case = permit.subject
    _in_time(case)
    before = advance(case, permit.verb, MOVES)
    case.reopenings += 1
    led = _led(permit)
    closure = undo(case, queries.last_closure(permit), "reopen")
    said = part(permit, Message, case, nature="message", body=body)
    clocks.reopen(permit.session, case, "handling")
    record(permit, case, said, *closure, *led, before=before, time=case.reopenings)
    return case


def ask_review(permit: CasePermit, body: str) -> Review:
    """The complainant asks that somebody else look at how the case ended."""
    case = permit.subject
    _in_time(case)
    before = advance(case, permit.verb, MOVES)
    case.reviews += 1
    asked = part(permit, Review, case, stage=case.reviews, step="asked", body=body)
    clocks.start(permit.session, case, REGIMES[case.reviews - 1], "ask_review", org_id=case.intake_org_id)
    record(permit, case, asked, before=before, stage=case.reviews)
    return asked


def decide_review(permit: CasePermit, decision: str, body: str) -> Review:
    """Somebody who had no part in it says whether the ending holds; what does not is handled again.

    Raises Refused for whoever closed the case, and for whoever decided the first review of it.
    """
    case = permit.subject
    closure, earlier = queries.last_closure(permit), queries.reviews(permit)
    others = {review.author_id for review in earlier if review.step == "decided"}
    if permit.actor.id in others | {closure.author_id if closure else None}:
        raise Refused("", N_("Somebody who has had no part in this case must decide."))
    before = advance(case, permit.verb, MOVES, "closed" if decision == "upheld" else "redo")
    clocks.meet(permit.session, case, *REGIMES)
    found = part(permit, Review, case, stage=case.reviews, step="decided", decision=decision, body=body)
    led = _led(permit) if decision == "overturned" else []
    undone = undo(case, closure, "review") if decision == "overturned" else []
    if decision == "overturned":
        clocks.start(permit.session, case, "redo", "review")
    else:
        case.closed_at = now()
    record(permit, case, found, *undone, *led, before=before, stage=case.reviews, decision=decision)
    return found
