"""The city of the demonstration, on each kind of database."""

from __future__ import annotations

import shutil
from collections.abc import Iterator

import pytest

from portal import demo
from tests import people, postgres
from tests.cli import program
from tests.demo import playing
from tests.demo.playing import City


@pytest.fixture(scope="session", params=["sqlite", "postgresql"])
def city(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[City]:
    """The city on either database. Tests must leave it as it is."""
    folder = tmp_path_factory.mktemp("city")
    if request.param == "sqlite":
        shutil.copytree(playing.played(tmp_path_factory), folder, dirs_exist_ok=True)
        url = f"sqlite:///{folder}/portal.db"
    else:
        template, before = playing.played_on_postgresql(tmp_path_factory)
        shutil.copytree(before, folder, dirs_exist_ok=True)
        url = postgres.fresh_database(template)
    opened = playing.opened(url, folder)
    yield opened
    opened.portal.store.close()
    if request.param == "postgresql":
        postgres.drop_database(url)


@pytest.fixture(scope="session")
def another_city(tmp_path_factory: pytest.TempPathFactory) -> Iterator[City]:
    """The city as the program itself has played it, and followed it for a moment. Tests must leave it as it is."""
    folder = tmp_path_factory.mktemp("another")
    shutil.copytree(program.begun(tmp_path_factory), folder, dirs_exist_ok=True)
    portal = people.start(f"sqlite:///{folder}/portal.db", folder)
    yield City(portal, demo.remembered(portal.settings), demo.length())
    portal.store.close()


@pytest.fixture(scope="session")
def sqlite_city(tmp_path_factory: pytest.TempPathFactory) -> Iterator[City]:
    """The city on SQLite, with its index, for what does not depend on the database."""
    folder = tmp_path_factory.mktemp("indexed")
    shutil.copytree(playing.indexed(tmp_path_factory), folder, dirs_exist_ok=True)
    opened = playing.opened(f"sqlite:///{folder}/portal.db", folder)
    yield opened
    opened.portal.store.close()
