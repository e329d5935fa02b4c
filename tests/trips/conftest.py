"""A real browser before a really running portal: one server and one Chromium a worker, a context a person."""

from __future__ import annotations

import shutil
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
import waitress
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright
from sqlalchemy import text

from portal.identity.sessions import digest
from tests import people

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
