"""One update of the index, in one transaction with the position it moves to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from hashlib import blake2b
from itertools import islice
from typing import Any

from sqlalchemy import Connection, Text, any_, cast, delete, insert, select
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.dialects.postgresql import insert as insert_new

from portal.search.engine.port import Document
from portal.search.engine.postgres.lexemes import Words, fields, number, storable, values, words
from portal.search.engine.postgres.tables import document, facets, part

BATCH = 200  # documents in one statement
_ANEW = (
    "ALTER TABLE search_document ALTER length TYPE integer USING length + 0",
    'ALTER TABLE search_facets ALTER "values" TYPE text[] COLLATE "C" USING "values" || \'{}\'',
    "ALTER TABLE search_part ALTER part TYPE integer USING part + 0",
)


def drop(connection: Connection, keys: Iterable[str]) -> None:
    """Take documents out."""
    waiting = iter(keys)
    while some := list(map(storable, islice(waiting, 5 * BATCH))):
        connection.execute(delete(document).where(document.c.key == any_(cast(some, ARRAY(Text)))))


def rewrite(connection: Connection) -> None:
    """Write the tables and their indexes anew, without what was taken out.

    A column is computed from itself, so PostgreSQL copies what is there now. VACUUM FULL would also copy what was
    taken out for as long as any transaction is open that began before.
    """
    connection.execute(delete(facets).where(facets.c.id.not_in(select(document.c.facets))))
    for statement in _ANEW:
        connection.exec_driver_sql(statement)


def put(connection: Connection, documents: Iterable[Document]) -> None:
    """Take documents in, each in the place of its older self."""
    waiting = iter(documents)
    while some := {one.key: one for one in islice(waiting, BATCH)}:
        drop(connection, some)
        _write(connection, list(some.values()))


def _write(connection: Connection, documents: list[Document]) -> None:
    sets = _facets(connection, documents)
    said = [words(one) for one in documents]
    rows = [_row(*one) for one in zip(documents, said, sets, strict=True)]
    connection.execute(insert(document), rows)
    long = {storable(one.key): found for one, found in zip(documents, said, strict=True) if found.more}
    if long:
        ids = connection.execute(select(document.c.key, document.c.id).where(document.c.key.in_(long)))
        connection.execute(insert(part), [row for key, one in ids for row in _parts(one, long[key])])


def _row(one: Document, said: Words, combination: int) -> dict[str, Any]:
    return {
        "key": storable(one.key),
        "kind": storable(one.kind),
        "group": storable(one.group),
        "record": number(one.group),
        "facets": combination,
        "moment": one.moment,
        "filed": one.filed,
        "due": one.due,
        "length": said.length,
        "audience": sorted(map(storable, one.audience)),
        "words": said.first,
    }


def _parts(one: int, said: Words) -> Iterator[dict[str, Any]]:
    for place, vector in enumerate(said.more, 1):
        yield {"document": one, "part": place, "words": vector}


def _facets(connection: Connection, documents: list[Document]) -> list[int]:
    """The keys of the documents' combinations of values, which are entered where they are new."""
    rows = {}
    for one in documents:
        row = {"values": values(one), "fields": fields(one)}
        digest = blake2b(repr(row).encode(errors="backslashreplace"), digest_size=16).digest()
        rows[one.key] = {"digest": digest, **row}
    once = {row["digest"]: row for row in rows.values()}
    known = select(facets.c.digest, facets.c.id).where(facets.c.digest.in_(once))
    found = {row.digest: row.id for row in connection.execute(known)}
    if new := [row for digest, row in once.items() if digest not in found]:
        connection.execute(insert_new(facets).on_conflict_do_nothing(), new)
        found = {row.digest: row.id for row in connection.execute(known)}
    return [found[rows[one.key]["digest"]] for one in documents]
