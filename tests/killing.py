"""The program as people start it, killed outright with everything it has started, and started again.

SIGKILL to the whole group of processes: no handler runs, no buffer is written, nobody says goodbye.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException

from tests.people import Portal
from tests.trips.served import APP, environment


@dataclass
class Program:
    """`python app.py …` on the database and folder of a portal."""

    portal: Portal
    command: tuple[str, ...]
    port: int = 1
    _running: subprocess.Popen[bytes] | None = field(default=None)

    def start(self) -> None:
        """Start it in a group of processes of its own; what it says is kept in a file."""
        settings = self.portal.settings
        env = environment(settings.instance, self.port)
        env |= {
            "PORTAL_DATABASE_URL": settings.database_url,
            "PORTAL_SEARCH": settings.search,
            "PORTAL_PROXIES": "1",
        }  # a proxy names the senders
        with (settings.instance / "program.log").open("ab") as log:
            self._running = subprocess.Popen(
                [sys.executable, str(APP), *self.command],
                env=env,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )

    def kill(self) -> None:
        """Kill the whole group, whatever it is doing."""
        if self._running is not None:
            os.killpg(self._running.pid, signal.SIGKILL)
            self._running.wait()
            self._running = None


@contextmanager
def running(portal: Portal, *command: str, port: int = 1) -> Iterator[Program]:
    """Run a command for as long as the block lasts, unless it is killed before."""
    program = Program(portal, command, port)
    program.start()
    try:
        yield program
    finally:
        program.kill()


def answers(port: int) -> bool:
    """Return whether a portal answers at this port now."""
    asked = HTTPConnection("127.0.0.1", port, timeout=10)
    with closing(asked), suppress(OSError, HTTPException):
        asked.request("GET", "/en/about")
        return bool(asked.getresponse().read())
    return False
