"""An index in a folder of each machine, beside one database: each is level, and each belongs to the ledger there is."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy import func, select

from portal.cases import commands
from portal.cases.verbs import CaseVerb
from portal.inbox.model import Notification
from portal.ledger import Event, Lease, hold_lease
from portal.search.engine import Embedded, Stored
from portal.search.lineage import Lineage
from tests import lending
from tests.cases.test_retention import HELD
from tests.cli.test_index import of_the_index, run
from tests.factories import case_in, do, filed
from tests.killing import running
from tests.people import Portal, said, start

FOLDER = {"PORTAL_SEARCH": "folder"}
SECRET, PATIENCE = "zanzibarian", 60.0

pytestmark = pytest.mark.parametrize("database", ["postgresql"], indirect=True)


@contextmanager
def machine(url: str, instance: Path) -> Iterator[Portal]:
    """Let a machine of its own serve a database, with an index in its folder."""
    instance.mkdir(mode=0o700, exist_ok=True)
    portal = start(url, instance, **FOLDER)
    yield portal
    portal.store.close()


@pytest.fixture
def one(database: str, tmp_path: Path) -> Iterator[Portal]:
    with machine(database, tmp_path / "one") as portal:
        yield portal


@pytest.fixture
def two(database: str, tmp_path: Path) -> Iterator[Portal]:
    with machine(database, tmp_path / "two") as portal:
        yield portal


@pytest.fixture
def other(database: str, tmp_path: Path) -> Iterator[str]:
    """Another database than that of the test, with the same cast in it."""
    url = lending.borrow("portal")
    yield url
    lending.give_back("portal", url)


def found(portal: Portal, word: str, who: str = "cyber") -> str:
    """What somebody finds of a word on a machine."""
    portal.app.extensions["portal"].services["search"].position()
    return said(portal.browser(who).get(f"/en/search/?q={word}"))


def until(true: Callable[[], bool]) -> None:
    begun = time.monotonic()
    while not true():
        assert time.monotonic() - begun < PATIENCE
        time.sleep(0.05)


def folder_of(portal: Portal) -> Path:
    folder = portal.settings.index_dir
    assert folder is not None
    return folder


def words(portal: Portal) -> bytes:
    """All that is written in the index of a machine."""
    return b"".join(path.read_bytes() for path in folder_of(portal).rglob("*.*"))


def told(portal: Portal) -> int:
    """How many lines there are in inboxes."""
    with portal.store.reading() as session:
        session.info["consumer"] = "tests"
        return session.scalar(select(func.count()).select_from(Notification)) or 0


def leader(portal: Portal) -> str:
    """Who has the lease, or had it last."""
    with portal.store.reading() as session:
        return session.scalar(select(Lease.holder).where(Lease.name == "follower")) or ""


def test_each_machine_follows_for_itself_and_one_for_all(one: Portal, two: Portal) -> None:
    """Both find what is new; when the one dies that does the rest, the other goes on with that, too."""
    with running(one, "follow") as first:
        until(lambda: bool(leader(one)))
        with running(two, "follow"):
            case_in(one, "handling", title=f"A {SECRET} ride")
            until(lambda: all("A zanzibarian ride" in found(portal, SECRET) for portal in (one, two)))
            until(lambda: told(one) > 0)
            first.kill()
            before = told(one)
            assert hold_lease(one.store, "follower", "nobody", 0, gone=leader(one))  # time goes by
            case_in(one, "handling", title="A melancholy ride")
            until(lambda: "A melancholy ride" in found(two, "melancholy"))
            until(lambda: told(one) > before)
            assert "A melancholy ride" not in found(one, "melancholy")  # nobody follows there
            second = leader(one)
            first.start()
            until(lambda: "A melancholy ride" in found(one, "melancholy"))
            assert leader(one) == second
    assert Stored(one.store.engine).position() == 0


def test_erased_words_leave_every_machine(one: Portal, two: Portal) -> None:
    ref = case_in(one, "answered", title=f"A {SECRET} ride", name="Amy")
    do(one, "cyber", CaseVerb.CLOSE, ref, commands.close, commands.Ending("resolved"))
    do(one, "intake", CaseVerb.CALL_BACK, ref, commands.call_back, HELD)
    one.follow(), two.follow()
    assert all(SECRET.encode() in words(portal) for portal in (one, two))
    do(two, "amy", CaseVerb.ERASE, ref, commands.erase)
    one.follow(), two.follow()
    assert not any(SECRET.encode() in words(portal) for portal in (one, two))


def moved(portal: Portal, url: str) -> tuple[bool, bool, bool]:
    """Put another database in the place of this one, as `pg_restore` does, or a demonstration begun again.

    Whether its case is found, whether the words of the one before are still there, and whether the index is level.
    """
    case_in(portal, "handling", title="A sorry ride")
    case_in(portal, "handling", title=f"A {SECRET} ride")
    portal.follow()
    with machine(url, portal.settings.instance) as restored:
        filed(restored, "bob", title="A lonely ride")
        restored.follow()
        seen = "A lonely ride" in found(restored, "lonely", "bob")
        with restored.store.reading() as session:
            session.info["consumer"] = "tests"
            last = session.scalar(select(func.max(Event.id)))
        at = restored.app.extensions["portal"].services["search"].position()
        return seen, SECRET.encode() in words(restored), at == last


def test_an_index_of_another_ledger_is_built_anew(one: Portal, other: str) -> None:
    assert moved(one, other) == (True, False, True)


def test_without_lineage_the_index_of_another_ledger_would_serve(
    one: Portal, other: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Lineage, "holds", lambda *_: True)
    assert moved(one, other) == (False, True, False)


@pytest.mark.parametrize("content", ["", "1", "one two", "1 2 3", "7 \x00"])
def test_a_mark_that_says_nothing_is_a_doubt(one: Portal, content: str) -> None:
    """The index is built anew, and nothing is missing afterwards."""
    case_in(one, "handling", title="A sorry ride")
    one.follow()
    mark = folder_of(one).with_suffix(".mark")
    mark.write_text(content)
    one.follow()
    assert "A sorry ride" in found(one, "sorry")
    number, kept = mark.read_text().split()
    assert (number.isdigit(), len(kept)) == (True, 64)


def test_an_index_nobody_keeps_level_is_told_of_and_emptied(
    database: str, tmp_path: Path, one: Portal
) -> None:
    """The setting changes from the database to folders, and back."""
    stored = start(database, one.settings.instance)
    case_in(stored, "handling", title=f"A {SECRET} ride")
    stored.follow()
    for portal, unused in ((one, Stored(stored.store.engine)), (stored, Embedded(folder_of(one)))):
        env = {"PORTAL_SEARCH": portal.settings.search}
        portal.follow()
        assert of_the_index(portal, **env)[0] == "BAD"
        assert run(portal, "reindex", **env).exit_code == 0
        assert of_the_index(portal, **env)[0] == "ok"
        assert unused.position() == 0
        assert "A zanzibarian ride" in found(portal, SECRET)
    assert SECRET.encode() not in words(one)
    stored.store.close()
