"""What can be asked of the ledger."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Select, func, select

from portal.access import Permit
from portal.ledger import Event

AnyPermit = Permit[Any]


def browse(chosen: Mapping[str, str]) -> Select[*tuple[Any, ...]]:
    """Select the events, newest first, narrowed by verb, by kind of actor, or from an event number on."""
    query = select(Event).order_by(Event.id.desc())
    if chosen.get("verb"):
        query = query.where(Event.verb == chosen["verb"])
    if chosen.get("actor"):
        query = query.where(Event.actor_kind == chosen["actor"])
    return query


def count_by_verb(permit: AnyPermit) -> dict[str, int]:
    """Return how often each verb was done."""
    query = select(Event.verb, func.count()).group_by(Event.verb)
    return {row[0]: row[1] for row in permit.session.execute(query)}
