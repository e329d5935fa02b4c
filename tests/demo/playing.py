"""The demonstration, played once a run on each kind of database; its tests and the trips have copies of it."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import pytest

from portal import demo
from portal.demo import Played
from portal.store import open_store
from portal.store.migrate import migrate
from tests import once, people, postgres


@dataclass(frozen=True)
class City:
    """A portal with the demonstration in it, what there is to follow, and how many steps were heard of."""

    portal: people.Portal
    played: Played
    steps: int


def opened(url: str, folder: Path) -> City:
    """Open a city that was played before."""
    portal = people.start(url, folder)
    return City(portal, demo.remembered(portal.settings), int((folder / "steps").read_text()))


def played(factory: pytest.TempPathFactory) -> Path:
    """Return the folder of the city on SQLite, played once a run, before anything followed."""
    return once.folder(factory, "city", lambda folder: _play(f"sqlite:///{folder}/portal.db", folder))


def indexed(factory: pytest.TempPathFactory) -> Path:
    """Return the folder of the same city after everything has followed: index, inboxes, mail."""
    return once.folder(factory, "indexed-city", partial(_follow, played(factory)))


def played_on_postgresql(factory: pytest.TempPathFactory) -> tuple[str, Path]:
    """Return the database of the city on PostgreSQL, to be copied, and its folder."""

    def make(folder: Path) -> None:
        postgres.template("city", partial(_play, folder=folder))

    folder = once.folder(factory, "city-on-postgresql", make)
    return "city", folder


def _play(url: str, folder: Path) -> None:
    store = open_store(url)
    migrate(store)
    store.close()
    portal, heard = people.start(url, folder), []
    demo.begin(portal.settings, portal.store, heard.append)
    portal.store.close()
    (folder / "steps").write_text(str(sum(heard)))


def _follow(before: Path, folder: Path) -> None:
    shutil.copytree(before, folder, dirs_exist_ok=True)
    portal = people.start(f"sqlite:///{folder}/portal.db", folder)
    portal.follow()
    portal.store.close()
