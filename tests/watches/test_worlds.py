"""Two worlds that differ only in what a reader may not see give that reader byte-equal alerts and feeds.

The worlds are lived through minute by minute, and everything the reader gets is written down each time: inbox,
pages, mails and feed. So neither what is told, nor how many, nor when can depend on what is hidden.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from itertools import chain
from pathlib import Path

import pytest

from portal.access import Actor
from portal.access import badges as worn
from portal.store import at
from portal.watches.commands import ringing
from portal.watches.projections import letters as writing
from portal.watches.projections import lines, matching
from tests import people, postgres
from tests.factories import case_in
from tests.mail.postbox import letters
from tests.people import Cast, Portal
from tests.watches.saving import save

START, MINUTE = datetime(2026, 11, 24, 1, 0, tzinfo=UTC), timedelta(minutes=1)
READER = "market"
Worlds = Callable[[str], Portal]


@pytest.fixture(params=["sqlite", "postgresql"])
def worlds(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Worlds]:
    """Portals on databases of their own, by name."""
    made: list[tuple[Portal, str]] = []

    def world(name: str) -> Portal:
        instance = tmp_path / name
        instance.mkdir()
        if request.param == "sqlite":
            shutil.copyfile(request.getfixturevalue("sqlite_template"), instance / "portal.db")
            url = f"sqlite:///{instance / 'portal.db'}"
        else:
            postgres.template("portal", people.build)
            url = postgres.fresh_database("portal")
        made.append((people.start(url, instance), url))
        return made[-1][0]

    yield world
    for portal, url in made:
        portal.store.close()
        if url.startswith("postgresql"):
            postgres.drop_database(url)


def publish(who: Cast, ref: str) -> None:
    who["cyber"].post(f"/en/cases/{ref}/publish", title="Zebrafish for all", body="All of it.", checked="y")


def lived(portal: Portal, hidden: str | None) -> Iterator[list[str]]:
    """Live through a world whose hidden messages and notes say `hidden`, or that has none; yield what was got."""
    who = Cast(portal)
    with at(START):
        first = save(who[READER], name="Each", by_mail="y", by_feed="y")
        second = save(who[READER], name="Two", pace="over", over="2", by_mail="y")
        secret = f"/en/cases/{case_in(portal, 'handling', title='Something else')}"
        closed = case_in(portal, "closed", title="Zebrafish of one")
        feed = re.search(r"(/en/watches/feed/[\w.~-]+)", who[READER].get(first).text)
    pages = ["/en/inbox/", "/zh-hans/inbox/", first, second, "/en/watches/atom?q=zebrafish", feed[1]]
    steps: list[Callable[[], object]] = [
        lambda: hidden and who["amy"].post(f"{secret}/message", body=f"It is {hidden}."),
        lambda: hidden and who["cyber"].post(f"{secret}/note", body=f"A {hidden}, {hidden}."),
        lambda: publish(who, closed),
        lambda: hidden and who["cyber"].post(f"{secret}/answer", body=f"Settled: {hidden}."),
        lambda: case_in(portal, "handling", title="zebrafish of others"),
        lambda: who["intake"].post(
            "/en/cases/C-2026-000003/dispatch", department=people.organisation_ref(READER)
        ),
        lambda: None,
    ]
    for number, step in enumerate(steps, 1):
        with at(START + 3 * number * MINUTE):
            step()
            mails = [f"{mail.items()} {mail.get_content()}" for mail in letters(portal)]
            reader = portal.browser(READER)
            answers = [reader.get(page) for page in pages]
        got = [f"{number} {answer.headers.get('ETag')} {answer.text}" for answer in answers]
        got += [f"{number} {mail}" for mail in mails if READER in mail]
        yield [plain(one, first, second) for one in got]


def plain(text: str, *paths: str) -> str:
    """Return a text without what is drawn at random: names of rows, tokens, tags of feeds, and times of forms."""
    for number, path in enumerate(paths):
        text = text.replace(path.rpartition("/")[2], f"watch {number}")
    text = re.sub(r'(name="(?:csrf_token|once)"[^>]*value=")[^"]*', r"\1", text)
    text = re.sub(r"(/watches/(?:cancel|feed)/)[\w.~=-]+", r"\1token", text)
    text = re.sub(r"<[0-9a-f]{40}@|[0-9a-f]{16}(?=</)", "nonce", text)
    return re.sub(r'^(\d+) "[0-9a-f]+"', r"\1 tag", text)


def test_what_is_hidden_moves_nothing_of_what_is_told(worlds: Worlds) -> None:
    first, second = ([*lived(worlds(name), name)] for name in ("zebrafish", "catfish"))
    assert first == second
    assert first == [*lived(worlds("without"), None)]
    told = "\n".join(chain.from_iterable(first))
    assert "Zebrafish for all" in told
    assert told.count("New records in a saved search") >= 2


@pytest.mark.parametrize("worlds", ["sqlite"], indirect=True)
@pytest.mark.parametrize("lock", ["found for all", "told without asking", "both"])
def test_a_leak_is_noticed_and_one_lock_holds_alone(
    worlds: Worlds, monkeypatch: pytest.MonkeyPatch, lock: str
) -> None:
    """The sabotage: findings are kept for people who may not read them, and told without asking the gate."""
    everything = frozenset({"account:1", "org:1/member", "org:2/member"})

    def too_many(actor: Actor) -> frozenset[str]:
        return worn(actor) | everything

    if lock != "told without asking":
        monkeypatch.setattr(matching, "badges", too_many)
    if lock != "found for all":
        for module in (ringing, writing, lines):
            monkeypatch.setattr(module, "readable", lambda _permit, keys: set(keys))
    both = (lived(worlds(name), name) for name in ("zebrafish", "catfish"))
    differ = any(one != other for one, other in zip(*both, strict=True))
    assert differ == (lock == "both")
