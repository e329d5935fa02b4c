"""What can be asked about the identity of who complained."""

from __future__ import annotations

from typing import Any

from portal.access import Permit
from portal.cases.model import Case, Disclosure
from portal.cases.verbs import CaseVerb, DisclosureVerb


def case_ref_of(permit: Permit[Disclosure]) -> str:
    """Return the number of the case that a request to see an identity is about."""
    query = permit.visible(CaseVerb.READ).where(Case.id == permit.subject.case_id)
    return str(permit.session.scalars(query.with_only_columns(Case.ref)).one())


def disclosures(permit: Permit[Case]) -> list[Disclosure]:
    """Return the requests to see the identity of this case, the latest first: one query."""
    query = permit.visible(DisclosureVerb.READ).where(Disclosure.case_id == permit.subject.id)
    return list(permit.session.scalars(query.order_by(Disclosure.id.desc())))


def undecided(permit: Permit[Any]) -> list[tuple[Disclosure, str]]:
    """Return the requests that this person may decide on, with the numbers of their cases, the oldest first."""
    query = permit.visible(DisclosureVerb.GRANT).where(Disclosure.status == "asked")
    query = query.join(Case, Case.id == Disclosure.case_id).add_columns(Case.ref).order_by(Disclosure.id)
    return [(asked, ref) for asked, ref in permit.session.execute(query.limit(50))]
