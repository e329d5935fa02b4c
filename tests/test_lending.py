"""Whoever borrows a database finds what its template holds, whatever the one before did to it."""

from __future__ import annotations

from pathlib import Path

import psycopg
import pytest

from portal.store import open_store
from tests import lending, people, postgres
from tests.factories import case_in


def asked(url: str, statement: str) -> list[tuple[object, ...]]:
    with psycopg.connect(url.replace("+psycopg", ""), autocommit=True) as connection:
        cursor = connection.execute(statement)
        return cursor.fetchall() if cursor.description else []


def everything(url: str) -> dict[str, list[tuple[object, ...]]]:
    """Every row of every table, every sequence and every trigger."""
    names = [name for (name,) in asked(url, "SELECT tablename FROM pg_tables WHERE schemaname = 'public'")]
    found = {name: asked(url, f'SELECT t::text FROM "{name}" t ORDER BY 1') for name in sorted(names)}
    found[" sequences"] = asked(url, "SELECT sequencename, last_value FROM pg_sequences ORDER BY 1")
    found[" triggers"] = asked(
        url, "SELECT tgname, tgenabled FROM pg_trigger WHERE NOT tgisinternal ORDER BY 1"
    )
    return found


@pytest.fixture
def url() -> str:
    postgres.template("portal", people.build)
    return lending.borrow("portal")


def given_back(url: str) -> str:
    """Give it back, and borrow again."""
    lending.give_back("portal", url)
    return lending.borrow("portal")


def test_what_was_changed_is_put_back(url: str, tmp_path: Path) -> None:
    before = everything(url)
    portal = people.start(url, tmp_path / "instance")
    ref = case_in(portal, "closed")
    portal.follow()
    portal.store.close()
    asked(
        url,
        "SET session_replication_role = replica; DELETE FROM account; UPDATE organisation SET version = 9",
    )
    changed = [name for name, rows in everything(url).items() if rows != before[name]]
    assert {" sequences", "case", "account", "organisation", "event", "search_document"} <= {*changed}

    again = given_back(url)

    assert (again, everything(again)) == (url, before)
    portal = people.start(url, tmp_path / "instance")
    assert case_in(portal, "closed") == ref
    portal.store.close()
    lending.give_back("portal", url)


def test_a_row_that_is_not_put_back_is_noticed(url: str) -> None:
    before = everything(url)
    asked(url, "DELETE FROM pristine.membership")
    again = given_back(url)
    assert [name for name, rows in everything(again).items() if rows != before[name]] == ["membership"]
    asked(url, "CREATE TABLE more (id int)")  # so nobody borrows it
    lending.give_back("portal", again)


@pytest.mark.parametrize(
    "change",
    [
        "ALTER TABLE event DISABLE TRIGGER USER",
        "CREATE TABLE more (id int)",
        "DROP INDEX ix_search_document_words",
    ],
)
def test_what_was_altered_is_thrown_away(url: str, change: str) -> None:
    before = everything(url)
    asked(url, change)
    again = given_back(url)
    assert again != url
    assert everything(again) == before
    lending.give_back("portal", again)


def test_what_somebody_may_still_write_to_is_thrown_away(url: str) -> None:
    with psycopg.connect(url.replace("+psycopg", "")) as somebody:
        somebody.execute("DELETE FROM membership")
        again = given_back(url)
        assert again != url
        with pytest.raises(psycopg.OperationalError):
            somebody.commit()
    lending.give_back("portal", again)


def test_connections_are_kept_but_not_those_that_have_ended(url: str) -> None:
    store = open_store(url)

    def pid() -> int:
        with store.engine.connect() as connection:
            found: int = connection.exec_driver_sql("SELECT pg_backend_pid()").scalar_one()
        store.close()
        return found

    first = pid()
    assert pid() == first
    asked(url, f"SELECT pg_terminate_backend({first}, 5000)")
    assert pid() != first
    lending.give_back("portal", url)
