"""What follows from a line of the routing table: its words, and nothing to be found or told."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sqlalchemy.orm import Session

from portal.access import Permit
from portal.i18n import N_
from portal.identity.people import members_of
from portal.ledger import Event
from portal.routing.model import STATUSES, TONES, Route
from portal.routing.verbs import RouteVerb
from portal.slice import Card, Place, Task, Wording

WORDS: dict[Any, Wording] = {
    RouteVerb.ADD: Wording(
        N_("Add a line"), N_("The line has been added."), N_("added a line to the routing table")
    ),
    RouteVerb.CHANGE: Wording(
        N_("Change"), N_("The line has been changed."), N_("changed a line of the routing table")
    ),
    RouteVerb.RETIRE: Wording(
        N_("Take out of use"),
        N_("The line is out of use."),
        N_("took a line of the routing table out of use"),
        "red",
    ),
}


def document(_session: Session, _route: Route) -> None:
    """The table is read, not searched."""
    return


def cards(permit: Permit[Any], ids: list[int]) -> dict[int, Card]:
    """Return the lines among `ids` the reader may know of, for the inbox."""
    found = permit.session.scalars(permit.visible(RouteVerb.READ).where(Route.id.in_(ids)))
    return {route.id: _card(route) for route in found}


def _card(route: Route) -> Card:
    return Card(
        route.basis or route.district or route.category,
        Place("routing.browse", {}),
        "",
        N_("Line of the routing table"),
        STATUSES[route.status],
        TONES[route.status],
        route.created_at,
        "",
        route.org_id,
    )


def addressees(session: Session, event: Event) -> Iterable[int]:
    """Tell the department to which cases will go from now on."""
    return members_of(session, [event.facts.get("to_org")])


def waiting(_permit: Permit[Any]) -> list[Task]:
    """Nothing in the table waits for anybody."""
    return []
