"""A portal that really runs: the program itself, in a process of its own, on a database of the tests' making."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException
from pathlib import Path

from sqlalchemy import select

from portal.identity.model import Account
from tests import people
from tests.ports import free_port

APP = Path(__file__).parents[2] / "app.py"
_PATIENCE = 300.0  # seconds: it starts in a few


@dataclass(frozen=True)
class Served:
    """A portal that answers at `url`, and the same portal in this process, to look into its database."""

    url: str
    portal: people.Portal

    def cookie(self, account: int) -> dict[str, str]:
        """Return the cookie of a person who has signed in, without the price of a password."""
        browser = people.Browser(self.portal)
        browser.sign_in(account)
        name = self.portal.app.config["PORTAL_COOKIE"]
        return {"name": name, "value": browser.token, "url": self.url, "sameSite": "Lax"}

    def account(self, email: str) -> int:
        """Return the id of the person with this address."""
        with self.portal.store.engine.connect() as connection:
            return int(connection.scalar(select(Account.id).where(Account.email == email)))


def environment(instance: Path, port: int) -> dict[str, str]:
    """Return the environment in which the program serves this instance."""
    plain = {name: value for name, value in os.environ.items() if not name.startswith("PORTAL_")}
    own = {"PORTAL_INSTANCE": str(instance), "PORTAL_SECRET_KEY": people.KEY, "PORT": str(port)}
    return {**plain, **own, "PORTAL_THREADS": "4", "PYTHONUNBUFFERED": "1"}


@contextmanager
def serving(instance: Path) -> Iterator[Served]:
    """Run `python app.py run` on an instance for as long as the block lasts, the follower beside it."""
    port, log = free_port(), instance / "server.log"
    with log.open("wb") as out:
        process = subprocess.Popen(
            [sys.executable, str(APP), "run"], env=environment(instance, port), stdout=out, stderr=out
        )
        url = f"http://127.0.0.1:{port}"
        portal = people.start(f"sqlite:///{instance}/portal.db", instance)
        try:
            _wait(port, process, log)
            yield Served(url, portal)
        finally:
            portal.store.close()
            process.terminate()
            process.wait(20)


def _wait(port: int, process: subprocess.Popen[bytes], log: Path) -> None:
    """Wait until the portal answers; raise with what it said when it stops or never does."""
    end = time.monotonic() + _PATIENCE
    while time.monotonic() < end and process.poll() is None:
        with suppress(OSError, HTTPException):
            answers = HTTPConnection("127.0.0.1", port, timeout=5)
            answers.request("GET", "/en/about")
            if answers.getresponse().read():
                answers.close()
                return
        time.sleep(0.1)
    raise RuntimeError(f"the portal did not start:\n{log.read_text(encoding='utf-8', errors='replace')}")
