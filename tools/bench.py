"""Measure the portal beside a bare Flask page, in one run: CPU a request, statements a page, import, memory.

    python tools/bench.py [--cases 10000] [--rounds 60] [--database postgresql://…]

Every figure is the median over interleaved rounds on this machine, so ratios hold where seconds do not.
The corpus is made of the demonstration's own sentences; nothing outside the repository is read.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import random
import re
import resource
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

import flask  # noqa: E402
import sqlalchemy as sa  # noqa: E402

from portal import consumers, create_app, make_gate  # noqa: E402
from portal.access import CLOCK  # noqa: E402
from portal.cases.commands import Filing, Record, bring_in  # noqa: E402
from portal.cases.verbs import CaseVerb  # noqa: E402
from portal.config import Settings  # noqa: E402
from portal.identity.model import Account, Membership, Organisation, SignIn  # noqa: E402
from portal.identity.sessions import digest  # noqa: E402
from portal.ledger import pump  # noqa: E402
from portal.serving import settle  # noqa: E402
from portal.store import Store, now, open_store  # noqa: E402
from portal.store.migrate import migrate  # noqa: E402

DEPARTMENTS, BATCH, TOKEN, ENTRIES = 8, 100, "bench-token", 200


def texts() -> list[str]:
    """Return the sentences of the demonstration's complaints."""
    found = []
    for path in sorted((ROOT / "portal/demo/scenario").glob("cases*.json")):
        for case in json.loads(path.read_text(encoding="utf-8")):
            found += [part.strip() for part in case["body"].replace("！", "。").split("。") if len(part) > 6]
    return found


def fill(store: Store, cases: int) -> float:
    """Make departments, an officer who is signed in, and the cases; return the cases' rate in rows a second."""
    with store.engine.begin() as connection:
        for number in range(1, DEPARTMENTS + 1):
            connection.execute(
                sa.insert(Organisation).values(**_row(number, f"O-2026-{number:06d}"), **_org(number))
            )
        person = {"email": "officer@bench.example", "name": "Officer", "password": "-", "duty": ""}
        connection.execute(sa.insert(Account).values(**_row(1, "officer"), **person))
        member = {"account_id": 1, "org_id": 2, "role": "officer"}
        connection.execute(sa.insert(Membership).values(**_row(1, "member"), **member))
        session = {"token": digest(TOKEN), "ref": "bench", "account_id": 1, "receipts": [], "agent": ""}
        times = {"created_at": now(), "seen_at": now(), "expires_at": now() + timedelta(hours=2)}
        connection.execute(sa.insert(SignIn).values(**session, **times))
    draw, sentences, gate = random.Random(7), texts(), make_gate()
    began = time.perf_counter()
    for start in range(0, cases, BATCH):
        with store.writing() as session_:
            permit = gate.admit(session_, CLOCK, CaseVerb.BRING_IN)
            for number in range(start, min(start + BATCH, cases)):
                bring_in(permit, _case(draw, sentences, number))
    return cases / (time.perf_counter() - began)


def _row(number: int, ref: str) -> dict[str, Any]:
    return {"id": number, "ref": ref, "version": 1, "status": "active", "lang": "en", "created_at": now()}


def _org(number: int) -> dict[str, Any]:
    return {
        "sort": "agency",
        "name_zh": f"部门{number}",
        "name_en": f"Department {number}",
        "intake": number == 1,
    }


def _case(draw: random.Random, sentences: list[str], number: int) -> Record:
    filed = datetime(2025, 1, 1, tzinfo=UTC) + timedelta(minutes=45 * number)
    body = "。".join(draw.choices(sentences, k=draw.randint(3, 9)))
    title, category = (
        draw.choice(sentences)[:60],
        draw.choice(["pricing", "privacy", "labour", "minors", "other"]),
    )
    filing = Filing(title=title, body=body, category=category, intake_org_id=1)
    answer = "。".join(draw.choices(sentences, k=4)) if draw.random() < 0.7 else ""
    handler = draw.randint(2, DEPARTMENTS)
    return Record(
        filing, f"bench:{number}", filed, handler, "", answer, filed + timedelta(days=5) if answer else None
    )


def bare_page() -> Callable[[], None]:
    """Return a request to a bare Flask + SQLAlchemy + Jinja page of twenty rows: the yardstick."""
    app = flask.Flask("bare")
    folder = tempfile.mkdtemp()
    engine = sa.create_engine(f"sqlite:///{folder}/bare.db")
    table = sa.Table(
        "row", sa.MetaData(), sa.Column("id", sa.Integer, primary_key=True), sa.Column("title", sa.String)
    )
    table.metadata.create_all(engine)
    with engine.begin() as connection:
        connection.execute(table.insert(), [{"title": f"row {n}"} for n in range(10_000)])
    template = app.jinja_env.from_string(
        "<ul>{% for r in rows %}<li>{{ r.id }} {{ r.title }}</li>{% endfor %}</ul>"
    )

    @app.get("/")
    def page() -> str:
        with engine.connect() as connection:
            rows = connection.execute(table.select().order_by(table.c.id.desc()).limit(20)).all()
        return template.render(rows=rows)

    client = app.test_client()
    return lambda: _good(client.get("/"))


def _good(response: Any) -> None:
    if response.status_code != 200:
        raise SystemExit(f"a page of the bench answered {response.status_code}")


def cpu(action: Callable[[], None]) -> float:
    """Return the milliseconds of CPU one call takes."""
    began = time.process_time()
    action()
    return 1000 * (time.process_time() - began)


def interleaved(actions: dict[str, Callable[[], None]], rounds: int) -> dict[str, list[float]]:
    """Run all actions in turn, so that whatever disturbs the machine disturbs all alike; the first rounds warm up."""
    for action in actions.values():
        for _warm in range(5):
            action()
    found: dict[str, list[float]] = {name: [] for name in actions}
    for _round in range(rounds):
        for name, action in actions.items():
            found[name].append(cpu(action))
    return found


def statements(store: Store, action: Callable[[], None]) -> int:
    """Return how many SQL statements one call makes."""
    seen: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        seen.append(statement)

    sa.event.listen(store.engine, "before_cursor_execute", note)
    action()
    sa.event.remove(store.engine, "before_cursor_execute", note)
    return len([s for s in seen if not s.startswith(("BEGIN", "COMMIT"))])


def pages(store: Store, settings: Settings) -> dict[str, Callable[[], None]]:
    """Return the requests to measure, all as the signed-in officer of a department."""
    app = create_app(settings, store)
    client = app.test_client()
    client.set_cookie("gongzhi", TOKEN)
    with store.reading() as session:
        newest = sa.text('SELECT ref FROM "case" WHERE handler_org_id = 2 ORDER BY id DESC LIMIT 2')
        ref, long = session.scalars(newest).all()
    write_notes(client, long, ENTRIES)
    words = _cycle(["算法", "平台", "价格", "个人信息", "客服 投诉", "外卖"])
    settle()
    return {
        "bare page": bare_page(),
        "list": lambda: _good(client.get("/zh-hans/cases/")),
        "record": lambda: _good(client.get(f"/zh-hans/cases/{ref}")),
        f"record, {ENTRIES} entries": lambda: _good(client.get(f"/zh-hans/cases/{long}")),
        "search": lambda: _good(client.get(f"/zh-hans/search/?q={next(words)}")),
        "home": lambda: _good(client.get("/zh-hans/")),
        "home, visitor": lambda: _good(app.test_client().get("/zh-hans/")),
    }


def write_notes(client: Any, ref: str, number: int) -> None:
    """Let the officer write notes in a case, each an entry of its timeline."""
    path = f"/zh-hans/cases/{ref}/note"
    token = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', client.get(path).text)
    for entry in range(number):
        form = {
            "csrf_token": token[1] if token else "",
            "once": f"note {entry}",
            "body": f"核实第{entry}次。",
        }
        if client.post(path, data=form).status_code != 303:
            raise SystemExit("a note of the bench was not taken")


def _cycle(words: list[str]) -> Iterator[str]:
    while True:
        yield from words


def main() -> None:
    """Run the bench and print its table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cases", type=int, default=10_000)
    parser.add_argument("--rounds", type=int, default=60)
    parser.add_argument("--database", default="")
    options = parser.parse_args()
    folder = tempfile.mkdtemp(prefix="gongzhi-bench-")
    settings = Settings.from_env({"PORTAL_INSTANCE": folder, "PORTAL_DATABASE_URL": options.database})
    store = open_store(settings.database_url)
    migrate(store)
    print(
        f"Python {platform.python_version()}, {os.cpu_count()} cores, {store.dialect}, {options.cases} cases"
    )
    print(f"import: {fill(store, options.cases):.0f} cases a second, ledger included")
    for consumer in consumers(settings, store):
        began = time.perf_counter()
        events = pump(store, consumer)
        print(f"{consumer.name}: {events / max(time.perf_counter() - began, 1e-9):.0f} events a second")
    report(store, pages(store, settings), options.rounds)
    print(
        f"memory of this process at most: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB"
    )


def report(store: Store, actions: dict[str, Callable[[], None]], rounds: int) -> None:
    """Print median, 95th percentile, ratio to the bare page, and statements of each page."""
    found = interleaved(actions, rounds)
    yardstick = statistics.median(found["bare page"])
    print(f"{'page':20} {'median ms':>10} {'p95 ms':>8} {'× bare':>8} {'statements':>11}")
    for name, times in found.items():
        median, p95 = statistics.median(times), statistics.quantiles(times, n=20)[-1]
        count = statements(store, actions[name]) if name != "bare page" else 1
        print(f"{name:20} {median:10.2f} {p95:8.2f} {median / yardstick:8.1f} {count:11}")


if __name__ == "__main__":
    main()
