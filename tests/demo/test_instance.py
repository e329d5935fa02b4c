"""Beginning, remembering and removing the demonstration."""

from __future__ import annotations

from pathlib import Path
from unicodedata import east_asian_width

import pytest
from sqlalchemy import select

from portal import demo
from portal.demo import Interrupted, NotADemonstration
from portal.demo.instance import marker
from portal.evaluations.model import Evaluation
from portal.store import open_store
from portal.store.migrate import migrate
from tests import people
from tests.demo.playing import City


class _Power(Exception):
    """It fails in the middle."""


def _fail_after(steps: int) -> None:
    if steps:
        raise _Power


def test_an_interrupted_beginning_says_so_until_it_is_begun_afresh(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/portal.db"
    store = open_store(url)
    migrate(store)
    settings = people.start(url, tmp_path).settings
    with pytest.raises(_Power):
        demo.begin(settings, store, _fail_after)
    assert not demo.is_empty(store)
    with pytest.raises(Interrupted, match="make demo-reset"):
        demo.remembered(settings)
    demo.clear(settings, store)
    assert demo.is_empty(store)
    assert demo.remembered(settings) is None
    store.close()


def test_what_is_no_demonstration_is_never_removed(portal: people.Portal) -> None:
    who = people.Cast(portal)
    who["amy"].post("/en/cases/new", category="pricing", title="A dear ride", body="The price rose.")
    assert not demo.is_empty(portal.store)
    with pytest.raises(NotADemonstration):
        demo.clear(portal.settings, portal.store)
    assert not demo.is_empty(portal.store)


def test_a_demonstration_is_removed_on_either_database_and_can_be_made_again(
    database: str, tmp_path: Path
) -> None:
    started = people.start(database, tmp_path / "instance")
    marker(started.settings).write_text("{}")
    started.follow()
    demo.clear(started.settings, started.store)
    assert demo.is_empty(started.store)
    assert not (started.settings.instance / "index").exists()
    migrate(started.store)
    assert demo.is_empty(started.store)
    started.store.close()


def test_the_welcome_names_place_people_and_code_in_aligned_columns(sqlite_city: City) -> None:
    played = sqlite_city.played
    lines = demo.welcome("http://127.0.0.1:8000", played).splitlines()
    text = "\n".join(lines)
    for word in ("http://127.0.0.1:8000", played.case_ref, played.code, demo.PASSWORD, "Ctrl+C"):
        assert word in text
    people_of = [line for line in lines if "@demo.example" in line]
    assert len(people_of) >= 8
    assert len({_cells(line[: line.index(_second(line))]) for line in people_of}) == 1


def _second(line: str) -> str:
    return line.split()[1]


def _cells(text: str) -> int:
    return sum(2 if east_asian_width(character) in "WF" else 1 for character in text)


def test_the_shipped_incidents_are_credited(sqlite_city: City) -> None:
    with sqlite_city.portal.store.engine.connect() as connection:
        credited = select(Evaluation.ref).where(Evaluation.attribution != "")
        refs = connection.scalars(credited).all()
    page = sqlite_city.portal.browser().get(f"/en/evaluations/{refs[0]}")
    assert "CC BY-SA 4.0" in page.text
