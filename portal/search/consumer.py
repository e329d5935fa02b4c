"""Keeping the index level with the ledger: the one path by which anything becomes findable."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from portal.access import Gate
from portal.i18n import local
from portal.ledger import Consumer, Event, by_kind
from portal.search.engine import Displaced, Document, Engine
from portal.search.lineage import Lineage
from portal.slice import GovernedKind, Slice

Key = tuple[str, int]
_ROWS_A_QUERY = 200


def consumer(gate: Gate, slices: Iterable[Slice], engine: Engine, lineage: Lineage | None = None) -> Consumer:
    """Return the consumer that projects every row an event touched, and the rows whose readers follow it.

    With a `lineage` the index is in a folder of this machine; it is built anew where the ledger is no longer that
    from which it was made.
    """
    kinds = {kind.model.kind: kind for capability in slices for kind in capability.kinds}

    def handle(session: Session, events: Sequence[Event]) -> None:
        keys = touched(session, kinds, events)
        documents = projected(session, gate, kinds, keys)
        drops = [f"{kind}:{row}" for kind, row in keys if (kind, row) not in documents]
        more = _goes_on(session, events)
        try:
            if any(event.facts.get("erased") for event in events):
                # a person's words leave the disk before these events count as done: whoever dies comes back to it
                engine.update(documents.values(), drops, events[0].id - 1, more=True)
                engine.purge()
                documents, drops = {}, []
            engine.update(documents.values(), drops, events[-1].id, more=more)
        except Displaced:
            return  # somebody removed the index: its position is 0 now and the next round rebuilds it

        if lineage:
            lineage.keep(events[-1])

    def position(session: Session) -> int:
        at = engine.position()
        if at and lineage and not lineage.holds(session):
            engine.clear()
            return 0
        return at

    return Consumer("search", handle, batch=500, position=position, here=lineage is not None)


def _goes_on(session: Session, events: Sequence[Event]) -> bool:
    """Return whether the ledger has later events than these."""
    return session.scalar(select(exists().where(Event.id > events[-1].id))) is True


def touched(session: Session, kinds: Mapping[str, GovernedKind], events: Sequence[Event]) -> dict[Key, Event]:
    """Return every row of the events once, parents before their parts, and the last event that touched it.

    Of a part that was touched by itself that is its own event, of any other that of its parent.
    """
    direct: dict[Key, Event] = {
        (kind, row): event for event in events for kind, row in event.rows if kind in kinds
    }
    parents = {key: event for key, event in direct.items() if kinds[key[0]].parts}
    parts: dict[Key, Event] = {}
    for parent, part in _parts(session, kinds, parents):
        parts[part] = max(parents[parent], parts.get(part, parents[parent]), key=lambda one: one.id)
    return parents | parts | direct


def _parts(
    session: Session, kinds: Mapping[str, GovernedKind], parents: Iterable[Key]
) -> Iterator[tuple[Key, Key]]:
    """Yield each of these rows with each of its parts: a statement for many rows of one kind."""
    for kind, ids in by_kind(parents).items():
        find = kinds[kind].parts
        for some in _some(ids):
            found = find(session, some) if find else ()
            yield from (((kind, row), (name, part)) for row, name, part in found)


def _some(ids: list[int]) -> Iterator[list[int]]:
    """Yield the ids, as many at once as a query may name."""
    return (ids[start : start + _ROWS_A_QUERY] for start in range(0, len(ids), _ROWS_A_QUERY))


def projected(
    session: Session, gate: Gate, kinds: Mapping[str, GovernedKind], keys: Iterable[Key]
) -> dict[Key, Document]:
    """Return the documents of these rows as they are now; a row that search should not know has none."""
    read = {kind: _rows(session, kinds[kind].model, ids) for kind, ids in by_kind(keys).items()}
    return {  # all are held until all are made: what makes one asks for another, and finds it in the session
        (kind, row.id): document
        for kind, rows in read.items()
        for row in rows
        if (document := _document(session, gate, kinds[kind], row)) is not None
    }


def _rows(session: Session, model: Any, ids: list[int]) -> list[Any]:
    return [row for some in _some(ids) for row in session.scalars(select(model).where(model.id.in_(some)))]


def _document(session: Session, gate: Gate, kind: GovernedKind, row: Any) -> Document | None:
    found = kind.document(session, row)
    if found is None:
        return None
    return Document(
        key=f"{row.kind}:{row.id}",
        kind=found.kind or row.kind,
        title=found.title,
        text=found.text,
        reference=found.reference,
        audience=gate.words(session, kind.read, row),
        status=found.status or (row.status if kind.statuses else ""),
        organisation=found.organisations,
        year=local(found.moment).year,
        moment=found.moment.timestamp(),
        lang=found.lang,
        group=f"{found.group[0]}:{found.group[1]}",
        code=tuple(code for code in found.codes if code),
        system=tuple(ref for ref in found.systems if ref),
        assigned=tuple(f"org:{org}" for org in found.assigned),
        region=found.region,
        risk=found.risk,
        filed=local(found.moment).toordinal(),
        due=found.due.toordinal() if found.due else 0,
    )
