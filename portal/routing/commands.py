"""What happens to the routing table: lines are added, changed, taken out of use."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from portal.access import Permit, Refused, advance
from portal.i18n import N_
from portal.identity.people import intake_centre
from portal.ledger import record
from portal.routing import queries
from portal.routing.model import MOVES, Route
from portal.store import random_reference


@dataclass(frozen=True, slots=True)
class Way:
    """Cases of which category and district (empty: any) go to which department, and why."""

    category: str
    district: str
    org_id: int
    basis: str = ""


def add(permit: Permit[None], way: Way) -> Route:
    """The intake centre, or portal operations for it, adds a line. Refused to other departments."""
    centre = intake_centre(permit.session)
    if centre is None or permit.actor.org_id not in (None, centre):
        raise Refused("", N_("Only the intake centre decides where cases go."))
    route = Route(
        ref=random_reference(), status="", author_id=permit.actor.id, author_org_id=centre, org_id=way.org_id
    )
    advance(route, permit.verb, MOVES)
    return _write(permit, route, way)


def change(permit: Permit[Route], way: Way) -> Route:
    """A line leads elsewhere, or is about other cases."""
    advance(permit.subject, permit.verb, MOVES)
    return _write(permit, permit.subject, way)


def _write(permit: Permit[Any], route: Route, way: Way) -> Route:
    twin = queries.line_for(permit, way.category, way.district)
    if twin is not None and twin is not permit.subject:
        raise Refused("category", N_("There is a line for this category and district already."))
    route.category, route.district = way.category, way.district
    route.org_id, route.basis = way.org_id, way.basis
    record(permit, route, category=way.category, district=way.district, to_org=way.org_id)
    return route


def retire(permit: Permit[Route]) -> Route:
    """A line is taken out of use; what it has led to stays where it is."""
    advance(permit.subject, permit.verb, MOVES)
    record(permit, permit.subject)
    return permit.subject
