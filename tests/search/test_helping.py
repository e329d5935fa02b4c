"""A second process writes and merges segments beside the writer: the same index comes of it, whoever dies when."""

from __future__ import annotations

import os
import signal
import time
from pathlib import Path

import pytest

from portal.search.engine import Embedded, Question, parse, writer
from tests.search.worlds import made
from tests.search.writers import writing

ALL = frozenset({"public"})


def keys(engine, query="", limit=1000):
    return sorted(hit.key for hit in engine.ask(Question(parse(query), ALL, limit=limit)).hits)


def ask(engine, query):
    answer = engine.ask(Question(parse(query), ALL))
    return answer.hits, answer.total, answer.facets, answer.notes


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "index"


@pytest.fixture
def small(monkeypatch):
    """Batches of five are full, and a segment holds some sixty characters."""
    monkeypatch.setattr(writer, "BULK", 5)
    monkeypatch.setattr(writer, "ENOUGH", 60)


@pytest.fixture
def aside(monkeypatch):
    """Every merge is the helper's."""
    monkeypatch.setattr(writer, "LITTLE", 0)


def batch(blank, turn, size=5):
    return [
        made(blank, key=f"{turn}.{n}", group=f"{turn}.{n}", text=f"第{turn}批 算法 {n}") for n in range(size)
    ]


def helper(engine):
    return engine._writer._helper


@pytest.mark.usefixtures("small")
@pytest.mark.parametrize("helped", [True, False])
def test_an_index_that_was_held_back_and_helped_with_is_the_same(folder, blank, helped):
    engine, plain = Embedded(folder, helped=helped), Embedded(folder.parent / "plain")
    for turn in range(1, 30):
        gone = [f"{turn - 1}.2", f"{turn - 3}.4", f"{turn}.0"]
        again = made(blank, key=f"{turn - 2}.1", group=f"{turn - 2}.1", text="改过 算法")
        for one in (engine, plain):
            one.update([*batch(blank, turn), again], gone, turn, more=one is engine and turn < 29)
        assert engine.position() == turn
    assert (helper(engine) is not None) == (helped and engine.merging)
    for query in ("", "算法", "改过", "第7批", '"第12批 算法 3"'):
        assert ask(engine, query) == ask(plain, query) == ask(Embedded(folder), query)


@pytest.mark.usefixtures("small")
def test_what_is_held_back_is_not_there_for_others_yet_and_small_updates_bring_it(folder, blank):
    engine = Embedded(folder)
    engine.update(batch(blank, 1), (), 1, more=True)
    assert (engine.position(), Embedded(folder).position(), keys(engine)) == (1, 0, [])
    engine.update([made(blank, key="one")], ["1.3"], 2, more=True)
    assert (engine.position(), Embedded(folder).position()) == (2, 2)
    assert keys(engine) == ["1.0", "1.1", "1.2", "1.4", "one"]


@pytest.mark.usefixtures("small")
def test_an_index_that_is_cleared_while_some_is_held_back_begins_at_the_first_event(folder, blank):
    engine = Embedded(folder)
    engine.update(batch(blank, 1), (), 1, more=True)
    Embedded(folder).update([made(blank, key="other")], (), 7)
    assert (engine.position(), keys(engine)) == (7, ["other"])


@pytest.mark.usefixtures("small")
def test_a_helper_that_is_killed_is_replaced_by_the_writer(folder, blank):
    engine = Embedded(folder, helped=True)
    for turn in range(1, 20):
        engine.update(batch(blank, turn), (), turn, more=True)
        if turn % 6 == 0:
            os.kill(helper(engine)._process.pid, signal.SIGKILL)
    engine.update((), (), 20)
    assert (engine.position(), len(keys(Embedded(folder), "算法"))) == (20, 19 * 5)


@pytest.mark.usefixtures("aside")
def test_what_is_withdrawn_while_it_is_merged_stays_withdrawn(folder, blank):
    engine = Embedded(folder)
    for turn in range(1, 9):
        engine.update(batch(blank, turn, 9), (), turn)
    assert engine.merging
    engine.update([made(blank, key="2.2", text="新的")], ["1.1", "3.3"], 9)
    engine.settle()
    assert len(list(folder.glob("*.trm"))) == 2
    expected = {f"{turn}.{n}" for turn in range(1, 9) for n in range(9)} - {"1.1", "2.2", "3.3"}
    for one in (engine, Embedded(folder)):
        assert (keys(one, "算法"), keys(one, "新的"), one.position()) == (sorted(expected), ["2.2"], 9)


@pytest.mark.usefixtures("aside")
def test_whoever_asks_for_the_position_puts_up_what_was_merged(folder, blank):
    engine = Embedded(folder)
    for turn in range(1, 9):
        engine.update(batch(blank, turn, 9), (), turn)
    engine._writer.wait()
    assert (engine.position(), engine.merging, helper(engine)) == (8, False, None)
    assert (len(list(folder.glob("*.trm"))), len(keys(Embedded(folder), "算法"))) == (1, 72)


@pytest.mark.usefixtures("aside")
def test_purging_while_segments_are_merged_leaves_no_word(folder, blank):
    engine = Embedded(folder)
    for turn in range(1, 9):
        engine.update([*batch(blank, turn, 8), made(blank, key=f"s{turn}", text="秘密")], (), turn)
    assert engine.merging
    engine.update((), [f"s{turn}" for turn in range(1, 9)], 9)
    engine.purge()
    assert not any("秘密".encode() in path.read_bytes() for path in folder.iterdir())
    assert (engine.position(), len(keys(engine, "算法"))) == (9, 64)


_WRITER = """
from pathlib import Path
from portal.search.engine import Document, Embedded, writer
writer.BULK, writer.ENOUGH = 5, 60
rest = ("", frozenset({"public"}), "open", (), 2026, 0.0, "zh")
def write(where):
    engine = Embedded(Path(where), helped=True)
    place = engine.position()
    while True:
        place += 1
        puts = [Document(f"{place}.{n}", "case", "", f"第{place}批 算法", *rest, f"{place}.{n}") for n in range(5)]
        engine.update(puts, (), place, more=True)
        helper = engine._writer._helper
        print(place, helper._process.pid if helper else 0, flush=True)
"""


def test_a_writer_that_is_killed_takes_its_helper_with_it_and_goes_on_where_the_index_stands(folder):
    stood, helpers = 0, set()
    with writing(_WRITER) as writers:
        for after in (40, 41, 90):
            writers.begin(folder)
            said = [writers.said() for _ in range(after)]
            said += writers.kill()
            position = Embedded(folder).position()
            assert stood <= position <= said[-1][0] + 1
            stood = position
            assert keys(Embedded(folder), "算法") == sorted(
                f"{n}.{m}" for n in range(1, stood + 1) for m in range(5)
            )
            helpers = {pid for _, pid in said if pid}
            assert all(map(_ends, helpers))
    assert stood
    assert helpers


def _ends(pid):
    """Whether a process is no more, or soon will be; who took it over may not have noticed yet."""
    for _ in range(1200):
        try:
            state = Path(f"/proc/{pid}/stat").read_text().rpartition(") ")[2][0]
        except FileNotFoundError:
            return True
        if state == "Z":
            return True
        time.sleep(0.1)
    return False
