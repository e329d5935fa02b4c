"""How departments work on a case together, and who keeps out of it."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from portal.access import Refused, advance
from portal.cases.commands.dispatching import give_to, helper_of, take_up_first
from portal.cases.commands.parts import CasePermit, part
from portal.cases.model import MOVES, Case, Involved, Note, Recusal
from portal.i18n import N_, local
from portal.ledger import record
from portal.store import now


def transfer(permit: CasePermit, to_org_id: int, ground: str, body: str) -> Case:
    """The department gives the case to another, which everybody sees; the first receiver goes on answering for it.

    First-receiver duty (首接负责制): the Beijing regulation on complaint handling, art. 14.
    """
    case = permit.subject
    if to_org_id == case.handler_org_id:
        raise Refused("department", N_("Your department has it already."))
    before = advance(case, permit.verb, MOVES)
    handed = give_to(permit, to_org_id)
    record(permit, case, part(permit, Note, case, body=body), before=before, ground=ground, **handed)
    return case


def involve(permit: CasePermit, org_ids: Collection[int], due_on: date, body: str) -> Case:
    """The department that leads asks others for their part, each by a day of its own; it goes on leading."""
    case, session = permit.subject, permit.session
    if due_on < local(now()).date():
        raise Refused("due_on", N_("This day is over."))
    if case.due_on and due_on > case.due_on:
        raise Refused("due_on", N_("The case itself is due before that day."))
    if case.handler_org_id in org_ids:
        raise Refused("departments", N_("Your department leads already."))
    take_up_first(permit)
    before = advance(case, permit.verb, MOVES)
    here = {
        "kind": case.kind,
        "subject_id": case.id,
        "asked_at": now(),
        "due_on": due_on,
        "answered_at": None,
    }
    with session.no_autoflush:  # they are written in company of the event
        for org_id in org_ids:
            session.merge(Involved(org_id=org_id, **here))
    asked = part(permit, Note, case, body=body)
    record(permit, case, asked, before=before, orgs=sorted(org_ids), due=due_on.isoformat())
    return case


def contribute(permit: CasePermit, body: str) -> Case:
    """A department that co-operates gives its part."""
    case = permit.subject
    before = advance(case, permit.verb, MOVES)
    asked = helper_of(case, permit.session, permit.actor.org_id)
    late = asked is not None and asked.due_on < local(now()).date()
    if asked:
        asked.answered_at = now()
    record(permit, case, part(permit, Note, case, body=body), before=before, late=late)
    return case


def recuse(permit: CasePermit, ground: str, body: str) -> Case:
    """An officer declares a conflict of interest and can do nothing more on the case."""
    case = permit.subject
    advance(case, permit.verb, MOVES)
    account = permit.actor.id
    permit.session.add(
        Recusal(kind=case.kind, subject_id=case.id, account_id=account, ground=ground, since=now())
    )
    record(permit, case, part(permit, Note, case, body=body), ground=ground)
    return case
