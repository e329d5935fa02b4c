"""What the commands of cases share: the rows a case consists of."""

from __future__ import annotations

from typing import Any, TypeVar

from portal.access import Permit
from portal.cases.model import Case, Part
from portal.store import random_reference

CasePermit = Permit[Case]
P = TypeVar("P", bound=Part)


def part(permit: Permit[Any], model: type[P], case: Case, **values: Any) -> P:
    """Make a row that belongs to the case, by whoever acts."""
    who = {"author_id": permit.actor.id, "author_org_id": permit.actor.org_id}
    return model(ref=random_reference(), status="kept", case=case, **who, **values)
