"""What can be asked about the identity of who complained."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Select

from portal.access import Actor, Gate, Permit
from portal.cases.model import Case, Disclosure
from portal.cases.queries.lists import MOST
from portal.cases.queries.parts import rows_of
from portal.cases.verbs import CaseVerb, DisclosureVerb
from portal.ledger import touched


def case_ref_of(permit: Permit[Disclosure]) -> str:
    """Return the number of the case that a request to see an identity is about."""
    query = permit.visible(CaseVerb.READ).where(Case.id == permit.subject.case_id)
    return str(permit.session.scalars(query.with_only_columns(Case.ref)).one())


def disclosures(permit: Permit[Case]) -> list[Disclosure]:
    """Return the requests to see the identity of this case, the latest first: one query at most."""
    if Disclosure.kind not in touched(permit.session, permit.subject):
        return []
    return rows_of(permit, DisclosureVerb.READ, Disclosure)[::-1]


def undecided(permit: Permit[Any]) -> list[tuple[Disclosure, str]]:
    """Return the requests that this person may decide on, with the numbers of their cases, the oldest first."""
    return [(asked, ref) for asked, ref in permit.asked(_undecided)]


def _undecided(gate: Gate, actor: Actor) -> Select[*tuple[Any, ...]]:
    query = gate.visible(actor, DisclosureVerb.GRANT).where(Disclosure.status == "asked")
    query = query.join(Case, Case.id == Disclosure.case_id).add_columns(Case.ref)
    return query.order_by(Disclosure.id).limit(MOST)
