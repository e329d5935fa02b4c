"""The index in its folder: one writer, many readers, crashes, damage, and bounds."""

from __future__ import annotations

import gc
import os
import random
import time
import tracemalloc
from pathlib import Path
from threading import Thread

import numpy as np
import pytest

from portal.search.engine import Displaced, Embedded, Question, contents, parse, postings, shelf
from portal.search.engine.cache import ENTRY, ByteCache
from tests.search.worlds import made

ALL = frozenset({"public"})


def keys(engine, query="", limit=1000):
    return sorted(hit.key for hit in engine.ask(Question(parse(query), ALL, limit=limit)).hits)


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "index"


@pytest.fixture
def three(folder, blank):
    """An index of three documents."""
    engine = Embedded(folder)
    engine.update([made(blank, key=key, text=f"算法 {key}") for key in ("a", "b", "c")], (), 7)
    return engine


def test_an_index_is_where_it_was_left(three, folder):
    assert (three.position(), keys(three)) == (7, ["a", "b", "c"])
    again = Embedded(folder)
    assert (again.position(), keys(again, "算法")) == (7, ["a", "b", "c"])


def test_a_position_moves_without_documents(three, folder):
    three.update((), (), 9)
    assert (Embedded(folder).position(), keys(three)) == (9, ["a", "b", "c"])


def test_clearing_forgets_everything(three, folder):
    three.clear()
    assert (three.position(), keys(three)) == (0, [])
    assert sorted(path.suffix for path in folder.iterdir()) == [".lock", ".toc"]


def test_purging_leaves_no_word_of_what_was_withdrawn(three, folder, blank):
    said = [made(blank, key=key, text="公开") for key in "efg"] + [made(blank, key="d", text="秘密")]
    three.update(said, (), 8)
    three.update([made(blank, key="f", text="公开")], ["d"], 9)
    written = [path.read_bytes() for path in folder.glob("*.trm")]
    assert any("秘密".encode() in content for content in written)
    three.purge()
    written = [path.read_bytes() for path in folder.glob("*.trm")]
    assert not any("秘密".encode() in content for content in written)
    assert (three.position(), keys(three, "公开"), keys(Embedded(folder))) == (9, [*"efg"], [*"abcefg"])


def test_an_update_that_fails_changes_nothing(three, folder, blank):
    def broken():
        yield made(blank, key="d")
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        three.update(broken(), ["a"], 8)
    assert (three.position(), keys(three)) == (7, ["a", "b", "c"])
    three.update([made(blank, key="e")], (), 8)
    assert keys(three) == ["a", "b", "c", "e"]
    assert len(list(folder.glob("*.trm"))) == 2  # what the failed update wrote is gone


@pytest.mark.usefixtures("three")
def test_the_folder_is_private(folder):
    assert folder.stat().st_mode & 0o777 == 0o700


def test_many_small_updates_stay_few_segments(folder, blank):
    engine = Embedded(folder)
    world = {}
    draw = random.Random(5)
    for place in range(1, 150):
        key = str(draw.randrange(90))
        world[key] = f"第{place}号 算法"
        gone = str(draw.randrange(90))
        world.pop(gone, None)
        if gone == key:
            world[key] = f"第{place}号 算法"
        engine.update([made(blank, key=key, text=f"第{place}号 算法")], [gone], place)
    assert keys(engine) == sorted(world)
    assert all(keys(engine, f'"{text}"') == [key] for key, text in world.items())
    assert len(list(folder.glob("*.trm"))) < 24
    assert keys(Embedded(folder), "算法") == sorted(world)


def test_a_large_update_is_written_in_parts(folder, blank, monkeypatch):
    monkeypatch.setattr("portal.search.engine.indexer.FULL", 50)
    engine = Embedded(folder)
    puts = [made(blank, key=str(n % 60), text=f"算法 {n}") for n in range(100)]
    engine.update(puts, (), 1)
    assert keys(engine, "算法") == sorted(map(str, range(60)))
    assert (keys(engine, '"算法 15"'), keys(engine, '"算法 75"')) == ([], ["15"])


def test_readers_see_a_new_generation_soon(three, folder, blank):
    reader = Embedded(folder)
    three.update([made(blank, key="d")], ["a"], 8)
    time.sleep(0.25)
    assert keys(reader) == ["b", "c", "d"]


def test_threads_ask_while_another_writes(three, folder, blank):
    reader, wrong = Embedded(folder), []

    def ask():
        for _ in range(150):
            answer = reader.ask(Question(parse("算法"), ALL))
            if not (answer.total >= 3 and answer.notes == () and len(answer.hits) == min(20, answer.total)):
                wrong.append(answer)
            time.sleep(0.002)

    threads = [Thread(target=ask) for _ in range(4)]
    for thread in threads:
        thread.start()
    for place in range(8, 40):
        three.update([made(blank, key=f"new{place}", text="算法")], (), place)
    for thread in threads:
        thread.join()
    assert wrong == []


def _cut(path):
    os.truncate(path, path.stat().st_size // 2)


def _flip(path):
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 0x55
    path.write_bytes(content)


@pytest.mark.parametrize("suffix", [".toc", ".trm", ".pst"])
@pytest.mark.parametrize("harm", [_cut, _flip, Path.unlink, lambda path: path.write_bytes(b"")])
def test_a_damaged_index_is_empty_and_can_be_rebuilt(three, folder, blank, suffix, harm):
    three.close()
    for path in folder.glob(f"*{suffix}"):
        harm(path)
    engine = Embedded(folder)
    if harm is _flip and suffix == ".toc" and engine.position() == 7:
        return  # the byte that was flipped means nothing
    answer = engine.ask(Question(parse("算法"), ALL))
    assert (engine.position(), answer.total, answer.notes) == (0, 0, ("away",))
    engine.update([made(blank, key="new", text="算法")], (), 3)
    assert (engine.position(), keys(engine, "算法")) == (3, ["new"])
    assert keys(Embedded(folder)) == ["new"]


@pytest.mark.parametrize("suffix", [".trm", ".pst"])
def test_damage_under_an_open_index_is_an_answer_too(three, folder, blank, suffix):
    for path in folder.glob(f"*{suffix}"):
        os.truncate(path, 0)
    three.cache.clear()
    answer = three.ask(Question(parse("算法"), ALL))
    assert (answer.total, answer.notes) == (0, ("away",))
    with pytest.raises(Displaced):
        three.update([made(blank, key="d")], (), 8)
    assert three.position() == 0
    three.update([made(blank, key="d")], (), 8)
    assert keys(three) == ["d"]


def test_an_index_that_vanishes_under_its_writer_is_not_continued(three, folder, blank):
    for path in folder.iterdir():
        path.unlink()
    with pytest.raises(Displaced):
        three.update([made(blank, key="d")], (), 8)
    assert three.position() == 0


@pytest.mark.usefixtures("three")
def test_an_index_of_another_version_is_not_read(folder, monkeypatch):
    monkeypatch.setattr(shelf, "VERSION", "0.0")
    assert Embedded(folder).position() == 0
    monkeypatch.undo()
    assert Embedded(folder).position() == 7
    assert contents.Contents().version == shelf.VERSION


def test_a_missing_folder_is_an_empty_index(folder):
    engine = Embedded(folder)
    answer = engine.ask(Question(parse("算法"), ALL))
    assert (engine.position(), answer.total, answer.notes) == (0, 0, ("away",))
    assert not folder.exists()


def test_everything_is_on_the_disk_before_the_generation_names_it(three, folder, blank, monkeypatch):
    """A power cut keeps what was synced: files first, then the TOC, then the folder."""
    order, real = [], os.fsync

    def fsync(handle):
        order.append(Path(f"/proc/self/fd/{handle}").readlink())
        real(handle)

    monkeypatch.setattr(os, "fsync", fsync)
    before = set(folder.iterdir())
    three.update([made(blank, key="d")], (), 8)
    new = {path for path in folder.iterdir() if path not in before and path.suffix != ".toc"}
    assert {path.suffix for path in new} == {".trm", ".pst"}
    assert set(order[:2]) == new
    assert (".toc." in order[2].name, order[3:]) == (True, [folder])


def test_the_memory_of_postings_is_bounded_in_bytes(folder, blank):
    bound = 60_000
    engine = Embedded(folder, cache=bound)
    characters = [chr(0x4E00 + n) for n in range(200)]
    texts = ["".join(characters[n : n + 20]) * 5 for n in range(180)]
    engine.update([made(blank, key=str(n), text=text) for n, text in enumerate(texts)], (), 1)
    assert all(str(n) in keys(engine, text[:6]) for n, text in enumerate(texts))
    assert bound / 2 < engine.cache.peak <= bound
    assert keys(Embedded(folder, cache=0), texts[0][:6]) == keys(engine, texts[0][:6])


def test_the_bound_holds_for_what_is_in_no_document(folder, blank):
    """Words that nobody wrote have empty arrays; what it takes to remember them is counted, too."""
    bound = 1_000_000
    engine = Embedded(folder, cache=bound)
    engine.update([made(blank, key="a", text="算法")], (), 1)
    keys(engine, "算法"), gc.collect()
    tracemalloc.start()
    for n in range(3000):
        assert keys(engine, chr(0x4E00 + n) + chr(0x5E00 + n)) == []
    gc.collect()
    taken = tracemalloc.get_traced_memory()[0]
    tracemalloc.stop()
    assert bound / 2 < engine.cache.size <= bound
    assert taken < 1.1 * bound


def test_a_bounded_memory_keeps_what_was_asked_for_last():
    cache = ByteCache(3 * (ENTRY + 100))
    for key in "abc":
        cache.put(key, key, 100)
    assert cache.get("a") == "a"
    cache.put("d", "d", 100)
    assert [cache.get(key) for key in "abcd"] == ["a", None, "c", "d"]
    cache.put("a", "larger", 300)
    assert (cache.get("a"), cache.get("c"), cache.size <= 3 * (ENTRY + 100)) == ("larger", None, True)
    cache.put("a", "too large", 10_000)
    assert cache.get("a") is None


def test_occurrences_are_counted_by_document_and_part():
    place = postings.TITLE_ROOM
    keys_ = [(0 << 32) | 1, (0 << 32) | place, (2 << 32) | (place + 5), (2 << 32) | (place + 9)]
    found = postings.tallied(np.array(keys_))
    assert (found.docs.tolist(), found.in_title.tolist(), found.in_text.tolist()) == ([0, 2], [1, 0], [1, 2])
