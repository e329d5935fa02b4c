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


def passing(filters: Filters, values: ColumnElement[Any]) -> dict[str, Condition]:
    """For each column filtered by, whether a combination of values passes."""
    found: dict[str, list[Condition]] = {}
    for name, wanted in filters:
        overlaps = values.bool_op("&&")(texts(bound(name, wanted=wanted)))
        found.setdefault(name, []).append(overlaps if wanted else not_(overlaps))
    return {name: and_(*conditions) for name, conditions in found.items()}


def records(found: CTE) -> CTE:
    """The records of the documents found, with the least and the greatest of their combinations of values."""
    values = found.c.facets
    each = select(found.c.record, func.min(values).label("least"), func.max(values).label("most"))
    return each.group_by(found.c.record).cte("records")


def counts(found: CTE, of: CTE, filters: Filters) -> Select[Any]:
    """Rows of a word and how many of the records found have it, under the filters of all other columns.

    Most records have all their documents in one combination of values: those are counted by combination, each of which
    is read once. Of the others each value is counted once.
    """
    alike = (
        select(of.c.least.label("facets"), func.count().label("records"))
        .where(of.c.least == of.c.most)
        .group_by(of.c.least)
        .cte("alike")
    )
    needed = func.array(select(alike.c.facets).scalar_subquery())
    combinations = (
        select(facets.c.id, facets.c["values"]).where(facets.c.id == any_(needed)).cte("combinations")
    )
    mixed = (
        select(found.c.record, found.c.facets)
        .join(of, of.c.record == found.c.record)
        .where(of.c.least != of.c.most)
        .subquery()
    )
    return _most_frequent(
        _summed(alike, combinations, filters).union_all(_distinct(mixed, filters)).subquery()
    )


def _most_frequent(both: Subquery) -> Select[Any]:
    """Of each column the first words by frequency and then by value, and the words filtered by."""
    total = func.sum(both.c.records).label("records")
    name = func.split_part(both.c.word, ":", 1)
    place = func.row_number().over(partition_by=name, order_by=(total.desc(), both.c.word)).label("place")
    ranked = select(both.c.word, total, place).group_by(both.c.word).subquery()
    kept = or_(ranked.c.place <= FACET_VALUES, ranked.c.word == any_(texts("chosen")))
    return select(ranked.c.word, ranked.c.records).where(kept).order_by(ranked.c.place)


def _words(values: ColumnElement[Any]) -> TableValuedAlias:
    return func.unnest(values).table_valued("word", name="one").render_derived()


def _asked(word: ColumnElement[Any], under: Mapping[str, ColumnElement[bool]]) -> Condition:
    """Whether a word is of a column to count, and the other columns pass."""
    name = func.split_part(word, ":", 1)
    passed = [or_(passes, name == other) for other, passes in under.items()]
    return and_(name == any_(texts("facets")), word != func.concat(name, ":="), *passed)


def _summed(alike: CTE, combinations: CTE, filters: Filters) -> Select[Any]:
    """Records by word, from how many there are of each combination. What words are is asked of each word once."""
    values = combinations.c["values"]
    words = _words(values)
    passes = [one.label(f"passes_{name}") for name, one in passing(filters, values).items()]
    each = (
        select(words.c.word, func.sum(alike.c.records).label("records"), *passes)
        .select_from(alike.join(combinations, combinations.c.id == alike.c.facets).join(words, true()))
        .group_by(words.c.word, *passes)
        .cte("each")
        .prefix_with("MATERIALIZED")
    )
    under = {name: each.c[f"passes_{name}"] for name in passing(filters, values)}
    return select(each.c.word, each.c.records).where(_asked(each.c.word, under))


def _distinct(mixed: Subquery, filters: Filters) -> Select[Any]:
    """Records by word, each counted once."""
    values = facets.c["values"]
    words = _words(values)
    return (
        select(words.c.word, func.count(distinct(mixed.c.record)).label("records"))
        .select_from(mixed.join(facets, facets.c.id == mixed.c.facets).join(words, true()))
        .where(_asked(words.c.word, passing(filters, values)))
        .group_by(words.c.word)
    )


def read(question: Question, rows: Iterable[tuple[str, Any]]) -> dict[str, dict[Value, int]]:
    """The facets of an answer from the rows of `counts`."""
    found: dict[str, dict[Value, int]] = {name: {} for name in question.facets}
    for written, records in rows:
        name, one = value(written)
        found[name][one] = int(records)
    return found
