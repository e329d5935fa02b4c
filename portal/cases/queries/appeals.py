"""What the ledger says about a refusal."""

from __future__ import annotations

from sqlalchemy import select

from portal.access import Permit
from portal.cases.model import Case
from portal.cases.verbs import CaseVerb
from portal.ledger import Event


def who_refused(permit: Permit[Case]) -> int | None:
    """Return the account of the officer who refused the case last; None when nobody did."""
    case = permit.subject
    query = select(Event.actor_id).where(Event.kind == case.kind, Event.subject_id == case.id)
    refusals = query.where(Event.verb == str(CaseVerb.REFUSE)).order_by(Event.id.desc())
    found: int | None = permit.session.scalar(refusals.limit(1))
    return found
