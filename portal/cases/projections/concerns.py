"""Whom the events of a case concern, and what waits for whom."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sqlalchemy.orm import Session

from portal.access import Permit
from portal.cases import queries
from portal.cases.model import Case
from portal.cases.projections import outcomes
from portal.cases.projections.cards import place
from portal.cases.projections.identity import undecided
from portal.cases.projections.publication import summaries
from portal.cases.verbs import CaseVerb
from portal.i18n import N_
from portal.identity.people import members_of
from portal.ledger import Event
from portal.slice import Task

_TOLD_TO_THE_ENTERPRISE = {
    CaseVerb.HEAR,
    CaseVerb.CONTEST,
    CaseVerb.DECIDE_CORRECTION,
    CaseVerb.CLOSE,
    CaseVerb.PUBLISH,
}

# What somebody whose case is handled together with this one is told of.
_TOLD_TO_THE_MERGED = {
    CaseVerb.PROGRESS,
    CaseVerb.ANSWER,
    CaseVerb.CLOSE,
    CaseVerb.CALL_BACK,
    CaseVerb.KEEP_PROMISE,
    CaseVerb.WITHDRAW,
    CaseVerb.REFUSE,
}


def addressees(session: Session, event: Event) -> Iterable[int]:
    """Tell the complainant, the intake centre and the departments that have to do with the case.

    What time does is told to whom it urges: the department, or of an escalation the intake centre; the complainant
    hears of a deadline that has passed, and everybody of due dates that have moved.
    """
    case = session.get(Case, event.subject_id) if event.kind == Case.kind else None
    if case is None or event.verb == CaseVerb.BRING_IN:
        return
    if case.author_id is not None and _concerns_complainant(event):
        yield case.author_id
    if event.verb in _TOLD_TO_THE_MERGED:
        yield from queries.merged_authors(session, case)
    yield from members_of(session, _departments(session, case, event) | _enterprise(case, event))


def _concerns_complainant(event: Event) -> bool:
    quiet = event.verb in (CaseVerb.REMIND, CaseVerb.ESCALATE_LATE)
    return not quiet and not _moves_nothing(event)


def _departments(session: Session, case: Case, event: Event) -> set[int]:
    if event.verb in (CaseVerb.REMIND, CaseVerb.FALL_DUE):
        return {event.facts.get("org") or case.handler_org_id}
    if event.verb == CaseVerb.ESCALATE_LATE:
        return {case.intake_org_id}
    if _moves_nothing(event):
        return set()
    own = {case.handler_org_id, case.intake_org_id, case.first_org_id or 0}
    return own | queries.helping(session, case)


def _enterprise(case: Case, event: Event) -> set[int]:
    """Tell the enterprise what asks for its answer and what became of it."""
    return {case.heard_org_id} if case.heard_org_id and event.verb in _TOLD_TO_THE_ENTERPRISE else set()


def _moves_nothing(event: Event) -> bool:
    return event.verb == CaseVerb.RECALCULATE and not event.facts.get("moved")


_WHAT = {
    "received": N_("Decide whether to accept it"),
    "accepted": N_("Dispatch it to a department"),
    "dispatched": N_("Take it up"),
    "needs_info": N_("Send what is asked for"),
    "appealed": N_("Decide on the appeal"),
    "objected": N_("Decide on the return"),
    "appraisal": N_("Go on when the result is there"),
    "handling": N_("Handle and answer it"),
    "redo": N_("Handle it again: it did not hold"),
}
_PART = N_("Give your part")
_ALONE = N_("Handle it by itself again: the leading case is over")
_TIME, _HELP = N_("Decide on more time"), N_("Bring the departments together")


def _step(case: Case, org_id: int | None) -> str:
    """Return what waits in a case: of the intake centre first what a department asks it for."""
    if case.intake_org_id == org_id and case.extends:
        return _TIME
    return _HELP if case.intake_org_id == org_id and case.escalated else _WHAT[case.status]


def waiting(permit: Permit[Any]) -> list[Task]:
    """What waits in cases: for who has the next step, for departments that owe their part, and after an ending."""
    org = permit.actor.org_id
    steps = [(case, title, _step(case, org), case.due_on) for case, title in queries.waiting(permit)]
    parts = [(case, case.title, _PART, due) for case, due in queries.awaited(permit)]
    tasks = [Task(title, place(c.ref), c.ref, what, c.filed_at, due) for c, title, what, due in steps + parts]
    alone = [Task(t, place(c.ref), c.ref, _ALONE, c.filed_at) for c, t in queries.left_alone(permit)]
    return [*tasks, *alone, *undecided(permit), *summaries(permit), *outcomes.waiting(permit)]
