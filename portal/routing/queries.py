"""What can be asked of the routing table. Every query starts from permit.visible()."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Select, func

from portal.access import Permit
from portal.routing.model import Route
from portal.routing.verbs import RouteVerb

AnyPermit = Permit[Any]


def browse(permit: AnyPermit) -> Select[*tuple[Any, ...]]:
    """Select the lines of the table, those in use first, by category and district."""
    query = permit.visible(RouteVerb.READ)
    return query.order_by(Route.status, Route.category, Route.district, Route.id)


def line_for(permit: AnyPermit, category: str, district: str) -> Route | None:
    """Return the line in use for exactly this category and district."""
    found: Route | None = permit.session.scalar(_in_use(permit, (category,), (district,)).limit(1))
    return found


def suggested(permit: AnyPermit, category: str, districts: tuple[str, ...]) -> Route | None:
    """Return the line that fits a case best: a line that names its category before one that names its district.

    `districts` are the names of that district.
    """
    query = _in_use(permit, (category, ""), (*districts, ""))
    named = (Route.category == "", Route.district == "", Route.id)
    found: Route | None = permit.session.scalar(query.order_by(*named).limit(1))
    return found


def _in_use(
    permit: AnyPermit, categories: tuple[str, ...], districts: tuple[str, ...]
) -> Select[*tuple[Any, ...]]:
    query = permit.visible(RouteVerb.READ).where(Route.status == "active", Route.category.in_(categories))
    return query.where(func.lower(Route.district).in_({name.lower() for name in districts}))
