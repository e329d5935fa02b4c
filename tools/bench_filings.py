"""File complaints without an account from many clients at two web processes, and kill everything at the end.

    python tools/bench_filings.py [--seconds 20] [--clients 16] [--processes 2] [--database postgresql://…]

Every filing is a form sent whole over HTTP; each tenth is sent twice with the same mark, as an impatient person
does. At the end all processes are killed at once (SIGKILL), and what was acknowledged is counted in the database:
nothing may be missing and nothing doubled. The clients share the machine with the servers and the follower.
"""

from __future__ import annotations

import argparse
import http.client
import itertools
import logging
import os
import platform
import re
import secrets
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from pathlib import Path
from urllib.parse import urlencode

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

import sqlalchemy as sa  # noqa: E402
from bench import fill, texts  # noqa: E402

from portal import create_app  # noqa: E402
from portal.config import Settings  # noqa: E402
from portal.ledger import Cursor, Event  # noqa: E402
from portal.serving import listen, settle  # noqa: E402
from portal.store import Store, open_store  # noqa: E402
from portal.store.migrate import migrate  # noqa: E402

_NUMBER = re.compile(rb"C-\d{4}-\d{6}")
_TOKEN = re.compile(rb'name="csrf_token"[^>]*value="([^"]+)"')
_TWICE, _WARM = 10, 8
_PAGE = "/zh-hans/cases/new"


def serve(port: int) -> None:
    """Be one web process."""
    settings = Settings.from_env({**os.environ, "PORT": str(port)})
    logging.getLogger("waitress.queue").setLevel(logging.ERROR)  # that some wait is what is measured
    server = listen(create_app(settings), settings)
    settle()
    server.run()


class Client(threading.Thread):
    """Somebody who files one complaint after the other, each from another address."""

    def __init__(self, number: int, port: int, sentences: list[str]) -> None:
        super().__init__(daemon=True)
        self.number, self.port, self.sentences = number, port, sentences
        self.acknowledged: list[str] = []
        self.answers: Counter[int] = Counter()
        self.times: list[float] = []
        self.over = threading.Event()

    def run(self) -> None:
        """File until told to stop; a connection that breaks is over too."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        connection.request("GET", _PAGE)
        page = connection.getresponse()
        cookie = (page.getheader("Set-Cookie") or "").split(";")[0]
        token = _TOKEN.search(page.read())
        if token is None:
            raise SystemExit(f"the form of {_PAGE} has no token (HTTP {page.status})")
        for turn in itertools.count():
            if self.over.is_set():
                return
            form = self._form(turn, token[1].decode())
            for _again in range(2 if turn % _TWICE == 0 else 1):
                try:
                    self._file(connection, cookie, form, turn)
                except (OSError, http.client.HTTPException):
                    return

    def _form(self, turn: int, token: str) -> bytes:
        first = (self.number * 7919 + turn) % len(self.sentences)
        body = "。".join((self.sentences * 2)[first : first + 6])
        fields = {"category": "pricing", "title": self.sentences[first][:60], "body": body, "consent": "y"}
        return urlencode(fields | {"csrf_token": token, "once": secrets.token_urlsafe(16)}).encode()

    def _file(self, connection: http.client.HTTPConnection, cookie: str, form: bytes, turn: int) -> None:
        address = f"10.{self.number}.{turn // 250 % 250}.{turn % 250}"
        headers = {
            "Content-Type": "application/x-www-form-urlencoded",
            "Cookie": cookie,
            "X-Forwarded-For": address,
        }
        began = time.perf_counter()
        connection.request("POST", _PAGE, form, headers)
        answer = connection.getresponse()
        content = answer.read()
        self.times.append(time.perf_counter() - began)
        self.answers[answer.status] += 1
        if answer.status in (200, 201, 303):
            number = _NUMBER.search(content) or _NUMBER.search((answer.getheader("Location") or "").encode())
            if number:
                self.acknowledged.append(number[0].decode())


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as found:
        return int(found.getsockname()[1])


def _start(arguments: list[str], env: dict[str, str]) -> subprocess.Popen[bytes]:
    return subprocess.Popen([sys.executable, *arguments], env=env, start_new_session=True)


def _wait(port: int) -> None:
    until = time.monotonic() + 60
    while time.monotonic() < until:
        try:
            with socket.create_connection(("127.0.0.1", port), timeout=1):
                return
        except OSError:
            time.sleep(0.1)
    raise SystemExit("a web process did not start")


def run(options: argparse.Namespace) -> None:
    """Set up a portal, let the clients file, kill it, and count."""
    folder = tempfile.mkdtemp(prefix="gongzhi-filings-")
    env = os.environ | {
        "PORTAL_INSTANCE": folder,
        "PORTAL_DATABASE_URL": options.database,
        "PORTAL_PROXIES": "1",
    }
    settings = Settings.from_env(env)
    store = open_store(settings.database_url)
    migrate(store)
    fill(store, 0)
    ports = [_free_port() for _ in range(options.processes)]
    running = [_start([__file__, "--serve", str(port)], env) for port in ports]
    running.append(_start([str(ROOT / "app.py"), "follow"], env))
    for port in ports:
        _wait(port)
    clients = [Client(n, ports[n % len(ports)], texts()) for n in range(options.clients)]
    rate, spent = _let_file(clients, [process.pid for process in running], options.seconds)
    for process in running:
        os.killpg(process.pid, signal.SIGKILL)
    for client in clients:
        client.over.set()
        client.join(40)
    report(options, clients, rate, store.dialect)
    print(f"CPU of one filing: {_shares(spent)}")
    kept, known = _found(store)
    check(clients, kept, known)


def _found(store: Store) -> tuple[int, set[str]]:
    """Return how many filings the ledger has and the numbers of all cases; print how far behind the follower is."""
    with store.reading() as session:
        told = sa.select(Cursor.position).where(Cursor.consumer == "mail")
        behind = (session.scalar(sa.select(sa.func.max(Event.id))) or 0) - (session.scalar(told) or 0)
        print(f"not followed yet: {behind} events")
        query = sa.select(sa.func.count()).where(Event.verb == "case.file")
        return session.scalar(query) or 0, set(session.scalars(sa.text('SELECT ref FROM "case"')))


def _let_file(clients: list[Client], pids: list[int], seconds: float) -> tuple[float, list[float]]:
    """Return how many are acknowledged a second once every process has warmed up, and the CPU seconds of each.

    The processes are those of `pids` and, the last, this one.
    """
    for client in clients:
        client.start()
    time.sleep(_WARM)
    for client in clients:
        client.times.clear()
    began, before, used = time.perf_counter(), _filed(clients), _cpu(pids)
    time.sleep(seconds)
    filed, passed = _filed(clients) - before, time.perf_counter() - began
    return filed / passed, [
        (end - start) / max(1, filed) for end, start in zip(_cpu(pids), used, strict=True)
    ]


def _cpu(pids: list[int]) -> list[float]:
    """Return the CPU seconds that these processes and this one have used; on a system without /proc, none."""
    tick = os.sysconf("SC_CLK_TCK") if Path("/proc/self/stat").exists() else 0
    stats = [Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split() for pid in pids] if tick else []
    return [*((int(stat[11]) + int(stat[12])) / tick for stat in stats), time.process_time()]


def _shares(spent: list[float]) -> str:
    *web, follower, clients = (1000 * seconds for seconds in spent)
    return f"web {sum(web):.1f} ms, following {follower:.1f} ms, clients {clients:.1f} ms"


def _filed(clients: list[Client]) -> int:
    return len({number for client in clients for number in client.acknowledged.copy()})


def report(options: argparse.Namespace, clients: list[Client], rate: float, dialect: str) -> None:
    """Print the rate and how long a client waited."""
    times = sorted(seconds for client in clients for seconds in client.times)
    answers = sum((client.answers for client in clients), Counter[int]())
    print(f"Python {platform.python_version()}, {os.cpu_count()} cores, {dialect}, {options.clients} clients, "
          f"{options.processes} web processes, {options.seconds:.0f} s after {_WARM} s")  # fmt: skip
    print(f"filed: {rate:.1f} a second (answers to all: {dict(answers)})")
    print(
        f"waited: median {1000 * times[len(times) // 2]:.0f} ms, p95 {1000 * times[int(len(times) * 0.95)]:.0f} ms"
    )


def check(clients: list[Client], kept: int, known: set[str]) -> None:
    """Exit with an error when an acknowledged filing is not there, or one is there that nobody sent."""
    acknowledged = {number for client in clients for number in client.acknowledged}
    missing, unanswered = acknowledged - known, kept - len(acknowledged)
    print(f"after SIGKILL: {len(missing)} acknowledged ones missing, {unanswered} kept without an answer yet")
    if missing or not 0 <= unanswered <= len(clients):
        raise SystemExit("filings were lost or doubled")


def main() -> None:
    """Run the bench, or one of its web processes."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--seconds", type=float, default=20)
    parser.add_argument("--clients", type=int, default=16)
    parser.add_argument("--processes", type=int, default=2)
    parser.add_argument("--database", default="")
    parser.add_argument("--serve", type=int, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.serve:
        serve(options.serve)
    else:
        run(options)


if __name__ == "__main__":
    main()
