"""What the storeroom promises: no lost increments, numbers without holes, instants that stay what they are."""

from __future__ import annotations

import threading
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import select, text
from sqlalchemy.orm.exc import StaleDataError

from portal.access import Permit
from portal.cases import commands
from portal.cases.model import Case
from portal.cases.verbs import CaseVerb
from portal.store import Numbering, Store, at, engine, now, number_for, open_store, random_reference, today
from tests.factories import case, case_in, do, filed
from tests.people import Portal

THREADS, EACH = 4, 10


def together(act: object, portal: Portal) -> list[BaseException]:
    failed: list[BaseException] = []

    def run() -> None:
        try:
            for _ in range(EACH):
                act(portal)  # type: ignore[operator]
        except BaseException as error:  # noqa: BLE001 (a thread's failure is told, not lost)
            failed.append(error)

    threads = [threading.Thread(target=run) for _ in range(THREADS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return failed


def take_a_number(portal: Portal) -> None:
    with portal.store.writing() as session:
        number_for(session, "X")


def test_no_increment_is_lost_when_many_write(portal: Portal) -> None:
    assert together(take_a_number, portal) == []
    with portal.store.reading() as session:
        assert session.scalar(select(Numbering.last).where(Numbering.series == "X")) == THREADS * EACH


def test_numbers_are_given_by_series_and_year(portal: Portal) -> None:
    with portal.store.writing() as session:
        assert number_for(session, "X") == f"X-{now().year}-000001"
        assert number_for(session, "X") == f"X-{now().year}-000002"
        with at(datetime(2031, 5, 1, tzinfo=UTC)):
            assert number_for(session, "X") == "X-2031-000001"
        assert number_for(session, "Y") == f"Y-{now().year}-000001"


def test_a_number_goes_back_with_what_failed(portal: Portal) -> None:
    def fail(store: Store) -> None:
        with store.writing() as session:
            number_for(session, "X")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail(portal.store)
    with portal.store.writing() as session:
        assert number_for(session, "X").endswith("-000001")


def test_references_of_parts_are_beyond_guessing() -> None:
    made = {random_reference() for _ in range(1000)}
    assert len(made) == 1000
    assert {len(ref) for ref in made} == {22}


def test_reading_keeps_nothing(portal: Portal) -> None:
    with portal.store.reading() as session:
        number_for(session, "X")
        session.commit()
    with portal.store.reading() as session:
        number_for(session, "Z")
    with portal.store.reading() as session:
        assert session.scalar(select(Numbering.last).where(Numbering.series == "Z")) is None


def test_an_instant_is_the_same_whatever_zone_it_came_in(portal: Portal) -> None:
    moment = datetime(2026, 3, 1, 8, 30, 0, 123456, tzinfo=timezone(timedelta(hours=8)))
    with at(moment):
        ref = filed(portal)
    found = case(portal, ref).filed_at
    assert (found, found.tzinfo) == (moment, UTC)


def test_a_naive_moment_is_refused(portal: Portal) -> None:
    naive = datetime(2026, 3, 1, 8, 30)  # noqa: DTZ001
    with pytest.raises(ValueError, match="no instant"), at(naive):
        pass

    def accept(permit: Permit[Case]) -> None:
        permit.subject.answered_at = naive
        commands.accept(permit)

    ref = filed(portal)
    with pytest.raises(Exception, match="no instant"):
        do(portal, "intake", CaseVerb.ACCEPT, ref, accept)


def test_the_day_is_the_citys() -> None:
    with at(datetime(2026, 3, 1, 17, 0, tzinfo=UTC)):
        assert today(ZoneInfo("Asia/Shanghai")).isoformat() == "2026-03-02"
        assert today(ZoneInfo("UTC")).isoformat() == "2026-03-01"


def test_a_row_that_changed_meanwhile_is_not_overwritten(portal: Portal) -> None:
    ref = case_in(portal, "handling")

    def answer(permit: Permit[Case]) -> None:
        table = Case.__table__  # somebody else's change, between the reading and the writing of this one
        permit.session.connection().execute(table.update().values(version=table.c.version + 1))
        commands.answer(permit, "too late")

    with pytest.raises(StaleDataError):
        do(portal, "cyber", CaseVerb.ANSWER, ref, answer)


def test_a_server_that_was_away_is_found_again(portal: Portal, monkeypatch: pytest.MonkeyPatch) -> None:
    if portal.store.dialect != "postgresql":
        return
    monkeypatch.setattr(engine, "_RESTED", 0)
    own = open_store(portal.settings.database_url)
    with own.reading() as one, own.reading() as two:
        held = {session.scalar(text("SELECT pg_backend_pid()")) for session in (one, two)}
    with portal.store.engine.connect() as connection:
        for pid in held:
            connection.execute(text("SELECT pg_terminate_backend(:pid, 5000)"), {"pid": pid})
    with own.reading() as one, own.reading() as two:
        assert {session.scalar(text("SELECT pg_backend_pid()")) for session in (one, two)}.isdisjoint(held)
    own.close()


@pytest.mark.parametrize("url", ["mysql://x/y", "sqlite://", "sqlite:///:memory:"])
def test_only_the_two_databases_are_opened(url: str) -> None:
    with pytest.raises(ValueError, match=r"SQLite|database file"):
        open_store(url)


def test_sqlite_runs_in_the_tested_profile(tmp_path: Path) -> None:
    store = open_store(f"sqlite:///{tmp_path}/new/portal.db")
    with store.engine.connect() as connection:
        asked = ("foreign_keys", "synchronous", "secure_delete", "trusted_schema", "busy_timeout")
        answers = [connection.exec_driver_sql(f"PRAGMA {name}").scalar() for name in asked]
    store.close()
    assert answers == [1, 2, 1, 0, 15000]
    assert (tmp_path / "new").stat().st_mode & 0o777 == 0o700
