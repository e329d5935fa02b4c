"""The throw-away PostgreSQL is one server, its copies are apart, and nothing of it stays."""

from __future__ import annotations

import os
import subprocess
import sys
import textwrap
import time
from pathlib import Path

import psycopg
import pytest

from tests import postgres

ROOT = Path(__file__).resolve().parent.parent


def query(url: str, statement: str) -> list[tuple[object, ...]]:
    with psycopg.connect(url.replace("+psycopg", ""), autocommit=True) as connection:
        cursor = connection.execute(statement)
        return cursor.fetchall() if cursor.description else []


@pytest.fixture
def copies() -> list[str]:
    def build(url: str) -> None:
        query(url, "CREATE TABLE room (name text)")

    postgres.template("test_postgres", build)
    urls = [postgres.fresh_database("test_postgres") for _ in range(2)]
    yield urls
    for url in urls:
        postgres.drop_database(url)


def test_a_copy_has_what_its_template_has_and_no_more(copies: list[str]) -> None:
    first, second = copies
    query(first, "INSERT INTO room VALUES ('cases')")

    assert query(first, "SELECT name FROM room") == [("cases",)]
    assert query(second, "SELECT name FROM room") == []


@pytest.mark.usefixtures("copies")
def test_a_template_is_built_once() -> None:
    postgres.template("test_postgres", lambda _url: pytest.fail("built again"))


def test_a_database_is_dropped_while_somebody_is_connected() -> None:
    url = postgres.fresh_database()
    with psycopg.connect(url.replace("+psycopg", "")) as connection:
        postgres.drop_database(url)
        with pytest.raises(psycopg.OperationalError):
            connection.execute("SELECT 1")
    with pytest.raises(psycopg.OperationalError):
        query(url, "SELECT 1")


def test_the_server_does_not_run_as_root() -> None:
    postgres.server()

    assert Path(os.environ[postgres.FOLDER], "memory", "data", "postmaster.pid").stat().st_uid != 0


@pytest.mark.parametrize("ending", ["keeper.close()", "os.kill(os.getpid(), 9)"])
def test_nothing_stays_however_the_run_ends(ending: str) -> None:
    program = f"""
        import os
        from tests.postgres import Keeper, server
        keeper = Keeper()
        server()
        running = (keeper.folder / "memory/data/postmaster.pid").read_text().split()[0]
        print(keeper.folder, keeper.scratch.parent, running, flush=True)
        {ending}
    """
    ran = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(program)],
        check=False,
        cwd=ROOT,
        capture_output=True,
        text=True,
    )
    folder, memory, process = ran.stdout.split()

    until = time.monotonic() + 60
    while Path(folder).exists() and time.monotonic() < until:
        time.sleep(0.05)
    assert not Path(folder).exists()
    assert not Path(memory).exists()
    with pytest.raises(ProcessLookupError):
        os.kill(int(process), 0)
