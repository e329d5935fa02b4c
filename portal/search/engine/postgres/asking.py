"""One question to PostgreSQL: what matches is counted in one statement, and the page is made in two more."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import Connection

from portal.search.engine.port import BAR, Hit, Question, Value
from portal.search.engine.postgres import counting, scoring, statements
from portal.search.engine.postgres.conditions import Matching, chooses, leaves, tsquery
from portal.search.engine.postgres.lexemes import TITLED, original, storable
from portal.search.engine.postgres.statements import Shape

Place = tuple[int, int, float]  # a document's id, its record, its score


@dataclass(frozen=True, slots=True)
class Found:
    """What one pass over the index found; `rows` before the filters, the rest after them.

    `first` are the id and the record of the documents that stand first by date.
    """

    rows: int
    documents: int
    total: int
    counts: dict[str, dict[Value, int]]
    first: list[tuple[int, int]]


def _worn(badges: frozenset[str]) -> dict[str, list[str]]:
    """What opens a document to the reader, and what bars them from one."""
    words = sorted(map(storable, badges))
    bars = [word for word in words if word.startswith(BAR)]
    return {"badges": [word for word in words if not word.startswith(BAR)], "bars": bars}


class Asking:
    """A question, matched in one way."""

    def __init__(self, connection: Connection, question: Question, matching: Matching) -> None:
        self._connection = connection
        self._question = question
        self._loose = matching.loose
        self._end = max(question.offset, 0) + max(question.limit, 0)
        self._reach = scoring.RANKED if question.order == "relevance" else max(2 * self._end, 50)
        chosen = counting.filters(question)
        started = question.start is not None and question.order in {"newest", "oldest"}
        self._shape = Shape(matching.shape(question.query.root), tuple(chosen), question.order, started)
        self._values = {
            **matching.values,
            **{counting.bound(name, wanted=wanted): words for (name, wanted), words in chosen.items()},
            **_worn(question.badges),
            "chosen": [word for words in chosen.values() for word in words],
            "facets": list(question.facets),
            "start": question.start,
        }

    def found(self) -> Found:
        """Count everything, and find what is first by date."""
        values = self._values | {"reach": self._reach}
        rows = statements.counted(self._shape).run(self._connection, values)
        every, documents, total, words, numbers, ids, records = rows[0]
        counts = counting.read(self._question, zip(words or (), numbers or (), strict=True))
        return Found(every, documents, total, counts, list(zip(ids or (), records or (), strict=True)))

    def page(self, found: Found) -> tuple[Hit, ...]:
        """The hits asked for, each record through the first of its documents."""
        chosen: dict[int, tuple[int, float]] = {}
        if self._end:
            for one, record, score in self._places(found):
                chosen.setdefault(record, (one, score))
                if len(chosen) >= self._end:
                    break
        wanted = list(chosen.items())[max(self._question.offset, 0) :]
        return self._hits(dict(wanted)) if wanted else ()

    def _places(self, found: Found) -> Iterator[Place]:
        """All documents in their order, as far as anybody looks."""
        best = self._best(found)
        yield from best
        known = {one for one, _, _ in best}
        reach = self._reach
        while len(known) < found.documents:
            reach *= 4
            rest = statements.rest(self._shape).run(self._connection, self._values | {"reach": reach})
            yield from ((one, record, 0.0) for one, record in rest if one not in known)
            known.update(one for one, _ in rest)
            if len(rest) < reach:
                return

    def _best(self, found: Found) -> list[Place]:
        """The documents that are scored, in that order; without anything to score by, the first by date."""
        terms = list(dict.fromkeys(leaves(self._question.query.root, loose=self._loose)))
        if self._question.order != "relevance" or not terms or not found.first:
            return [(one, record, 0.0) for one, record in found.first]
        values = self._values | {
            "queries": [tsquery(one) for one in terms],
            "heads": [tsquery(scoring.head(one)) for one in terms],
            "title": " | ".join(tsquery(one, TITLED) for one in terms),
            "ids": [one for one, _ in found.first],
        }
        values["rarities"] = [1.0]
        if len(terms) > 1:  # alone, any word is worth the same
            frequencies = statements.frequencies().run(self._connection, values)
            values["rarities"] = scoring.rarities(number for (number,) in frequencies)
        many = found.documents > len(found.first)
        several = many and len(terms) > 1 and (self._loose or chooses(self._question.query.root))
        rows = statements.scored(self._shape, many, several).run(self._connection, values)
        return [(row.id, row.record, float(row.score)) for row in rows]

    def _hits(self, wanted: dict[int, tuple[int, float]]) -> tuple[Hit, ...]:
        values = self._values | {"records": list(wanted)}
        rows = {row.id: row for row in statements.shown(self._shape).run(self._connection, values)}
        parts = Counter(row.record for row in rows.values())
        return tuple(
            Hit(
                key=original(row.key),
                kind=original(row.kind),
                group=original(row.group),
                score=score,
                moment=row.moment,
                parts=parts[row.record],
            )
            for one, score in wanted.values()
            if (row := rows.get(one))
        )
