"""What is kept, by either engine: one writer, a position that moves with the documents, and crashes."""

from __future__ import annotations

import random
import time

import pytest

from portal.search.engine import Busy, Displaced, Question, Stored, parse, shelf
from portal.search.engine.postgres import stored
from tests.search.conftest import another
from tests.search.test_hostile import NAUGHTY
from tests.search.worlds import made
from tests.search.writers import writing

ALL = frozenset({"public"})


def keys(engine, query="", limit=1000):
    return sorted(hit.key for hit in engine.ask(Question(parse(query), ALL, limit=limit)).hits)


@pytest.fixture
def three(new_engine, blank):
    """An index of three documents."""
    engine = new_engine()
    engine.update([made(blank, key=key, text=f"算法 {key}") for key in ("a", "b", "c")], (), 7)
    return engine


def test_an_index_is_where_it_was_left(three):
    assert (three.position(), keys(three)) == (7, ["a", "b", "c"])
    again = another(three)
    assert (again.position(), keys(again, "算法")) == (7, ["a", "b", "c"])


def test_an_update_replaces_and_withdraws(three, blank):
    three.update([made(blank, key="b", text="投诉"), made(blank, key="d")], ["a", "d", "nobody"], 8)
    assert keys(three) == ["b", "c", "d"]
    assert (keys(three, "算法"), keys(three, "投诉")) == (["c"], ["b"])


def test_of_two_documents_with_one_key_the_later_stays(three, blank):
    three.update([made(blank, key="z", text="早"), made(blank, key="z", text="晚")], (), 8)
    assert (keys(three, "早"), keys(three, "晚")) == ([], ["z"])


def test_a_document_without_an_audience_is_nobodys(three, blank):
    three.update([made(blank, key="d", audience=frozenset())], (), 8)
    assert keys(three) == ["a", "b", "c"]


def test_a_position_moves_without_documents(three):
    three.update((), (), 9)
    assert (another(three).position(), keys(three)) == (9, ["a", "b", "c"])


def test_clearing_forgets_everything(three):
    three.clear()
    assert (three.position(), keys(three), another(three).position()) == (0, [], 0)


def test_an_update_that_fails_changes_nothing(three, blank):
    def broken():
        yield made(blank, key="d")
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        three.update(broken(), ["a"], 8)
    assert (three.position(), keys(three)) == (7, ["a", "b", "c"])
    three.update([made(blank, key="e")], (), 8)
    assert keys(three) == ["a", "b", "c", "e"]


def test_one_writes_at_a_time(three, blank, monkeypatch):
    monkeypatch.setattr(shelf, "PATIENCE", 0.1)
    monkeypatch.setattr(stored, "PATIENCE", 0.1)
    other = another(three)

    def puts():
        with pytest.raises(Busy):
            other.update((), (), 8)
        yield made(blank, key="d")

    three.update(puts(), (), 8)
    assert keys(three) == ["a", "b", "c", "d"]


def test_a_writer_that_was_overtaken_must_ask_where_the_index_is(three, blank):
    other = another(three)
    other.update([made(blank, key="d")], (), 8)
    with pytest.raises(Displaced):
        three.update([made(blank, key="a")], (), 9)
    assert three.position() == 8
    three.update([made(blank, key="e")], (), 9)
    assert keys(three) == ["a", "b", "c", "d", "e"]


def test_an_index_under_construction_answers_and_says_that_it_is_not_whole(new_engine, blank):
    engine = new_engine()
    engine.update([made(blank, key="a", text="算法")], (), 1, more=True)
    engine.update([made(blank, key="b", text="算法")], (), 2, more=True)
    answer = engine.ask(Question(parse("算法"), ALL))
    assert (answer.total, answer.notes) == (2, ("away",))
    engine.update((), (), 3)
    assert engine.ask(Question(parse("算法"), ALL)).notes == ()
    engine.update((), (), 4, more=True)  # behind, as after any import, but whole up to there
    assert engine.ask(Question(parse("算法"), ALL)).notes == ()


def test_hostile_documents_are_kept_and_found(new_engine, blank):
    engine = new_engine()
    puts = [
        made(blank, key=f"n{n}", title=text, text=text * 3, kind=text, status=text, lang=text, group=text)
        for n, text in enumerate(NAUGHTY)
    ]
    puts.append(made(blank, key="\ud800", group="last", text="a" * 100_000 + " 算法 " + "法" * 100_000))
    engine.update(puts, ["\x00", "\ud800"], 1)
    answer = engine.ask(Question(parse(""), ALL, limit=100))
    assert {hit.key: hit.kind for hit in answer.hits} == {one.key: one.kind for one in puts}
    assert engine.ask(Question(parse("社會科學院"), ALL)).total == 1
    assert [hit.key for hit in engine.ask(Question(parse('"算法 法法"'), ALL)).hits] == ["\ud800"]


_WRITER = """
from pathlib import Path
from portal.search.engine import Document, Embedded, Stored
from portal.store import open_store
rest = ("", frozenset({"public"}), "open", (), 2026, 0.0, "zh")
def write(where):
    engine = Stored(open_store(where).engine) if "://" in where else Embedded(Path(where))
    place = engine.position()
    while True:
        place += 1
        puts = [Document(f"k{n}", "case", "", f"第{place}号", *rest, f"k{n}") for n in range(place % 7, 20, 7)]
        engine.update(puts, [f"k{(place + 3) % 20}"], place)
        print(place, flush=True)
"""


@pytest.fixture(scope="module")
def writers():
    """Writers that go on where an index stands, and say how far they are."""
    with writing(_WRITER) as some:
        yield some


def _state(position):
    """What the index of the writer above holds after so many updates."""
    world = {}
    for place in range(1, position + 1):
        world.pop(f"k{(place + 3) % 20}", None)
        world |= {f"k{n}": f"第{place}号" for n in range(place % 7, 20, 7)}
    return world


def _where(engine):
    if isinstance(engine, Stored):
        return engine._engine.url.render_as_string(hide_password=False)
    return str(engine._shelf._folder)


def test_a_killed_writer_leaves_what_it_acknowledged_and_no_half_update(new_engine, writers):
    draw, acknowledged, engine = random.Random(11), 0, new_engine()
    for _ in range(4):
        writers.begin(_where(engine))
        for _ in range(draw.randrange(3, 25)):
            (acknowledged,) = writers.said()
        time.sleep(draw.random() * 0.01)
        (acknowledged,) = [(acknowledged,), *writers.kill()][-1]
        position = _settled(engine)
        assert position in {acknowledged, acknowledged + 1}
        world = _state(position)
        found = another(engine)
        assert keys(found) == sorted(world)
        assert all(key in keys(found, f'"{text}"') for key, text in world.items())


def _settled(engine):
    """Where the index stands once the database has noticed that the writer is gone."""
    other = another(engine)
    other.position()
    other.purge()  # waits for whoever writes
    return other.position()
