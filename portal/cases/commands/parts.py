"""What the commands of cases share: the rows a case consists of."""

from __future__ import annotations

from typing import Any, TypeVar

from portal.access import Permit
from portal.cases import queries
from portal.cases.model import Case, Closure, Part, Recusal
from portal.files.commands import attach
from portal.files.model import Attachment
from portal.store import random_reference

CasePermit = Permit[Case]
P = TypeVar("P", bound=Part)


def attached(permit: Permit[Any], case: Case, to: Part, token: str) -> list[Attachment]:
    """Return the files that wait under a token, hung on a part of the case that is about to be recorded."""
    return attach(permit, "cases", case.ref, to, token)


def part(permit: Permit[Any], model: type[P], case: Case, **values: Any) -> P:
    """Make a row that belongs to the case, by whoever acts."""
    who = {"author_id": permit.actor.id, "author_org_id": permit.actor.org_id}
    return model(ref=random_reference(), status="kept", case=case, **who, **values)


def take_conflicts_along(permit: CasePermit, to: Case) -> None:
    """Keep who keeps out of the permit's case out of the one in which its matter is handled, too."""
    for one in queries.recusals(permit):
        permit.session.merge(
            Recusal(
                kind=to.kind, subject_id=to.id, account_id=one.account_id, ground=one.ground, since=one.since
            )
        )


def undo(case: Case, closure: Closure | None, by: str) -> list[Closure]:
    """Undo how a case ended; return the closing that no longer holds, for the record. `by` names what undid it."""
    case.outcome, case.promised_on, case.rating_key, case.closed_at = "", None, None, None
    case.lead_id = None
    if closure is None:
        return []
    closure.overturned = by
    return [closure]
