"""A question and a generation of the index make an answer."""

from __future__ import annotations

import numpy as np

from portal.search.engine.arrays import Ints
from portal.search.engine.evaluate import Evaluation
from portal.search.engine.grammar import Query, Remark
from portal.search.engine.loosely import loosens, marks
from portal.search.engine.port import Answer, Question
from portal.search.engine.results import facets, filters, page
from portal.search.engine.snapshot import Sight, Snapshot


def answered(snapshot: Snapshot, question: Question) -> Answer:
    """What the reader may see of what matches. Raises Damaged."""
    sight = snapshot.sight(question.badges)
    query = question.query
    docs, evaluation = _search(snapshot, sight, query)
    notes = (*query.notes, Remark.AWAY) if snapshot.contents.building else query.notes
    if query.root is not None and loosens(query.root) and not docs.size:
        docs, evaluation = _search(snapshot, sight, query, loose=True)
        notes = (*notes, Remark.LOOSE) if docs.size else notes
    passing = filters(snapshot, question)
    counts = facets(snapshot, docs, passing, question)
    for passed in passing.values():
        docs = docs[passed[docs]]
    scores = evaluation.scores(docs) if question.order == "relevance" else np.zeros(len(docs))
    hits, total = page(snapshot, docs, scores, question)
    return Answer(
        hits=hits,
        total=total,
        facets=counts,
        notes=notes,
        terms=tuple(dict.fromkeys(marks(query.root, loose=Remark.LOOSE in notes))),
        position=snapshot.contents.position,
    )


def away(question: Question) -> Answer:
    """What there is to say while there is no index."""
    return Answer((), 0, {name: {} for name in question.facets}, (Remark.AWAY,), (), 0)


def _search(
    snapshot: Snapshot, sight: Sight, query: Query, *, loose: bool = False
) -> tuple[Ints, Evaluation]:
    """The documents that match and may be seen, and what can score them."""
    evaluation = Evaluation(snapshot, sight, loose=loose)
    if query.root is not None:
        return evaluation.found(query.root), evaluation
    if Remark.EMPTY in query.notes:
        return np.empty(0, np.int64), evaluation
    return np.flatnonzero(sight.visible), evaluation
