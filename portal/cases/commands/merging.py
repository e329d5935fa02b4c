"""Handling a matter once that was filed twice: a duplicate is merged into a leading case, and taken out again.

Whoever filed the duplicate keeps their number, their receipt and everything they may ask for; nothing of their time
is lost: what ran on it runs on in the leading case, pauses and all.
"""

from __future__ import annotations

from portal import clocks
from portal.access import IllegalMove, Refused, advance
from portal.cases import queries
from portal.cases.commands.parts import CasePermit, part, take_conflicts_along, undo
from portal.cases.commands.relations import tied
from portal.cases.model import (
    HANDLING,
    HANDLING_OF,
    LASTING,
    LEADING,
    MOVES,
    Case,
    Closure,
    Message,
    Relation,
)
from portal.cases.verbs import RelationVerb
from portal.i18n import N_
from portal.ledger import record
from portal.store import now


def merge(permit: CasePermit, lead: Case, body: str) -> Case:
    """Close a duplicate and handle it together with the case that leads (合并办理); its holder reads how that goes on.

    Raises Refused when that case cannot lead: it is this one, stands still or is over; or when others follow this one.
    """
    case = permit.subject
    _check(permit, lead)
    mine, theirs = _sides(permit, lead)
    before = advance(case, permit.verb, MOVES)
    _hand_over_clocks(permit, lead)
    take_conflicts_along(permit, lead)
    case.resumes, case.lead_id, case.outcome, case.closed_at = "", lead.id, "duplicate", now()
    case.extends = case.escalated = False
    case.closings += 1
    closure = part(permit, Closure, case, number=case.closings, outcome="duplicate", lang=case.lang)
    closure.body, closure.next_step, closure.whereto = body, "follow", lead.ref
    facts = {"before": before, "outcome": "duplicate", "lead": lead.ref, "closing": case.closings}
    record(permit, case, closure, mine, lead, **facts)
    record(permit, lead, theirs)
    return case


def _check(permit: CasePermit, lead: Case) -> None:
    """Refuse what would lead nowhere: a case that is not being handled, or a chain of cases."""
    if lead.id == permit.subject.id:
        raise Refused("other", N_("This is the case itself."))
    if lead.status not in LEADING:
        raise Refused("other", N_("That case cannot lead: it stands still, has been answered or is over."))
    if queries.has_merged(permit):
        raise Refused("other", N_("Other cases are handled together with this one. It can only lead."))


def _hand_over_clocks(permit: CasePermit, lead: Case) -> None:
    """Let what runs for the handling run on at the leading case; what was the duplicate's own affair ends."""
    case, session = permit.subject, permit.session
    clocks.meet(session, case, "acceptance")
    clocks.resume(session, case)
    own = {clock.regime for clock in clocks.live(case)} - set(HANDLING)
    if own:
        clocks.end(session, case, "closed", *own)
    clocks.merge(session, lead, case)


def _sides(permit: CasePermit, lead: Case) -> tuple[Relation, Relation]:
    """Return both sides of the link between the two, made when they are not linked yet."""
    case = permit.subject
    mine, theirs = queries.relation_to(permit, case, lead), queries.relation_to(permit, lead, case)
    if mine is not None and theirs is not None:
        return mine, theirs
    (_case, mine, _nature), (_lead, theirs, _mirrored) = tied(permit, case, lead, "same")
    return mine, theirs


def separate(permit: CasePermit, body: str) -> Case:
    """Undo a merge that was wrong: the case is handled by itself again, on the time that it had."""
    case, session, lead = permit.subject, permit.session, queries.lead_of(permit)
    if lead is None:
        raise IllegalMove(permit.verb)
    mine, theirs = queries.relation_to(permit, case, lead), queries.relation_to(permit, lead, case)
    alone = case.handler_org_id == case.intake_org_id
    before = advance(case, permit.verb, MOVES, "accepted" if alone else "handling")
    undone = undo(case, queries.last_closure(permit), "separate")
    if not clocks.give_back(session, lead, case):
        clocks.start(session, case, HANDLING_OF[case.urgency], "separated")
    said = part(permit, Message, case, nature="message", body=body)
    record(permit, case, said, *undone, *_taken_back(mine), lead, before=before, lead=lead.ref)
    if theirs is not None:
        record(permit, lead, *_taken_back(theirs))
    return case


def _taken_back(side: Relation | None) -> list[Relation]:
    """Take a link back that turned out to be wrong; that one was split off the other stays true."""
    if side is None:
        return []
    if side.nature in LASTING:
        return [side]
    advance(side, RelationVerb.UNLINK, MOVES)
    side.ground = "different"
    return [side]
