"""The lists that people of an organisation work by."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import ColumnElement, and_, exists, or_

from portal.access import Actor
from portal.cases.model import IN_HAND, OPEN, Case, Involved, Recusal
from portal.i18n import local
from portal.store import now

_SOON = timedelta(days=2)


# Who has the next step in a state: the organisation that has the case, the intake centre, or who complained.
_HANDLER_IS_NEXT = ("received", "accepted", "dispatched", "handling", "appraisal", "redo")
_INTAKE_IS_NEXT = ("appealed", "objected")
_COMPLAINANT_IS_NEXT = ("needs_info",)


def next_is(actor: Actor) -> ColumnElement[bool]:
    """Return the condition that the next step of a case is the actor's, or their organisation's and theirs to take."""
    mine = and_(Case.author_id == actor.id, Case.status.in_(_COMPLAINANT_IS_NEXT))
    if actor.org_id is None:
        return mine
    here = and_(Case.handler_org_id == actor.org_id, Case.status.in_(_HANDLER_IS_NEXT))
    asked = and_(Case.status.in_(IN_HAND.split()), or_(Case.extends.is_(True), Case.escalated.is_(True)))
    decided = and_(Case.intake_org_id == actor.org_id, or_(Case.status.in_(_INTAKE_IS_NEXT), asked))
    conflict = Recusal.kind == Case.kind, Recusal.subject_id == Case.id, Recusal.account_id == actor.id
    return or_(and_(or_(here, decided), ~exists().where(*conflict)), mine)


def on_list(actor: Actor, name: str) -> ColumnElement[bool]:
    """Return the condition that a case is on a list of the actor's organisation, by the code of WORKLISTS."""
    org, today = actor.org_id, local(now()).date()
    ours = and_(Case.handler_org_id == org, Case.status.in_(OPEN.split()))
    helps = Involved.kind == Case.kind, Involved.subject_id == Case.id, Involved.org_id == org
    waits = and_(Case.intake_org_id == org, Case.status == "dispatched")
    conditions = {
        "next": next_is(actor),
        "untaken": or_(waits, and_(Case.handler_org_id == org, Case.status.in_(("received", "dispatched")))),
        "ours": ours,
        "overdue": and_(ours, Case.due_on < today),
        "soon": and_(ours, Case.due_on >= today, Case.due_on <= today + _SOON),
        "watched": and_(or_(ours, Case.intake_org_id == org), Case.supervision != ""),
        "helping": exists().where(*helps),
    }
    return conditions[name]
