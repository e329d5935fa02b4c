"""Writers of an SQLite database stand in line, and nobody stands there for ever."""

from __future__ import annotations

import subprocess
import sys
import threading

import pytest
from sqlalchemy import text

from portal.store import open_store
from portal.store.turns import turns_beside

HOLDS = """
import sys
from portal.store import open_store
store = open_store(sys.argv[1])
with store.writing() as session:
    print("in", flush=True)
    sys.stdin.read()
"""


@pytest.fixture
def store(tmp_path):
    store = open_store(f"sqlite:///{tmp_path}/portal.db")
    with store.writing() as session:
        session.execute(text("CREATE TABLE told (word TEXT)"))
    yield store
    store.close()


def test_who_dies_in_its_turn_does_not_keep_the_others_waiting(store):
    command = [sys.executable, "-c", HOLDS, store.engine.url.render_as_string()]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as holder:
        assert holder.stdout.readline() == "in\n"
        written = threading.Event()

        def write() -> None:
            with store.writing() as session:
                session.execute(text("INSERT INTO told VALUES ('after')"))
            written.set()

        threading.Thread(target=write, daemon=True).start()
        assert not written.wait(0.3)
        holder.kill()
        assert written.wait(10)


def test_one_is_in_at_a_time(tmp_path):
    first, second = turns_beside(tmp_path / "portal.db"), turns_beside(tmp_path / "portal.db")
    inside, most = [], []

    def work(turn):
        for _ in range(50):
            with turn():
                inside.append(1)
                most.append(len(inside))
                inside.pop()

    threads = [threading.Thread(target=work, args=(turn,)) for turn in (first, first, second, second)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)
    assert (len(most), set(most)) == (200, {1})


def test_a_folder_that_is_only_read_has_no_line(tmp_path):
    with turns_beside(tmp_path / "nowhere" / "portal.db")():
        pass


def test_what_is_counted_is_there_for_everybody(portal):
    table = text('CREATE TABLE "told" (word VARCHAR(9))')
    with portal.store.writing() as session:
        session.execute(table)
    with portal.store.counting() as session:
        session.execute(text("INSERT INTO told VALUES ('once')"))
    with portal.store.reading() as session:
        assert session.scalars(text("SELECT word FROM told")).all() == ["once"]
