"""What the reader may not see moves nothing they get: the same questions, in worlds that differ in that alone.

Each question is put to every world, and all answers must be equal to the byte; so it tells of every pair of worlds.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import replace
from itertools import islice

import numpy as np
import pytest
from sqlalchemy import true

from portal.search.engine import Embedded, Engine, Question, Stored, answering, snapshot
from portal.search.engine.evaluate import Evaluation
from portal.search.engine.postgres import scoring, statements
from portal.search.engine.postgres.asking import Asking
from portal.store import open_store
from tests import people, postgres
from tests.search import twins

WORLDS = 20
PAIRS, PAIRS_OF_TORTURE = {"embedded": 270_000, "stored": 20_000}, {"embedded": 1_000_000, "stored": 100_000}


@pytest.fixture(scope="module", params=["embedded", "stored"])
def worlds(request, tmp_path_factory) -> Iterator[list[Engine]]:
    """Engines of one sort, a world in each."""
    if request.param == "embedded":
        top = tmp_path_factory.mktemp("worlds")
        engines: list[Engine] = [Embedded(top / str(world)) for world in range(WORLDS)]
        for world, engine in enumerate(engines):
            twins.fill(engine, world)
        yield engines
        return
    postgres.template("portal", people.build)
    urls = [postgres.fresh_database("portal") for _ in range(WORLDS)]
    stores = [open_store(url) for url in urls]
    engines = [Stored(store.engine) for store in stores]
    for world, engine in enumerate(engines):
        twins.fill(engine, world)
    yield engines
    for store, url in zip(stores, urls, strict=True):
        store.close()
        postgres.drop_database(url)


def asked(seed: str) -> Iterator[Question]:
    """Questions about what is hidden in any world, and some about what is seen."""
    said = [one for world in range(WORLDS) for one in twins.hidden(world)]
    return twins.questions(seed, [text for one in [*said, *twins.seen()] for text in (one.title, one.text)])


def sort(worlds: list[Engine]) -> str:
    return type(worlds[0]).__name__.lower()


def count(pairs: int) -> int:
    """How many questions make so many pairs."""
    return -(-pairs // twins.pairs(WORLDS))


def test_the_worlds_hide_what_they_are_asked_about(worlds):
    """Otherwise nothing would be proved: who sees all finds something else in each, and the questions find it."""
    some = list(islice(asked("some"), 20))
    every = [replace(question, badges=twins.EVERYBODY, limit=20) for question in some]
    told = [len({repr(engine.ask(question)) for engine in worlds}) for question in every]
    assert sum(answers > 2 for answers in told) > 12
    assert sum(worlds[0].ask(question).total > 0 for question in some) > 8


def test_nothing_hidden_moves_a_byte_of_an_answer(worlds):
    assert list(twins.differing(worlds, asked("now"), count(PAIRS[sort(worlds)]))) == []


@pytest.mark.torture
def test_nothing_hidden_moves_a_byte_of_very_many_answers(worlds):
    number = count(PAIRS_OF_TORTURE[sort(worlds)])
    assert list(twins.differing(worlds, asked(str(random.random())), number)) == []


# --- the sabotages ---


def _rare_for_all(self, leaf, among):
    """How rare a word is gets counted among all documents."""
    mine = self._sight
    self._sight = replace(mine, visible=np.ones_like(mine.visible), count=len(mine.visible))
    try:
        return _HONEST_WORTH(self, leaf, among)
    finally:
        self._sight = mine


def _counted_for_all(snap, _matched, passing, question):
    """Facets are counted before the mask."""
    evaluation = Evaluation(snap, snap.sight(question.badges))
    root = question.query.root
    everything = evaluation.match(root) if root else np.ones(snap.count, bool)
    return _HONEST_FACETS(snap, np.flatnonzero(everything), passing, question)


def _averaged_for_all(lengths, seen, _count):
    """How long a text is gets held against the average of all documents."""
    return _HONEST_AVERAGE(lengths, np.ones_like(seen), len(lengths))


def _found_for_all(self):
    """Records and facets are counted before the mask."""
    mine, badges = _HONEST_FOUND(self), self._values["badges"]
    self._values["badges"] = sorted(twins.EVERYBODY)
    every = _HONEST_FOUND(self)
    self._values["badges"] = badges
    return replace(mine, counts=every.counts, total=every.total)


_HONEST_WORTH, _HONEST_FACETS, _HONEST_AVERAGE = Evaluation._worth, answering.facets, snapshot._average
_HONEST_FOUND = Asking.found
SABOTAGES = {
    "embedded": (
        (Evaluation, "_worth", _rare_for_all),
        (answering, "facets", _counted_for_all),
        (snapshot, "_average", _averaged_for_all),
    ),
    "stored": (
        (statements, "frequencies", statements._kept(lambda: scoring.frequencies(true()))),
        (Asking, "found", _found_for_all),
    ),
}


def test_a_number_taken_of_all_is_noticed(worlds, monkeypatch):
    """Global document frequencies, global averages, counts before the mask: each alone is found out."""
    for where, name, sabotage in SABOTAGES[sort(worlds)]:
        with monkeypatch.context() as patch:
            patch.setattr(where, name, sabotage)
            for engine in worlds:
                engine.close()  # forgets what it has counted
            assert any(twins.differing(worlds[:3], asked("now"), 60)), name
    for engine in worlds:
        engine.close()
