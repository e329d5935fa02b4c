"""What is counted of the documents found: records, and records by value."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import (
    CTE,
    ColumnElement,
    Select,
    Subquery,
    TableValuedAlias,
    and_,
    any_,
    distinct,
    func,
    not_,
    or_,
    select,
    true,
)

from portal.search.engine.port import Question, Value
from portal.search.engine.postgres.conditions import Condition, texts
from portal.search.engine.postgres.lexemes import value, word
from portal.search.engine.postgres.tables import facets

FACET_VALUES = 100  # the most frequent; what is filtered by is always among them


Filters = tuple[
    tuple[str, bool], ...
]  # the name of a column, and whether values of it are wanted or unwanted


def filters(question: Question) -> dict[tuple[str, bool], list[str]]:
    """The words of what the reader filters by."""
    return {
        (name, wanted): sorted(word(name, one) for one in values)
        for chosen, wanted in ((question.only, True), (question.without, False))
        for name, values in chosen.items()
        if values
    }


def bound(name: str, *, wanted: bool) -> str:
    """The name by which the words of a filter are bound."""
    return f"{'only' if wanted else 'without'}_{name}"


def passing(filters: Filters) -> dict[str, Condition]:
    """For each column filtered by, whether a combination of values passes."""
    found: dict[str, list[Condition]] = {}
    for name, wanted in filters:
        overlaps = facets.c["values"].bool_op("&&")(texts(bound(name, wanted=wanted)))
        found.setdefault(name, []).append(overlaps if wanted else not_(overlaps))
    return {name: and_(*conditions) for name, conditions in found.items()}


def counts(found: CTE, filters: Filters) -> Select[Any]:
    """Rows of a word and how many of the records found have it, under the filters of all other columns.

    Most records have all their documents in one combination of values: those are counted by combination. Of the
    others each value is counted once.
    """
    records = (
        select(
            found.c.record, func.min(found.c.facets).label("least"), func.max(found.c.facets).label("most")
        )
        .group_by(found.c.record)
        .cte("records")
    )
    alike = (
        select(records.c.least.label("facets"), func.count().label("records"))
        .where(records.c.least == records.c.most)
        .group_by(records.c.least)
        .subquery()
    )
    mixed = (
        select(found.c.record, found.c.facets)
        .join(records, records.c.record == found.c.record)
        .where(records.c.least != records.c.most)
        .subquery()
    )
    passes = passing(filters)
    words = func.unnest(facets.c["values"]).table_valued("word", name="one").render_derived()
    simple = _counted(alike, func.sum(alike.c.records), words, passes)
    several = _counted(mixed, func.count(distinct(mixed.c.record)), words, passes)
    return _most_frequent(simple.union_all(several).subquery())


def _most_frequent(both: Subquery) -> Select[Any]:
    """Of each column the first words by frequency and then by value, and the words filtered by."""
    total = func.sum(both.c.records).label("records")
    name = func.split_part(both.c.word, ":", 1)
    place = func.row_number().over(partition_by=name, order_by=(total.desc(), both.c.word)).label("place")
    ranked = select(both.c.word, total, place).group_by(both.c.word).subquery()
    kept = or_(ranked.c.place <= FACET_VALUES, ranked.c.word == any_(texts("chosen")))
    return select(ranked.c.word, ranked.c.records).where(kept).order_by(ranked.c.place)


def _counted(
    source: Subquery,
    records: ColumnElement[Any],
    words: TableValuedAlias,
    passes: Mapping[str, Condition],
) -> Select[Any]:
    """Records by word, where the word is one of a column to count and the other columns pass."""
    word = words.c.word
    name = func.split_part(word, ":", 1)
    under = [or_(passed, name == other) for other, passed in passes.items()]
    return (
        select(word, records.label("records"))
        .select_from(source.join(facets, facets.c.id == source.c.facets).join(words, true()))
        .where(name == any_(texts("facets")), word != func.concat(name, ":="), *under)
        .group_by(word)
    )


def read(question: Question, rows: Iterable[tuple[str, Any]]) -> dict[str, dict[Value, int]]:
    """The facets of an answer from the rows of `counts`."""
    found: dict[str, dict[Value, int]] = {name: {} for name in question.facets}
    for written, records in rows:
        name, one = value(written)
        found[name][one] = int(records)
    return found
