"""Which of the documents found come first.

BM25F (Robertson, Zaragoza 2009) with lengths held against a fixed average, and rarity counted among what the reader
may see, up to a bound: so nothing is kept about all documents, and nothing hidden can move a score. Of very many
documents found not all are scored: those with the words in the title, those with most of the rare words where not
all are needed, and the newest are, and the rest follow them, newest first.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Double, Select, bindparam, case, cast, func, literal, select, true
from sqlalchemy.dialects.postgresql import ARRAY, REAL, TSQUERY, TSVECTOR

from portal.search.engine.analyser import Piece
from portal.search.engine.postgres.conditions import texts
from portal.search.engine.postgres.tables import document

RANKED = 500  # documents scored, of those with the words in the title and of the newest each
RARE = 500  # documents counted of a word to tell how rare it is
NOMINAL = 100_000  # documents it is held against
HEAD = 8  # pieces of a row, at most, by which it is counted how often a document has it
SATURATION, TITLE_WEIGHT = 1.2, 4.0  # k1; a word in the title counts as so many in the text
LENGTH_WEIGHT, AVERAGE = 0.75, 400  # b, and the positions of a text of middle length


def scored(candidates: ColumnElement[bool]) -> Select[Any]:
    """Id, record and score of the candidates: the best, then newest, then by key.

    By `queries`, by the `heads` that are counted where one is there, and by `rarities`, all in one order.
    """
    whole = document.c.words.op("||")(cast(literal(""), TSVECTOR))  # read once, not once for each word
    names = ("id", "record", "key", "moment", "length")
    rows = (
        select(*(document.c[name] for name in names), whole.label("words"))
        .where(candidates)
        .cte("candidates")
    )
    rows = rows.prefix_with("MATERIALIZED")
    rarities = cast(bindparam("rarities", type_=ARRAY(Double)), ARRAY(Double))
    tsqueries = [cast(texts(name), ARRAY(TSQUERY)) for name in ("queries", "heads")]
    leaf = func.unnest(*tsqueries, rarities).table_valued("query", "head", "rarity", name="leaf")
    each = leaf.render_derived()
    light = 1 / TITLE_WEIGHT
    weights = cast(literal([light, light, light, 1.0], ARRAY(REAL)), ARRAY(REAL))
    ranked = func.ts_rank_cd(weights, rows.c.words, each.c.head)  # of a long row of words dear, even to say 0
    often = case((rows.c.words.bool_op("@@")(each.c.query), ranked), else_=0.0)
    factor = 1 - LENGTH_WEIGHT + LENGTH_WEIGHT * rows.c.length / AVERAGE
    weight = cast(often, Double) * TITLE_WEIGHT / factor
    score = func.sum(each.c.rarity * weight / (SATURATION + weight)).label("score")
    return (
        select(rows.c.id, rows.c.record, score)
        .select_from(rows.join(each, true()))
        .group_by(rows.c.id, rows.c.record, rows.c.moment, rows.c.key)
        .order_by(score.desc(), rows.c.moment.desc(), rows.c.key)
    )


def weighed() -> Select[Any]:
    """Ids of the documents by the rarities of the `queries` they have, the best first, each once; not yet bounded."""
    rarities = cast(bindparam("rarities", type_=ARRAY(Double)), ARRAY(Double))
    leaf = func.unnest(cast(texts("queries"), ARRAY(TSQUERY)), rarities)
    each = leaf.table_valued("query", "rarity", name="heavy").render_derived()
    one = document.alias("weighed")
    has = select(one.c.id, func.sum(each.c.rarity).label("worth"))
    has = has.select_from(each.join(one, one.c.words.bool_op("@@")(each.c.query)))
    return has.group_by(one.c.id)


def frequencies(visible: ColumnElement[bool]) -> Select[Any]:
    """How many of the visible documents have each of `queries`, up to a bound, in their order."""
    leaf = func.unnest(cast(texts("queries"), ARRAY(TSQUERY))).table_valued(
        "query", with_ordinality="place", name="leaf"
    )
    each = leaf.render_derived()
    found = select(document.c.id).where(document.c.words.bool_op("@@")(each.c.query), visible).limit(RARE)
    some = found.lateral("some")
    counted = select(func.count(some.c.id)).select_from(each.outerjoin(some, true()))
    return counted.group_by(each.c.place).order_by(each.c.place)


def head(row: Sequence[Piece]) -> Sequence[Piece]:
    """The beginning of a row of pieces, which is counted in a document that has the row to tell how often it does.

    As far as no piece comes again, and no further than a few: PostgreSQL tries a row of them at every place it may
    begin, which took 0.2 seconds for one document with a character 250 times, 0.04 for one with a passage 20 times.
    """
    terms = [piece.term for piece in row[:HEAD]]
    again = (at for at, term in enumerate(terms) if term in terms[:at])
    return row[: next(again, HEAD)]


def rarities(frequencies: Iterable[int]) -> list[float]:
    """What words are worth by how few documents have them."""
    return [math.log1p((NOMINAL - one + 0.5) / (one + 0.5)) for one in frequencies]
