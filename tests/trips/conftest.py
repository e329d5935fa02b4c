"""A real browser before a really running portal: one server and one Chromium a worker, a context a person."""

from __future__ import annotations

import fcntl
import os
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
import waitress
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright
from sqlalchemy import insert, select, text, update

from portal.identity.model import Account, Membership, Organisation
from portal.identity.sessions import digest
from portal.store import Numbering, now
from tests import people
from tests.trips.persons import DESKTOP, Person
from tests.trips.served import APP, Served, environment, serving

SitDown = Callable[..., Person]

CHROMIUM = Path("/usr/bin/chromium")
_QUIET = ("no-sandbox", "disable-gpu", "disable-quic", "no-first-run", "disable-background-networking")
_FLAGS = [f"--{name}" for name in (*_QUIET, "disable-component-update", "disable-sync")]
_WAIT = 8_000


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark every test of this folder as a trip; without Chromium each is reported as not run, by name."""
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker("trip")
            if not CHROMIUM.exists():
                item.add_marker(pytest.mark.skip(reason="Chromium is not installed: this trip was not run"))


@dataclass
class City:
    """The running portal, and the way to sign somebody in at a browser of their own."""

    url: str
    portal: people.Portal
    browser: Browser
    contexts: list[BrowserContext] = field(default_factory=list)

    def page(self, name: str = "visitor", **options: object) -> Page:
        """Open a browser as one of the cast, signed in unless it is the visitor."""
        context = self.browser.new_context(base_url=self.url, **options)
        self.contexts.append(context)
        context.set_default_timeout(_WAIT)
        if name != "visitor":
            token = self.portal.browser(name).token
            assert digest(token)
            context.add_cookies([{"name": "gongzhi", "value": token, "url": self.url}])
        return context.new_page()

    def close(self) -> None:
        """Close every browser that was opened."""
        for context in self.contexts:
            context.close()
        self.contexts.clear()

    def level(self) -> None:
        """Wait until what follows from the ledger has followed, and readers have seen it."""
        self.portal.follow()
        time.sleep(0.3)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """One browser a worker."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=_FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def city(chromium: Browser, sqlite_template: Path, tmp_path: Path) -> Iterator[City]:
    """A portal on a fresh database, served to real browsers."""
    copy = tmp_path / "instance" / "portal.db"
    copy.parent.mkdir(mode=0o700)
    shutil.copyfile(sqlite_template, copy)
    running = people.start(f"sqlite:///{copy}", tmp_path / "instance")
    server = waitress.create_server(running.app, host="127.0.0.1", port=0, threads=6)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    found = City(f"http://127.0.0.1:{server.effective_port}", running, chromium)
    yield found
    found.close()
    server.close()
    thread.join(timeout=5)
    running.store.close()


@pytest.fixture
def rows(city: City) -> Callable[[str], list[str]]:
    """Ask the database of the running portal, for what no page says."""

    def ask(statement: str) -> list[str]:
        with city.portal.store.engine.connect() as connection:
            return [str(row[0]) for row in connection.execute(text(statement))]

    return ask


@pytest.fixture(scope="session")
def served(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A running portal with the cast in it, one a worker. Trips share it, so each speaks of its own things."""
    instance = tmp_path_factory.mktemp("served") / "instance"
    instance.mkdir(mode=0o700)
    shutil.copyfile(sqlite_template, instance / "portal.db")
    with serving(instance) as running:
        _third_department(running.portal)
        yield running


def _third_department(portal: people.Portal) -> None:
    """Let another department come, with somebody in it called "culture": two are not enough to be left out."""
    plain = {"version": 1, "lang": "en", "status": "active", "created_at": now()}
    number, key = len(people.ORGANISATIONS) + 1, len(people.PEOPLE) + 1
    names = {"name_zh": "市文化旅游局", "name_en": "Culture and Tourism Bureau"}
    with portal.store.engine.begin() as connection:
        password = connection.scalar(select(Account.password).limit(1))
        person = {"email": "culture@example.org", "name": "Culture", "password": password, "duty": ""}
        place = {"account_id": key, "org_id": number, "role": "officer"}
        org = {"ref": f"O-2026-{number:06d}", "sort": "agency", "intake": False, **names}
        connection.execute(insert(Organisation).values(id=number, **org, **plain))
        connection.execute(update(Numbering).where(Numbering.series == "O").values(last=number))
        connection.execute(insert(Account).values(id=key, ref="account-culture", **person, **plain))
        connection.execute(insert(Membership).values(ref="membership-culture", **place, **plain))


@pytest.fixture(scope="session")
def linjiang(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A running portal with the demonstration in it, played once for all workers. Nobody changes it."""
    shared = tmp_path_factory.getbasetemp()
    shared = shared.parent if "PYTEST_XDIST_WORKER" in os.environ else shared
    instance = tmp_path_factory.mktemp("city") / "instance"
    shutil.copytree(_played(shared / "the-city"), instance)
    with serving(instance) as running:
        yield running


def _played(folder: Path) -> Path:
    """Play the demonstration into a folder unless another worker has done so."""
    with folder.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not folder.exists():
            folder.mkdir(mode=0o700)
            program = [sys.executable, str(APP), "demo", "--quiet"]
            subprocess.run(program, env=environment(folder, 1), check=True, capture_output=True)
    return folder


@pytest.fixture
def sit_down(chromium: Browser, served: Served) -> Iterator[SitDown]:
    """Let somebody sit down at a browser of their own: `sit_down("en")`, with options of the window.

    When the trip is over nobody's browser may have complained of anything: no error of a script, nothing that
    the content policy had to stop, nothing asked of another host, no answer of 500.
    """
    there: list[Person] = []

    def somebody(lang: str = "en", name: str = "", **window: object) -> Person:
        options = {"viewport": DESKTOP, "locale": "zh-CN" if lang == "zh-hans" else "en-GB", **window}
        person = Person(served, chromium.new_context(**options), lang)
        there.append(person)
        return person.sign_in(name) if name else person

    yield somebody
    troubles = [trouble for person in there for trouble in person.troubles]
    for person in there:
        person.context.close()
    assert troubles == []
