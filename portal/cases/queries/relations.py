"""Which cases belong together, for one reader."""

from __future__ import annotations

from typing import Any

from sqlalchemy import or_

from portal.access import Denied, Permit
from portal.cases.model import Case, Relation
from portal.cases.queries.lists import titled
from portal.cases.queries.parts import rows_of
from portal.cases.verbs import CaseVerb, RelationVerb
from portal.ledger import touched

AnyPermit = Permit[Any]


def relations(permit: Permit[Case]) -> list[tuple[Relation, Case, str]]:
    """Return the links of the permit's case, also those taken back: each with the other case and its title.

    Only those whose other case the reader may read: what they are not shown leaves no trace.
    """
    if Relation.kind not in touched(permit.session, permit.subject):
        return []
    sides = rows_of(permit, RelationVerb.READ, Relation)
    lines = titled(permit).where(Case.ref.in_([side.other_ref for side in sides]))
    known = {case.ref: (case, title) for case, title in permit.session.execute(lines)}
    return [(side, *known[side.other_ref]) for side in sides if side.other_ref in known]


def removable(permit: Permit[Case]) -> set[int]:
    """Return the ids of the links of the permit's case that its actor may take back."""
    query = permit.visible(RelationVerb.UNLINK).where(Relation.case_id == permit.subject.id)
    return set(permit.session.scalars(query.with_only_columns(Relation.id)))


def relation_to(permit: AnyPermit, case: Case, other: Case) -> Relation | None:
    """Return the side of a link that stands on `case`, if it is linked with `other`."""
    query = permit.visible(RelationVerb.READ).where(Relation.case_id == case.id, Relation.status == "kept")
    found: Relation | None = permit.session.scalar(query.where(Relation.other_ref == other.ref))
    return found


def linked(permit: Permit[Relation]) -> tuple[Case, Case]:
    """Return the two cases of a link: the one it stands on, and the other. Raises Denied when one may not be read."""
    side = permit.subject
    wanted = or_(Case.id == side.case_id, Case.ref == side.other_ref)
    found = {case.ref: case for case in permit.session.scalars(permit.visible(CaseVerb.READ).where(wanted))}
    here = next((case for case in found.values() if case.id == side.case_id), None)
    if here is None or side.other_ref not in found:
        raise Denied(permit.verb)
    return here, found[side.other_ref]
