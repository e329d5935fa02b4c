"""The city of the demonstration, on each kind of database. Tests must leave it as it is."""

from __future__ import annotations

import shutil
from collections.abc import Iterator

import pytest

from tests import postgres
from tests.demo import playing
from tests.demo.playing import City


@pytest.fixture(scope="session", params=["sqlite", "postgresql"])
def city(request: pytest.FixtureRequest) -> City:
    """The city on either database."""
    return request.getfixturevalue(f"{request.param}_city")


@pytest.fixture(scope="session")
def sqlite_city(tmp_path_factory: pytest.TempPathFactory) -> Iterator[City]:
    """The city as the program itself has played it, with its index; it was followed for a moment."""
    folder = tmp_path_factory.mktemp("city")
    shutil.copytree(playing.indexed(tmp_path_factory), folder, dirs_exist_ok=True)
    opened = playing.opened(f"sqlite:///{folder}/portal.db", folder)
    yield opened
    opened.portal.store.close()


@pytest.fixture(scope="session")
def postgresql_city(tmp_path_factory: pytest.TempPathFactory) -> Iterator[City]:
    """The city as this process has played it, and nothing more."""
    folder = tmp_path_factory.mktemp("city-on-postgresql")
    template, before = playing.played_on_postgresql(tmp_path_factory)
    shutil.copytree(before, folder, dirs_exist_ok=True)
    url = postgres.fresh_database(template)
    opened = playing.opened(url, folder)
    yield opened
    opened.portal.store.close()
    postgres.drop_database(url)
