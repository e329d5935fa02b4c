"""The complainant judges how a case ended: signed in, with the query code, or through a mailed link."""

from __future__ import annotations

from dataclasses import dataclass

from portal.access import Actor, Kind, Permit, Refused, advance
from portal.cases.commands.parts import CasePermit, part
from portal.cases.model import MOVES, Case, Rating
from portal.cases.verbs import CaseVerb
from portal.i18n import N_
from portal.ledger import record


@dataclass(frozen=True, slots=True)
class Opinion:
    """What a complainant thinks of an ending."""

    contacted: bool
    solved: bool
    satisfaction: str
    body: str = ""


def rate(permit: CasePermit, opinion: Opinion) -> Rating:
    """The complainant says whether it is solved and how satisfied they are; what is said last counts."""
    case = permit.subject
    advance(case, permit.verb, MOVES)
    given = part(
        permit,
        Rating,
        case,
        closing=case.closings,
        contacted=opinion.contacted,
        solved=opinion.solved,
        satisfaction=opinion.satisfaction,
        body=opinion.body,
    )
    case.rating_key = None
    record(permit, case, given, closing=case.closings)
    return given


def respond(permit: Permit[None], key: str, opinion: Opinion) -> Rating:
    """Rate through a mailed link: whoever holds it can do this to this case, once, and nothing else.

    `key` is what the database keeps of the link's token. Raises Refused for one that is used up or was never made.
    """
    holder = Actor(Kind.VISITOR, receipts=frozenset({key}))
    query = permit.gate.visible(holder, CaseVerb.RATE).where(Case.rating_key == key)
    case = permit.session.scalar(query)
    if case is None or case.status not in MOVES[CaseVerb.RATE].before:
        raise Refused("", N_("This link has been used already, or the case has moved on."))
    return rate(permit.gate.admit(permit.session, holder, CaseVerb.RATE, case.ref), opinion)
