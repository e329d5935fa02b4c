"""Recording an action. No governed row reaches the database without passing here."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from datetime import UTC, datetime
from functools import cache
from typing import Any

from sqlalchemy import BigInteger, Index, String, event, insert, select, text
from sqlalchemy.orm import Mapped, ORMExecuteState, Session, mapped_column

from portal.access import Actor, Permit
from portal.store import Attached, Governed, Row, now

_RECORDED, _PENDING = "ledger.recorded", "ledger.pending"
_LOCK = 0x476F6E67  # one number, known to every process, that orders the appends on PostgreSQL
_LONGEST_FACT = 80
GENESIS = "0" * 64


class Unrecorded(Exception):
    """Somebody tried to change a governed row without recording the action."""


class Event(Row):
    """One action: who did what to which row, when, with which facts. Never prose, so that prose can be erased.

    `rows` lists every governed row the action touched as [kind, id], its subject first.
    `hash` covers everything else of the event and the hash of the event before it.
    """

    __tablename__ = "event"
    id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    at: Mapped[datetime]
    actor_kind: Mapped[str] = mapped_column(String(16))
    actor_id: Mapped[int | None] = mapped_column(BigInteger)
    actor_org_id: Mapped[int | None] = mapped_column(BigInteger)
    verb: Mapped[str] = mapped_column(String(40))
    kind: Mapped[str] = mapped_column(String(24))
    subject_id: Mapped[int] = mapped_column(BigInteger)
    rows: Mapped[list[Any]]
    facts: Mapped[dict[str, Any]]
    hash: Mapped[str] = mapped_column(String(64))

    __table_args__ = (Index("ix_event_subject", "kind", "subject_id", "id"),)


def digest(previous: str, fields: Mapping[str, Any]) -> str:
    """Return SHA-256 of the canonical JSON of an event chained to the hash before it, in hexadecimal."""
    names = ("id", "actor_kind", "actor_id", "actor_org_id", "verb", "kind", "subject_id", "rows", "facts")
    content = {name: fields[name] for name in names} | {
        "at": fields["at"].astimezone(UTC).isoformat(timespec="microseconds"),
        "previous": previous,
    }
    return hashlib.sha256(canonical(content)).hexdigest()


def canonical(content: Mapping[str, Any]) -> bytes:
    """Return the one form in which content is hashed and signed: JSON with sorted names, no spaces, UTF-8."""
    return json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode()


def record(permit: Permit[Any], subject: Governed, *parts: Governed, **facts: Any) -> None:
    """Write the subject and the parts the action touched, and queue its event for the commit.

    Facts are numbers, codes, identifiers and lists of them; raises TypeError for anything like prose.
    """
    _refuse_prose(facts)
    session = permit.session
    recorded = session.info.setdefault(_RECORDED, set())
    touched = (subject, *parts)
    recorded.update(touched)
    session.add_all(touched)
    try:
        session.flush()
    finally:
        recorded.difference_update(touched)
    _queue(session, permit.actor, permit.verb, touched, facts)


def _queue(
    session: Session, actor: Actor, verb: str, rows: tuple[Governed, ...], facts: dict[str, Any]
) -> None:
    session.info.setdefault(_PENDING, []).append(
        {
            "at": now(),
            "actor_kind": str(actor.kind),
            "actor_id": actor.id,
            "actor_org_id": actor.org_id,
            "verb": str(verb),
            "kind": rows[0].kind,
            "subject_id": rows[0].id,
            "rows": [[row.kind, row.id] for row in rows],
            "facts": facts,
        }
    )


def _refuse_prose(facts: Mapping[str, Any]) -> None:
    for name, value in facts.items():
        for item in value if isinstance(value, list) else [value]:
            short = isinstance(item, str) and len(item) <= _LONGEST_FACT and "\n" not in item
            if not (item is None or isinstance(item, int) or short):
                raise TypeError(f"the fact {name!r} is no number, code or identifier")


@event.listens_for(Session, "before_commit")
def _append(session: Session) -> None:
    """Chain the queued events: the last statements before the commit, so the lock is held for a moment."""
    pending = session.info.pop(_PENDING, None)
    if not pending:
        return
    session.flush()
    if session.get_bind().dialect.name == "postgresql":
        session.execute(_IN_TURN, {"key": _LOCK})
    head = session.execute(_HEAD).one_or_none()
    number, previous = head or (0, GENESIS)
    for fields in pending:
        number += 1
        fields["id"] = number
        previous = fields["hash"] = digest(previous, fields)
    session.execute(_CHAINED, pending)


_IN_TURN = text("SELECT pg_advisory_xact_lock(:key)")
_HEAD = select(Event.id, Event.hash).order_by(Event.id.desc()).limit(1)
_CHAINED: Any = insert(Row.metadata.tables["event"])


@event.listens_for(Session, "after_rollback")
def _forget(session: Session) -> None:
    session.info.pop(_PENDING, None)
    session.info.pop(_RECORDED, None)


@event.listens_for(Session, "before_flush")
def _refuse_unrecorded(session: Session, *_: Any) -> None:
    changed = {o for o in session.dirty if session.is_modified(o)} | set(session.new) | set(session.deleted)
    recorded = session.info.get(_RECORDED, set())
    subjects = {(row.kind, row.id) for row in recorded}
    for row in changed - recorded:
        attached = isinstance(row, Attached) and (row.kind, row.subject_id) not in subjects
        if isinstance(row, Governed) or attached:
            raise Unrecorded(f"{type(row).__name__} changed without a ledger event")


@event.listens_for(Session, "do_orm_execute")
def _refuse_bulk(state: ORMExecuteState) -> None:
    written = getattr(getattr(state.statement, "table", None), "name", None)
    if written and written in _guarded(len(Row.metadata.tables)):
        raise Unrecorded(f"bulk write to {written}")


@cache
def _guarded(_tables: int) -> frozenset[str]:
    """Return the names of the tables that change only in company of an event, of so many as there are."""
    kinds = (mapper.class_ for mapper in Row.registry.mappers)
    return frozenset(kind.__tablename__ for kind in kinds if issubclass(kind, Governed | Attached))


def append_only(dialect: str) -> list[str]:
    """Return the statements that make the event table refuse UPDATE, DELETE and TRUNCATE, for migrations."""
    if dialect == "sqlite":
        return [
            f"CREATE TRIGGER event_no_{verb.lower()} BEFORE {verb} ON event "
            "BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END"
            for verb in ("UPDATE", "DELETE")
        ]
    return [
        _REFUSE,
        _NO_CHANGE,
    ]


_REFUSE = """CREATE FUNCTION refuse_event_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION 'the ledger is append-only' USING ERRCODE = '23514'; END $$"""
_NO_CHANGE = """CREATE TRIGGER event_no_change BEFORE UPDATE OR DELETE OR TRUNCATE ON event
FOR EACH STATEMENT EXECUTE FUNCTION refuse_event_change()"""
