"""Telling people: nobody hears of what they may not read, nor of their own actions."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from functools import cache
from typing import Any

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert as pg_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert
from sqlalchemy.orm import Session

from portal.access import Actor, Gate, badges, meets
from portal.access.rules import Words
from portal.identity.people import people
from portal.inbox.model import Follow, Notification
from portal.ledger import Consumer, Event, by_kind
from portal.slice import GovernedKind, Slice

Audience = Callable[[str, int], Words]


def consumer(gate: Gate, slices: Iterable[Slice]) -> Consumer:
    """Return the consumer that tells addressees and followers, through the READ rule of the subject."""
    known = list(slices)
    kinds = {kind.model.kind: kind for capability in known for kind in capability.kinds}
    owners = {kind.model.kind: capability for capability in known for kind in capability.kinds}

    def handle(session: Session, events: Sequence[Event]) -> None:
        _held = _subjects(session, kinds, events)
        following = _followers(session, events)
        told = {
            event.id: {*owners[event.kind].addressees(session, event), *following(event)}
            for event in events
            if event.kind in owners
        }
        readers = people(session, (account for accounts in told.values() for account in accounts))
        audience = _audience(session, gate, kinds)
        lines = [
            _line(event, account)
            for event in events
            for account in sorted(told.get(event.id, set()) - {event.actor_id})
            if account in readers
            and _may_hear(audience, owners, event, badges(readers[account].actor))
            and _still(session, gate, kinds[event.kind], event, readers[account].actor)
        ]
        _keep(session, lines)

    return Consumer("inbox", handle)


def _subjects(session: Session, kinds: Mapping[str, GovernedKind], events: Sequence[Event]) -> list[Any]:
    """Fetch what the events are about: as long as it is held, whoever asks for it finds it in the session."""
    return [
        row
        for kind, ids in _about(events).items()
        if kind in kinds
        for row in session.scalars(select(kinds[kind].model).where(kinds[kind].model.id.in_(ids)))
    ]


def _about(events: Sequence[Event]) -> Mapping[str, list[int]]:
    """Return the ids of what the events are about, by kind."""
    return by_kind(sorted({(event.kind, event.subject_id) for event in events}))


def _followers(session: Session, events: Sequence[Event]) -> Callable[[Event], Collection[int]]:
    """Return what names those who follow the subject of an event of this batch."""
    found: dict[tuple[str, int], list[int]] = {}
    for kind, ids in _about(events).items():
        query = select(Follow.subject_id, Follow.account_id)
        for row, account in session.execute(query.where(Follow.kind == kind, Follow.subject_id.in_(ids))):
            found.setdefault((kind, row), []).append(account)
    return lambda event: found.get((event.kind, event.subject_id), ())


def _audience(session: Session, gate: Gate, kinds: Mapping[str, GovernedKind]) -> Audience:
    """Return what says who may read a row, in words; a batch asks of a row once, however many are to hear of it."""

    @cache
    def audience(kind: str, row_id: int) -> Words:
        row = session.get(kinds[kind].model, row_id) if kind in kinds else None
        return gate.words(session, kinds[kind].read, row) if row is not None else frozenset()

    return audience


def _may_hear(audience: Audience, slices: Mapping[str, Slice], event: Event, worn: Words) -> bool:
    """Return whether a reader who wears these badges may know of the event.

    They must read its subject; and of an event that made parts (a note, a message) they must read one of
    them, unless its wording is open to every reader of the record. The same holds for the timeline.
    """

    def reads(kind: str, row_id: int) -> bool:
        return meets(audience(kind, row_id), worn)

    made = [(kind, row_id) for kind, row_id in event.rows if kind != event.kind]
    wording = {str(verb): words for verb, words in slices[event.kind].words.items()}.get(event.verb)
    open_to_all = not made or (wording is not None and wording.is_open(event.facts))
    return reads(event.kind, event.subject_id) and (open_to_all or any(reads(*part) for part in made))


def _still(session: Session, gate: Gate, kind: GovernedKind, event: Event, reader: Actor) -> bool:
    """Return whether the kind itself has nothing against telling the reader now."""
    return kind.tells is None or kind.tells(session, gate, event, reader)


def _line(event: Event, account_id: int) -> dict[str, Any]:
    return {
        "event_id": event.id,
        "account_id": account_id,
        "kind": event.kind,
        "subject_id": event.subject_id,
        "at": event.at,
    }


def _keep(session: Session, lines: list[dict[str, Any]]) -> None:
    """Write the lines that are not there yet: a batch that comes twice tells nobody twice."""
    if lines:
        insert = pg_insert if session.get_bind().dialect.name == "postgresql" else sqlite_insert
        session.execute(insert(Notification).on_conflict_do_nothing(), lines)
