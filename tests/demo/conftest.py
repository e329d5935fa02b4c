"""The city of the demonstration, played once for all tests on each kind of database."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from portal import demo
from portal.demo import Played
from portal.store import open_store
from portal.store.migrate import migrate
from tests import people, postgres


@dataclass(frozen=True)
class City:
    """A portal with the demonstration in it, what there is to follow, and how many steps were heard of."""

    portal: people.Portal
    played: Played
    steps: int


def play_into(url: str, folder: Path) -> City:
    store = open_store(url)
    migrate(store)
    store.close()
    portal, heard = people.start(url, folder), []
    played = demo.begin(portal.settings, portal.store, heard.append)
    return City(portal, played, sum(heard))


@pytest.fixture(scope="session", params=["sqlite", "postgresql"])
def city(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[City]:
    """The city on either database. Tests must leave it as it is."""
    folder = tmp_path_factory.mktemp("city")
    url = (
        f"sqlite:///{folder}/portal.db" if request.param == "sqlite" else postgres.fresh_database("template1")
    )
    played = play_into(url, folder)
    yield played
    played.portal.store.close()
    if request.param == "postgresql":
        postgres.drop_database(url)


@pytest.fixture(scope="session")
def sqlite_city(tmp_path_factory: pytest.TempPathFactory) -> Iterator[City]:
    """The city on SQLite, with its index, for what does not depend on the database."""
    folder = tmp_path_factory.mktemp("indexed")
    played = play_into(f"sqlite:///{folder}/portal.db", folder)
    played.portal.follow()
    yield played
    played.portal.store.close()
