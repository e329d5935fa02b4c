"""Linking cases that belong together, and taking a link back. Both cases tell of it, each to its own readers."""

from __future__ import annotations

from portal.access import Permit, Refused, advance
from portal.cases import queries
from portal.cases.commands.parts import CasePermit, part
from portal.cases.model import MIRRORED, MOVES, Case, Relation
from portal.i18n import N_
from portal.ledger import record

RelationPermit = Permit[Relation]


def link(permit: CasePermit, other: Case, nature: str) -> Case:
    """Say what the case is to another that the actor may read. Raises Refused for itself and what is linked already."""
    case = permit.subject
    if other.id == case.id:
        raise Refused("other", N_("This is the case itself."))
    if queries.relation_to(permit, case, other):
        raise Refused("other", N_("These two cases are linked already."))
    advance(case, permit.verb, MOVES)
    for here, there, what in tied(permit, case, other, nature):
        record(permit, here, there, nature=what)
    return case


def tied(permit: CasePermit, case: Case, other: Case, nature: str) -> list[tuple[Case, Relation, str]]:
    """Make both sides of a link; return each with its case and what that is to the other one."""
    sides = (case, other, nature), (other, case, MIRRORED.get(nature, nature))
    return [
        (here, part(permit, Relation, here, nature=what, other_ref=there.ref), what)
        for here, there, what in sides
    ]


def unlink(permit: RelationPermit, ground: str) -> Relation:
    """Take a link back on both sides, and say on what ground."""
    side = permit.subject
    case, other = queries.linked(permit)
    mirrored = queries.relation_to(permit, other, case)
    for here, one in ((case, side), (other, mirrored)):
        if one is not None:
            advance(one, permit.verb, MOVES)
            one.ground = ground
            record(permit, here, one, ground=ground)
    return side
