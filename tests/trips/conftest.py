"""A real browser before a really running portal: one server and one Chromium a worker, a context a person."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator
from dataclasses import asdict
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright
from sqlalchemy import func, insert, select, update

from portal.identity.model import Account, Membership, Organisation
from portal.store import Numbering, now
from tests import once, people
from tests.demo import playing
from tests.trips import rounds
from tests.trips.persons import CHROMIUM, DESKTOP, SWITCHES, Person
from tests.trips.served import Served, serving

SitDown = Callable[..., Person]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark every test of this folder as a trip; without Chromium each is reported as not run, by name."""
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker("trip")
            if not Path(CHROMIUM).exists():
                item.add_marker(pytest.mark.skip(reason="Chromium is not installed: this trip was not run"))


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """One browser a worker."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=SWITCHES)
        yield browser
        browser.close()


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
def played(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demonstration's instance, made once for all workers, and beside it the pages one can visit there."""

    def make(folder: Path) -> None:
        shutil.copytree(playing.indexed(tmp_path_factory), folder, dirs_exist_ok=True)
        _make_rounds(folder)

    return once.folder(tmp_path_factory, "linjiang", make)


def _make_rounds(folder: Path) -> None:
    """Write down which pages there are. Somebody must be disabled and suspended, or two of them are missing."""
    portal = people.start(f"sqlite:///{folder}/portal.db", folder)
    with portal.store.engine.begin() as connection:
        enterprises = select(func.max(Organisation.id)).where(Organisation.sort == "enterprise")
        last = Organisation.id == enterprises.where(Organisation.status == "active").scalar_subquery()
        connection.execute(update(Organisation).where(last).values(status="suspended"))
        connection.execute(
            update(Account).where(Account.email.startswith("yu.lei")).values(status="disabled")
        )
    found = [asdict(visit) for visit in rounds.visits(portal)]
    (folder / "visits.json").write_text(json.dumps(found), encoding="utf-8")
    portal.store.close()


@pytest.fixture(scope="session")
def linjiang(played: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A running portal with the demonstration in it, one a worker. Nobody changes it."""
    instance = tmp_path_factory.mktemp("linjiang") / "instance"
    shutil.copytree(played, instance)
    with serving(instance) as running:
        yield running


@pytest.fixture(scope="session")
def visits(played: Path) -> list[rounds.Visit]:
    """Every page of the portal with the demonstration in it, in each of its states."""
    return [rounds.Visit(**one) for one in json.loads((played / "visits.json").read_text(encoding="utf-8"))]


@pytest.fixture
def sit_down(chromium: Browser, served: Served) -> Iterator[SitDown]:
    """Let somebody sit down at a browser of their own: `sit_down("en")`, with options of the window.

    `sit_down("en", "amy")` is Amy signed in; `sit_down("en").sign_in("amy")` does so on the page for it.

    When the trip is over nobody's browser may have complained of anything: no error of a script, nothing that
    the content policy had to stop, nothing asked of another host, no answer of 500.
    """
    there: list[Person] = []

    def somebody(lang: str = "en", name: str = "", **window: object) -> Person:
        options = {"viewport": DESKTOP, "locale": "zh-CN" if lang == "zh-hans" else "en-GB", **window}
        person = Person(served, chromium.new_context(**options), lang)
        there.append(person)
        return person.comes_back(name) if name else person

    yield somebody
    troubles = [trouble for person in there for trouble in person.troubles]
    for person in there:
        person.context.close()
    assert troubles == []
