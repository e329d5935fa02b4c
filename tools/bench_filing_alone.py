"""What one filing costs, and what following it costs, in CPU: one process, in turn with a bare page.

    python tools/bench_filing_alone.py [--rounds 12] [--together 6] [--database postgresql://…]

Each round files `--together` complaints as a browser without an account does, asks for as many bare pages, and lets
every consumer follow. Milliseconds are those of this process alone: what a database server takes is not among them.
"""

from __future__ import annotations

import argparse
import itertools
import secrets
import statistics
import tempfile
from collections.abc import Callable
from typing import Any

from bench import bare_page, cpu, fill, statements, texts
from bench_filings import _PAGE, _TOKEN

from portal import consumers, create_app
from portal.config import Settings
from portal.ledger import pump
from portal.serving import settle
from portal.store import Store, open_store
from portal.store.migrate import migrate

_WARM = 8


def filer(app: Any) -> Callable[[], None]:
    """Return what files another complaint, from another address each time."""
    client, sentences, turns = app.test_client(use_cookies=False), texts(), itertools.count()
    page = client.get(_PAGE)
    cookie, token = page.headers["Set-Cookie"].split(";")[0], _TOKEN.search(page.data)
    if token is None:
        raise SystemExit(f"the form of {_PAGE} has no token (HTTP {page.status_code})")

    def file() -> None:
        turn = next(turns)
        body = "。".join((sentences * 2)[turn % len(sentences) :][:6])
        form = {"category": "pricing", "title": sentences[turn % len(sentences)][:60], "body": body, "consent": "y",
                "csrf_token": token[1].decode(), "once": secrets.token_urlsafe(16)}  # fmt: skip
        sender = {"Cookie": cookie, "X-Forwarded-For": f"10.1.{turn // 250}.{turn % 250}"}
        answer = client.post(_PAGE, data=form, headers=sender)
        if answer.status_code != 200:
            raise SystemExit(f"a filing was answered {answer.status_code}")

    return file


def measure(store: Store, settings: Settings, rounds: int, together: int) -> dict[str, list[float]]:
    """Return the milliseconds of each bare page, of each filing, and of following one filing in each round."""
    file, bare, following = filer(create_app(settings, store)), bare_page(), consumers(settings, store)

    def follow() -> None:
        for consumer in following:
            pump(store, consumer)

    for _warm in range(_WARM):
        file()
        bare()
    follow()
    settle()
    found: dict[str, list[float]] = {"bare page": [], "filing": [], "following": []}
    for _round in range(rounds):
        for _one in range(together):
            found["filing"].append(cpu(file))
            found["bare page"].append(cpu(bare))
        found["following"].append(cpu(follow) / together)
    print(f"{store.dialect}, {statements(store, file)} statements a filing")
    return found


def main() -> None:
    """Measure and print medians, each with its ratio to the bare page."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--rounds", type=int, default=12)
    parser.add_argument("--together", type=int, default=6)
    parser.add_argument("--database", default="")
    options = parser.parse_args()
    folder = tempfile.mkdtemp(prefix="gongzhi-filing-")
    env = {"PORTAL_INSTANCE": folder, "PORTAL_DATABASE_URL": options.database, "PORTAL_PROXIES": "1"}
    settings = Settings.from_env(env)
    store = open_store(settings.database_url)
    migrate(store)
    fill(store, 0)
    found = measure(store, settings, options.rounds, options.together)
    yardstick = statistics.median(found["bare page"])
    for name, times in found.items():
        median = statistics.median(times)
        print(f"{name:10} {median:6.2f} ms  × {median / yardstick:.1f}")


if __name__ == "__main__":
    main()
