"""The demonstration, played once a run on each kind of database; its tests and the trips have copies of it.

On SQLite the program plays it as people start it (`tests/cli/program.py`), on PostgreSQL this process does. So both
tell the same, or the order of two sets, a process or a database has had a say in it.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path

import pytest

from portal import demo
from portal.demo import Played
from portal.store import open_store
from portal.store.migrate import migrate
from tests import once, people, postgres
from tests.cli import program


@dataclass(frozen=True)
class City:
    """A portal with the demonstration in it, and what there is to follow."""

    portal: people.Portal
    played: Played


def opened(url: str, folder: Path) -> City:
    """Open a city that was played before."""
    portal = people.start(url, folder)
    return City(portal, demo.remembered(portal.settings))


def indexed(factory: pytest.TempPathFactory) -> Path:
    """Return the folder of the city on SQLite after everything has followed: index, inboxes, mail."""
    return program.begun(factory)


def played_on_postgresql(factory: pytest.TempPathFactory) -> tuple[str, Path]:
    """Return the database of the city on PostgreSQL, before anything followed, to be copied, and its folder."""

    def make(folder: Path) -> None:
        postgres.template("city", partial(_play, folder=folder))

    folder = once.folder(factory, "city-on-postgresql", make)
    return "city", folder


def heard(city: City) -> tuple[int, Played]:
    """Return how many steps were heard of while the city was played here, and what was said at the end."""
    steps, said = json.loads((city.portal.settings.instance / "heard").read_text(encoding="utf-8"))
    return steps, Played(**said)


def _play(url: str, folder: Path) -> None:
    store = open_store(url)
    migrate(store)
    store.close()
    portal, steps = people.start(url, folder), []
    said = demo.begin(portal.settings, portal.store, steps.append)
    portal.store.close()
    (folder / "heard").write_text(json.dumps([sum(steps), asdict(said)]), encoding="utf-8")
