"""From matches to an answer: filters, facets, order and the page."""

from __future__ import annotations

from collections.abc import Iterator
from functools import reduce

import numpy as np

from portal.search.engine.arrays import Bools, Floats, Ints
from portal.search.engine.columns import Columns
from portal.search.engine.pairs import Coded
from portal.search.engine.port import Hit, Question, Value
from portal.search.engine.snapshot import Snapshot

FACET_VALUES = 100  # the most frequent; what is filtered by is always among them


def filters(snapshot: Snapshot, question: Question) -> dict[str, Bools]:
    """For each column the reader filters by, the documents that pass."""
    found: dict[str, Bools] = {}
    for chosen, wanted in ((question.only, True), (question.without, False)):
        for name, values in chosen.items():
            if values:
                column = snapshot.columns.coded[name]
                codes = [column.code_of[value] for value in values if value in column.code_of]
                passed = column.having(codes, snapshot.count) == wanted
                found[name] = found[name] & passed if name in found else passed
    return found


def facets(
    snapshot: Snapshot, docs: Ints, passing: dict[str, Bools], question: Question
) -> dict[str, dict[Value, int]]:
    """Records with each value of the columns asked for, each under the filters of all others."""
    found = {}
    for name in question.facets:
        others = [passed for other, passed in passing.items() if other != name]
        chosen = question.only.get(name, frozenset()) | question.without.get(name, frozenset())
        among = docs[reduce(np.logical_and, others)[docs]] if others else docs
        counts = snapshot.columns.pairs(name).counted(among)
        found[name] = _frequent(snapshot.columns.coded[name], counts, chosen)
    return found


def _frequent(column: Coded, counts: Ints, chosen: frozenset[Value]) -> dict[Value, int]:
    """The most frequent values, equals ascending, and those chosen."""
    values, width = column.values, len(column.values)
    present = np.flatnonzero(counts)
    order = np.sort(present - width * counts[present]) % max(width, 1)
    blank = column.code_of.get("")
    if blank is not None:
        order = order[order != blank]
    late = [code for code in order[FACET_VALUES:].tolist() if values[code] in chosen] if chosen else []
    codes = order[:FACET_VALUES].tolist() + late
    return {values[code]: count for code, count in zip(codes, counts[codes].tolist(), strict=True)}


def page(snapshot: Snapshot, docs: Ints, scores: Floats, question: Question) -> tuple[tuple[Hit, ...], int]:
    """The hits asked for, and how many records there are: each through the first of its documents in the order.

    By score, date or due day, then newest first, then by key; never by document number.
    """
    columns = snapshot.columns
    parts = columns.parted(docs)
    total = len(docs) if parts is None else int(np.count_nonzero(parts))
    first = _first(snapshot, docs, scores, question.order)
    if question.start is not None and question.order in {"newest", "oldest"}:
        kept = _from(snapshot, docs, first, question)
        docs, first, scores = docs[kept], first[kept], scores[kept]
    start, end = max(question.offset, 0), max(question.offset, 0) + max(question.limit, 0)
    ranked = _ranked(columns, docs, first, end)[start:]
    return tuple(_hit(columns, doc, float(scores[place]), parts) for place, doc in ranked), total


def _hit(columns: Columns, doc: int, score: float, parts: Ints | None) -> Hit:
    """A record through this document; `parts` are the documents found of each record."""
    kinds = columns.coded["kind"]
    kind, moment = str(kinds.values[kinds.codes[doc]]), float(columns.moments[doc])
    several = 1 if parts is None else int(parts[columns.records[doc]])
    return Hit(columns.keys[doc], kind, columns.groups[doc], score, moment, several)


def _first(snapshot: Snapshot, docs: Ints, scores: Floats, order: str) -> Floats:
    """What sorts the documents first, ascending; among equals the newest comes first."""
    if order == "relevance":
        return -scores
    if order == "due":
        due = snapshot.columns.days["due"][docs]
        return np.where(due == 0, np.inf, due)
    moments = snapshot.columns.moments[docs]
    return moments if order == "oldest" else -moments


def _from(snapshot: Snapshot, docs: Ints, first: Floats, question: Question) -> Bools:
    """Which are not of the records that begin before the moment where the page starts."""
    start = question.start or 0.0
    passed = first < (start if question.order == "oldest" else -start)
    gone = np.zeros(snapshot.columns.width, bool)
    records = snapshot.columns.records[docs]
    gone[records[passed]] = True
    return ~gone[records]


def _ranked(columns: Columns, docs: Ints, first: Floats, end: int) -> list[tuple[int, int]]:
    """The first `end` records, each through its first document: its place in `docs`, and its number."""
    reach = 2 * end
    while True:
        best = _best(columns.moments, docs, first, reach)
        chosen: dict[int, tuple[int, int]] = {}
        for *_, at, doc, record in sorted(_rows(columns, docs[best], first[best], best)):
            chosen.setdefault(record, (at, doc))
        if len(chosen) >= end or len(best) == len(docs):
            return list(chosen.values())[:end]
        reach *= 4


def _rows(
    columns: Columns, docs: Ints, first: Floats, places: Ints
) -> Iterator[tuple[float, float, str, int, int, int]]:
    """What orders each of these documents, then its place, its number and its record."""
    numbers = docs.tolist()
    keys = [columns.keys[doc] for doc in numbers]
    newest, records = (-columns.moments[docs]).tolist(), columns.records[docs].tolist()
    return zip(first.tolist(), newest, keys, places.tolist(), numbers, records, strict=True)


def _best(moments: Floats, docs: Ints, first: Floats, count: int) -> Ints:
    """The places of the `count` first, with all that tie with the last of them."""
    if count >= len(first):
        return np.arange(len(first))
    if not count:
        return np.empty(0, np.int64)
    edge = np.partition(first, count - 1)[count - 1]
    below, level = np.flatnonzero(first < edge), np.flatnonzero(first == edge)
    room = count - len(below)
    if room < len(level):
        newest = -moments[docs[level]]
        level = level[newest <= np.partition(newest, room - 1)[room - 1]]
    return np.concatenate([below, level])
