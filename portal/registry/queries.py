"""What can be asked about systems. Every query starts from permit.visible()."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Select, func

from portal.access import Permit
from portal.registry.model import System
from portal.registry.verbs import SystemVerb

AnyPermit = Permit[Any]


def browse(permit: AnyPermit, chosen: Mapping[str, str]) -> Select[*tuple[Any, ...]]:
    """Select the systems, the latest filed first, narrowed by class."""
    query = permit.visible(SystemVerb.READ).order_by(System.id.desc())
    if chosen.get("class"):
        query = query.where(System.algorithm_class == chosen["class"])
    return query


def count_by_class(permit: AnyPermit) -> dict[str, int]:
    """Return how many systems are in each class."""
    query = permit.visible(SystemVerb.READ).with_only_columns(System.algorithm_class, func.count())
    return {row[0]: row[1] for row in permit.session.execute(query.group_by(System.algorithm_class))}


def siblings(permit: Permit[System], limit: int = 20) -> list[System]:
    """Return the other systems of the same enterprise."""
    system = permit.subject
    query = permit.visible(SystemVerb.READ).where(System.org_id == system.org_id, System.id != system.id)
    return list(permit.session.scalars(query.order_by(System.id.desc()).limit(limit)))
