"""What happened to one record."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from portal.ledger.events import Event

# Columns, because a long history is spared making an object of each event; built once, asked on every page of a record.
_HISTORY = (
    select(
        Event.id,
        Event.at,
        Event.actor_kind,
        Event.actor_id,
        Event.actor_org_id,
        Event.verb,
        Event.kind,
        Event.rows,
        Event.facts,
    )
    .where(Event.kind == bindparam("of"), Event.subject_id == bindparam("row"))
    .order_by(Event.id.desc())
)


def history(session: Session, row: Any) -> Sequence[Any]:
    """Return the events of a record, newest first.

    One statement, however many parts of a page ask: a session that only reads remembers the answer.
    """
    return _known(session, row)[0]


def touched(session: Session, row: Any) -> frozenset[str]:
    """Return the kinds of the rows that a record's events made or changed: what no event tells of is not there."""
    return _known(session, row)[1]


def _known(session: Session, row: Any) -> tuple[Sequence[Any], frozenset[str]]:
    kept = session.info.get("kept", {}).setdefault("history", {})
    key = row.kind, row.id
    if key not in kept:
        events = session.execute(_HISTORY, {"of": row.kind, "row": row.id}).all()
        kept[key] = events, frozenset(kind for event in events for kind, _id in event.rows)
    found: tuple[Sequence[Any], frozenset[str]] = kept[key]
    return found
