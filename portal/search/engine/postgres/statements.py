"""The statements of a question, each built once for a shape of questions and kept as text.

Building SQL costs more than answering with it; the shapes are few, and what differs is bound by name.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from sqlalchemy import (
    CTE,
    TEXT,
    BigInteger,
    ColumnElement,
    Connection,
    Double,
    FromClause,
    ScalarSelect,
    Select,
    Subquery,
    and_,
    any_,
    bindparam,
    cast,
    exists,
    func,
    literal,
    not_,
    select,
    true,
    union,
)
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.dialects.postgresql.psycopg import dialect

from portal.search.engine.postgres import conditions, counting, scoring
from portal.search.engine.postgres.conditions import meets, texts
from portal.search.engine.postgres.tables import document, facets, part, state

Rows = list[Any]
_KEPT = 512
_DIALECT = dialect()  # type: ignore[no-untyped-call]


@dataclass(frozen=True, slots=True)
class Shape:
    """What of a question decides its statements: the condition, the columns filtered by, order, whether from a moment.

    A filter is the name of a column and whether some values of it are wanted, or unwanted.
    """

    match: conditions.Shape
    filters: tuple[tuple[str, bool], ...]
    order: str
    started: bool


@dataclass(frozen=True, slots=True)
class Statement:
    """A statement as text, with the values that are always the same."""

    text: str
    constants: dict[str, Any]

    def run(self, connection: Connection, values: dict[str, Any]) -> Rows:
        """The rows it gives for these values."""
        return list(connection.exec_driver_sql(self.text, {**self.constants, **values}))


def _kept(build: Callable[..., Select[Any]]) -> Callable[..., Statement]:
    """Remembers what was built for the same arguments."""

    @lru_cache(_KEPT)
    def built(*shape: Any) -> Statement:
        compiled = build(*shape).compile(dialect=_DIALECT)
        return Statement(str(compiled), {k: v for k, v in compiled.params.items() if v is not None})

    return built


@_kept
def stands(settings: tuple[str, ...], lock: bool) -> Select[Any]:  # noqa: FBT001
    """Version, position, whether it is being built, whether documents have parts; settings are put in force."""
    local = [func.set_config(name, bindparam(name, type_=TEXT), True) for name in settings]
    parted = exists(select(part.c.document))
    row = select(state.c.version, state.c.position, state.c.building, parted, *local)
    return row.with_for_update() if lock else row


def _visible() -> ColumnElement[bool]:
    return _open(document.c.audience)


def _open(audience: Any) -> ColumnElement[bool]:
    """One of the words is worn, and none that bars."""
    return and_(audience.bool_op("&&")(texts("badges")), not_(audience.bool_op("&&")(texts("bars"))))


def _matched(shape: Shape) -> ColumnElement[bool]:
    return and_(_visible(), conditions.condition(shape.match))


def _sets(shape: Shape) -> Select[Any]:
    """The combinations of values that are in every filter."""
    return select(facets.c.id).where(*counting.passing(shape.filters, facets.c["values"]).values())


def _passed(shape: Shape) -> ColumnElement[bool]:
    """Matched, visible, and in every filter."""
    matched = _matched(shape)
    return and_(matched, document.c.facets.in_(_sets(shape))) if shape.filters else matched


def _tables(shape: Shape) -> tuple[CTE, CTE]:
    """What matches and may be seen, and what of it is in every filter."""
    names = ("id", "key", "record", "facets", "moment", "due")
    found = select(*(document.c[name] for name in names)).where(_matched(shape)).cte("found")
    if not shape.filters:
        return found, found
    return found, select(found).where(found.c.facets.in_(_sets(shape))).cte("passed")


def _first(shape: Shape, source: CTE) -> Select[Any]:
    """The first `reach` documents of a source by date, from where the page starts."""
    of = source.c
    newest = (of.moment.desc(), of.key)
    orders = {"oldest": (of.moment, of.key), "due": (of.due == 0, of.due, *newest)}
    query = select(of.id, of.record)
    if shape.started:
        start = bindparam("start", type_=Double)
        before = of.moment < start if shape.order == "oldest" else of.moment > start
        query = query.where(of.record.not_in(select(of.record).where(before)))
    return query.order_by(*orders.get(shape.order, newest)).limit(bindparam("reach", type_=BigInteger))


@_kept
def counted(shape: Shape) -> Select[Any]:
    """One row: documents before and after filters, records, words and counts, ids and records of the first."""
    found, passed = _tables(shape)
    records = counting.records(found)
    total = select(passed.c.record).distinct().subquery() if shape.filters else records
    counts = _arrays(counting.counts(found, records, shape.filters), "word", "records")
    first = _arrays(_first(shape, passed), "id", "record")
    totals = (_count(found), _count(passed), _count(total))
    return select(*totals, *counts.c, *first.c).select_from(counts.join(first, true()))


def _arrays(rows: Select[Any], *names: str) -> Subquery:
    """One row of the columns of rows, each an array: so they are made once for all of them."""
    each = rows.subquery()
    return select(*(func.array_agg(each.c[name]).label(name) for name in names)).subquery()


def _count(source: FromClause) -> ScalarSelect[int]:
    return select(func.count()).select_from(source).scalar_subquery()


@_kept
def rest(shape: Shape) -> Select[Any]:
    """Id and record of the first `reach` documents by date."""
    return _first(shape, _tables(shape)[1])


@_kept
def scored(shape: Shape, many: bool, several: bool) -> Select[Any]:  # noqa: FBT001
    """Id, record and score of the documents `ids`, and if there are many, of those with the words in the title.

    `several`: not all words need be there; then also of those with most of them, the rare ones first.
    """
    newest = cast(bindparam("ids", type_=ARRAY(BigInteger)), ARRAY(BigInteger))
    if not many:
        return scoring.scored(document.c.id == any_(newest))
    titled = (
        select(document.c.id)
        .where(_passed(shape), meets(document.c.words, bindparam("title")))
        .order_by(document.c.moment.desc(), document.c.key)
        .limit(scoring.RANKED)
    )
    found = [select(func.unnest(newest)), titled]
    if several:
        worth = scoring.weighed().subquery()
        best = select(document.c.id).join(worth, worth.c.id == document.c.id).where(_passed(shape))
        best = best.order_by(worth.c.worth.desc(), document.c.moment.desc(), document.c.key)
        found.append(best.limit(scoring.RANKED))
    # in one array, for which the key's index is asked; of a choice between conditions all rows would be
    ids = func.array(union(*found).scalar_subquery())
    return scoring.scored(document.c.id == any_(ids))


@_kept
def frequencies() -> Select[Any]:
    """For each of `queries` how many documents that may be seen have it, up to a bound."""
    audience = document.c.audience.op("||")(cast(literal([], ARRAY(TEXT)), ARRAY(TEXT)))
    return scoring.frequencies(_open(audience))  # so no index of it is read for each word


@_kept
def shown(shape: Shape) -> Select[Any]:
    """What is shown of every document found of `records`."""
    of = document.c
    record = of.record == any_(cast(bindparam("records", type_=ARRAY(BigInteger)), ARRAY(BigInteger)))
    return select(of.id, of.record, of.key, of.kind, of.group, of.moment).where(record, _passed(shape))
