"""The terminal: one clear sentence and an exit code for whatever cannot be done, and no harm by it."""

from __future__ import annotations

import json
import shutil
import socket
import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from sqlalchemy import select, update

from portal.access import trusted
from portal.cli import main
from portal.config import SEAL_FILE
from portal.identity.model import Account, Organisation
from portal.ledger import Event, hold_lease
from portal.store import Store, open_store
from tests.ingest import rows
from tests.people import KEY

Run = Callable[..., Result]


@pytest.fixture
def folder(tmp_path: Path, sqlite_template: Path) -> Path:
    """An instance with the cast in its database."""
    found = tmp_path / "instance"
    found.mkdir(mode=0o700)
    shutil.copyfile(sqlite_template, found / "portal.db")
    return found


@pytest.fixture
def run(folder: Path) -> Run:
    """Run a command on the instance; keyword arguments are settings."""

    def command(*words: str, typed: str = "", **settings: str) -> Result:
        env = {"PORTAL_INSTANCE": str(folder), "PORTAL_SECRET_KEY": KEY, "PORT": "8000"} | settings
        return CliRunner().invoke(main, words, input=typed or None, env=env)

    return command


def store_of(folder: Path) -> Store:
    return open_store(f"sqlite:///{folder}/portal.db")


def one_sentence(result: Result) -> str:
    """Return what was said, which must be one line that ends like a sentence."""
    said = result.stderr.strip()
    assert "Traceback" not in said
    assert len(said.splitlines()) == 1
    assert said.endswith(".")
    return said


# --- settings that cannot be started with ---


def test_a_taken_port_is_named(run: Run) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        result = run("run", PORT=port)
    assert result.exit_code == 2
    assert port in one_sentence(result)


def test_a_folder_that_cannot_be_written_is_named(run: Run, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    result = run("init", PORTAL_INSTANCE=str(tmp_path / "file" / "instance"))
    assert result.exit_code == 2
    assert "PORTAL_INSTANCE" in one_sentence(result)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("PORT", "http"),
        ("PORT", "70000"),
        ("PORTAL_THREADS", "0"),
        ("PORTAL_ZONE", "Mars/Base"),
        ("PORTAL_SECRET_KEY", "short"),
        ("PORTAL_URL", "portal.example.org"),
        ("PORTAL_MAIL", "by pigeon"),
        ("PORTAL_DATABASE_URL", "mysql://localhost/portal"),
        ("PORTAL_SEARCH", "database"),
        ("PORTAL_SEARCH", "elsewhere"),
    ],
)
def test_a_wrong_setting_is_named(run: Run, name: str, value: str) -> None:
    result = run("verify-ledger", **{name: value})
    assert result.exit_code == 2
    assert name in one_sentence(result)


@pytest.mark.parametrize(
    "url", ["postgresql://127.0.0.1:1/none?connect_timeout=1", "sqlite:////proc/portal.db"]
)
def test_a_database_that_is_not_there_is_one_sentence(run: Run, url: str) -> None:
    result = run("verify-ledger", PORTAL_DATABASE_URL=url)
    assert result.exit_code == 1
    one_sentence(result)


def test_a_file_that_is_no_database_is_one_sentence(run: Run, folder: Path) -> None:
    (folder / "portal.db").write_text("nothing of the kind" * 100)
    result = run("verify-ledger")
    assert result.exit_code == 1
    one_sentence(result)


# --- the ledger ---


def test_a_whole_ledger_is_exit_code_0(run: Run) -> None:
    run("user", "add", "jo@example.org", "Jo", "--duty", "auditor")
    result = run("verify-ledger", "--json")
    assert result.exit_code == 0
    assert json.loads(result.stdout)["flaw"] is None
    assert json.loads(result.stdout)["events"] == 2
    assert "unbroken" in run("verify-ledger").stdout


def test_a_changed_ledger_is_exit_code_1(run: Run, folder: Path) -> None:
    run("user", "add", "jo@example.org", "Jo")
    run("user", "add", "bo@example.org", "Bo")
    store = store_of(folder)
    with store.engine.begin() as connection:
        connection.exec_driver_sql("DROP TRIGGER IF EXISTS event_no_update")
        connection.execute(update(Event).where(Event.id == 2).values(actor_kind="operator"))
    store.close()
    result = run("verify-ledger")
    assert (result.exit_code, one_sentence(result)) == (1, "The ledger is broken at event 2: hash.")
    assert run("verify-ledger", "--json").exit_code == 1
    assert run("doctor").exit_code == 1


# --- people and organisations ---


def test_operators_and_auditors_are_made_here_and_set_their_password_by_a_link(
    run: Run, folder: Path
) -> None:
    result = run("user", "add", "Jo@Example.org", " Jo \x00", "--duty", "operator", "--lang", "en")
    assert result.exit_code == 0
    assert "http://127.0.0.1:8000/en/account/reset/" in result.stdout
    store = store_of(folder)
    with store.reading() as session:
        made = session.scalars(
            trusted(select(Account).where(Account.email == "jo@example.org"), "tests")
        ).one()
        assert (made.name, made.duty, made.status, made.password) == ("Jo", "operator", "active", "")
    store.close()


def test_a_password_is_asked_twice_without_being_shown(run: Run) -> None:
    good = "seven cranes over the river"
    result = run("user", "add", "jo@example.org", "Jo", "--password", typed=f"{good}\n{good}\n")
    assert result.exit_code == 0
    assert good not in result.output
    weak = run("user", "add", "bo@example.org", "Bo", "--password", typed="password1234\npassword1234\n")
    assert weak.exit_code == 1


def test_an_account_is_closed_and_opened_and_charged(run: Run) -> None:
    assert run("user", "disable", "amy@example.org").exit_code == 0
    assert run("user", "disable", "amy@example.org").exit_code == 1
    assert run("user", "reset", "amy@example.org").exit_code == 1
    assert run("user", "enable", "amy@example.org").exit_code == 0
    assert run("user", "charge", "amy@example.org", "auditor").exit_code == 0
    assert "/account/reset/" in run("user", "reset", "amy@example.org").stdout


@pytest.mark.parametrize(
    "words",
    [
        ("user", "disable", "nobody@example.org"),
        ("user", "reset", "not an address"),
        ("user", "add", "amy@example.org", "Amy"),
        ("org", "intake", "O-2026-000004"),  # an enterprise
        ("org", "intake", "O-1999-000001"),
    ],
    ids=" ".join,
)
def test_what_cannot_be_done_is_one_sentence_and_exit_code_1(run: Run, words: tuple[str, ...]) -> None:
    result = run(*words)
    assert result.exit_code == 1, result.output
    one_sentence(result)


def test_another_department_can_be_made_to_receive_complaints(run: Run, folder: Path) -> None:
    assert run("org", "intake", "O-2026-000002").exit_code == 0
    store = store_of(folder)
    with store.reading() as session:
        query = trusted(select(Organisation.ref).where(Organisation.intake.is_(True)), "tests")
        assert list(session.scalars(query)) == ["O-2026-000002"]
    store.close()
    marked = [line for line in run("org", "list").stdout.splitlines() if "receives complaints" in line]
    assert [line.split()[0] for line in marked] == ["O-2026-000002"]


# --- looking after it ---


def test_the_doctor_finds_an_instance_well_and_changes_nothing(run: Run, folder: Path) -> None:
    before = (folder / "portal.db").read_bytes()
    result = run("doctor")
    assert result.exit_code == 0, result.output
    assert [line for line in result.stdout.splitlines() if line.startswith("BAD")] == []
    assert (folder / "portal.db").read_bytes()[100:] == before[100:]


def test_the_doctor_sees_an_open_folder_and_a_missing_database(run: Run, folder: Path) -> None:
    (folder / "index").mkdir(mode=0o755)
    (folder / "index").chmod(0o755)
    (folder / "portal.db").unlink()
    bad = [line.split()[1] for line in run("doctor").stdout.splitlines() if line.startswith("BAD")]
    assert bad == ["index", "database"]
    assert run("doctor").exit_code == 1
    assert not (folder / "portal.db").exists()


def test_a_new_seal_key_is_put_before_the_others(run: Run, folder: Path) -> None:
    assert run("doctor").exit_code == 0
    before = (folder / SEAL_FILE).read_text().split()
    assert run("rotate-seal-key").exit_code == 0
    after = (folder / SEAL_FILE).read_text().split()
    assert (after[1:], len(after)) == (before, 2)
    assert (folder / SEAL_FILE).stat().st_mode & 0o777 == 0o600
    refused = run("rotate-seal-key", PORTAL_SEAL_KEY=before[0])
    assert (refused.exit_code, "PORTAL_SEAL_KEY" in one_sentence(refused)) == (1, True)
    assert (folder / SEAL_FILE).read_text().split() == after


def test_the_doctor_sees_a_seal_key_that_others_may_read(run: Run, folder: Path) -> None:
    assert run("doctor").exit_code == 0
    (folder / SEAL_FILE).chmod(0o644)
    bad = [line.split()[1] for line in run("doctor").stdout.splitlines() if line.startswith("BAD")]
    assert bad == ["seal"]


def test_a_copy_is_taken_and_gone_back_to(run: Run, folder: Path, tmp_path: Path) -> None:
    run("user", "add", "jo@example.org", "Jo")
    copy = str(tmp_path / "copy.db")
    assert run("backup", copy).exit_code == 0
    assert Path(copy).stat().st_mode & 0o077 == 0
    assert run("backup", copy).exit_code == 1
    run("user", "add", "bo@example.org", "Bo")
    assert run("restore", copy).exit_code == 0
    assert run("user", "disable", "jo@example.org").exit_code == 0
    assert run("user", "disable", "bo@example.org").exit_code == 1
    assert run("verify-ledger").exit_code == 0
    assert [path.name for path in folder.glob("portal.db.before-*")] != []


def test_what_is_no_copy_is_not_gone_back_to(run: Run, folder: Path, tmp_path: Path) -> None:
    before = (folder / "portal.db").read_bytes()
    wrong = tmp_path / "wrong.db"
    for content in (b"", b"text" * 500, before[:8192]):
        wrong.write_bytes(content)
        result = run("restore", str(wrong))
        assert result.exit_code == 1, result.output
        one_sentence(result)
    assert (folder / "portal.db").read_bytes()[100:] == before[100:]
    assert sorted(path.name for path in folder.glob("portal.db.*")) == []


def test_nothing_is_restored_or_reset_under_a_running_portal(run: Run, folder: Path, tmp_path: Path) -> None:
    copy = str(tmp_path / "copy.db")
    run("backup", copy)
    (folder / "demo").write_text("{}")
    store = store_of(folder)
    for command in (("restore", copy), ("demo", "--reset")):
        hold_lease(store, "follower", "somebody", 2)
        renewing = _Renewing(store)
        result = run(*command)
        renewing.stop()
        assert result.exit_code == 1
        assert "is running" in result.stderr
    store.close()


class _Renewing:
    """A follower that lives: it renews its lease."""

    def __init__(self, store: Store) -> None:
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._renew, args=(store,))
        self._thread.start()

    def _renew(self, store: Store) -> None:
        while not self._over.wait(0.3):
            hold_lease(store, "follower", "somebody", 2)

    def stop(self) -> None:
        self._over.set()
        self._thread.join()


def test_an_import_ends_well_with_rejects_and_badly_without_a_row(run: Run, tmp_path: Path) -> None:
    path = rows.write(tmp_path / "in", [rows.law(1), "nonsense"])
    result = run("import", "laws", str(path), "--rejects", str(tmp_path / "why"))
    assert result.exit_code == 0
    assert "1 brought in" in result.stdout
    assert "1 rejected" in result.stdout
    assert str(tmp_path / "why") in result.stderr
    only = rows.write(tmp_path / "only", ["nonsense"])
    assert run("import", "laws", str(only)).exit_code == 1
    assert run("import", "laws", str(tmp_path / "absent")).exit_code == 2


def test_the_demonstration_is_not_set_up_over_records(run: Run) -> None:
    run("user", "add", "jo@example.org", "Jo")
    for words in (("demo",), ("demo", "--reset")):
        result = run(*words)
        assert result.exit_code == 1
        one_sentence(result)


def test_an_interrupted_demonstration_is_said_at_the_next_start(run: Run, folder: Path) -> None:
    (folder / "demo").write_text("unfinished")
    result = run("run", "--demo", PORT="8719")
    assert result.exit_code == 1
    assert "make demo-reset" in result.stderr
