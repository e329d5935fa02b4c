"""From matches to an answer: filters, facets, order and the page."""

from __future__ import annotations

import heapq
from functools import reduce

import numpy as np

from portal.search.engine.columns import Bools, Coded, Floats, Ints
from portal.search.engine.port import FACETS, Hit, Question, Value
from portal.search.engine.snapshot import Snapshot

FACET_VALUES = 100  # the most frequent; what is filtered by is always among them


def filters(snapshot: Snapshot, question: Question) -> dict[str, Bools]:
    """For each facet the reader filters by, the documents that pass."""
    found = {}
    for name, values in _chosen(question).items():
        if values:
            column = snapshot.columns.coded[name]
            codes = [column.code_of[value] for value in values if value in column.code_of]
            found[name] = column.having(codes, snapshot.count)
    return found


def _chosen(question: Question) -> dict[str, frozenset[str] | frozenset[int]]:
    """What the reader filters each facet by."""
    chosen = (question.kinds, question.statuses, question.organisations, question.years)
    return dict(zip(FACETS, chosen, strict=True))


def facets(
    snapshot: Snapshot, matched: Bools, passing: dict[str, Bools], question: Question
) -> dict[str, dict[Value, int]]:
    """Counts of every facet under the filters of all others."""
    found = {}
    for name, chosen in _chosen(question).items():
        others = [passed for other, passed in passing.items() if other != name]
        found[name] = _counts(snapshot.columns.coded[name], reduce(np.logical_and, others, matched), chosen)
    return found


def _counts(column: Coded, matched: Bools, chosen: frozenset[str] | frozenset[int]) -> dict[Value, int]:
    counts = column.counted(matched)
    present = np.flatnonzero(counts)
    order = present[np.argsort(-counts[present], kind="stable")]
    best = order[:FACET_VALUES].tolist()
    late = [code for code in order[FACET_VALUES:].tolist() if column.values[code] in chosen]
    return {column.values[code]: int(counts[code]) for code in best + late}


def page(snapshot: Snapshot, docs: Ints, scores: Floats, question: Question) -> tuple[Hit, ...]:
    """The hits asked for: by score or date, then newest first, then by key; never by document number."""
    moments = snapshot.columns.moments[docs]
    dates = moments if question.order == "oldest" else -moments
    first = -scores[docs] if question.order == "relevance" else dates
    start, end = max(question.offset, 0), max(question.offset, 0) + max(question.limit, 0)
    best = _best(first, dates, end)
    columns = snapshot.columns
    ranked = [(first[at], dates[at], columns.keys[docs[at]], int(docs[at])) for at in best.tolist()]
    chosen = heapq.nsmallest(end, ranked) if len(ranked) > 2 * end else sorted(ranked)[:end]
    kinds = columns.coded["kind"]
    return tuple(
        Hit(key, str(kinds.values[kinds.codes[doc]]), columns.groups[doc], float(scores[doc]))
        for _, _, key, doc in chosen[start:]
    )


def _best(first: Floats, second: Floats, count: int) -> Ints:
    """The places of the `count` least by (first, second), with all that tie with the last of them."""
    if count >= len(first):
        return np.arange(len(first))
    if not count:
        return np.empty(0, np.int64)
    edge = np.partition(first, count - 1)[count - 1]
    below, level = np.flatnonzero(first < edge), np.flatnonzero(first == edge)
    room = count - len(below)
    if room < len(level):
        last = np.partition(second[level], room - 1)[room - 1]
        level = level[second[level] <= last]
    return np.concatenate([below, level])
