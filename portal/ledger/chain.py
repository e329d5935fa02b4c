"""Proving that nobody rewrote the ledger: walk the chain, and hold it against checkpoints kept elsewhere."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.ledger.events import GENESIS, Event, digest
from portal.store import now

_STRIDE = 1000


@dataclass(frozen=True, slots=True)
class Flaw:
    """The first place where the ledger is not what was written, and in which way."""

    event_id: int
    reason: str  # "hash", "gap", "missing" or "rewritten"


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a walk over the chain found: how many events, the head's hash, and the first flaw if any."""

    events: int
    head: str
    flaw: Flaw | None


def verify(session: Session, checkpoints: Path | None = None) -> Verdict:
    """Recompute every hash in order; compare with the checkpoint file when there is one.

    The chain alone cannot show that its end was cut off: checkpoints can.
    """
    marks = dict(read_checkpoints(checkpoints)) if checkpoints else {}
    count, previous = 0, GENESIS
    for event in _walk(session):
        count += 1
        if event.id != count:
            return Verdict(count - 1, previous, Flaw(count, "gap"))
        fields = {name: getattr(event, name) for name in Event.__table__.columns.keys()}  # noqa: SIM118
        if digest(previous, fields) != event.hash:
            return Verdict(count - 1, previous, Flaw(event.id, "hash"))
        if marks.pop(event.id, event.hash) != event.hash:
            return Verdict(count, event.hash, Flaw(event.id, "rewritten"))
        previous = event.hash
    flaw = Flaw(min(marks), "missing") if marks else None
    return Verdict(count, previous, flaw)


def verify_end(session: Session, most: int = _STRIDE) -> Verdict:
    """Recompute the hashes of the last events only: a quick look, which `verify` is not."""
    query = select(Event).order_by(Event.id.desc()).limit(most + 1)
    found = session.scalars(query).all()
    if not found:
        return Verdict(0, GENESIS, None)
    previous = found[-1].hash
    for event in reversed(found[:-1]):
        fields = {name: getattr(event, name) for name in Event.__table__.columns.keys()}  # noqa: SIM118
        if digest(previous, fields) != event.hash:
            return Verdict(event.id - 1, previous, Flaw(event.id, "hash"))
        previous = event.hash
    return Verdict(found[0].id, previous, None)


def _walk(session: Session) -> Iterator[Event]:
    position = 0
    while True:
        query = select(Event).where(Event.id > position).order_by(Event.id).limit(_STRIDE)
        news = session.scalars(query).all()
        if not news:
            return
        yield from news
        position = news[-1].id
        session.expunge_all()


def write_checkpoint(session: Session, path: Path) -> None:
    """Append the head of the chain to a file outside the database; nothing when it is there already."""
    head = session.execute(select(Event.id, Event.hash).order_by(Event.id.desc()).limit(1)).one_or_none()
    if head is None or ((known := list(read_checkpoints(path))) and known[-1][0] >= head.id):
        return
    line = json.dumps({"event": head.id, "hash": head.hash, "at": now().isoformat()})
    with path.open("a", encoding="ascii") as file:
        file.write(line + "\n")


def read_checkpoints(path: Path) -> Iterator[tuple[int, str]]:
    """Yield (event id, hash) of each checkpoint; a torn last line is passed over."""
    if not path.exists():
        return
    for line in path.read_text(encoding="ascii").splitlines():
        try:
            mark = json.loads(line)
        except ValueError:
            continue
        yield mark["event"], mark["hash"]
