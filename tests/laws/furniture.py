"""A database with rows of every kind in every state, made once a run; whoever looks at it takes a copy."""

from __future__ import annotations

import pickle
import shutil
from pathlib import Path

import pytest

from tests import once
from tests.factories import Sample, samples
from tests.people import Portal, start


def furnish(
    sqlite_template: Path, factory: pytest.TempPathFactory, name: str
) -> tuple[Portal, dict[str, list[Sample]]]:
    """Return a portal on a copy of its own, and the rows by kind."""

    def make(folder: Path) -> None:
        portal = _portal(sqlite_template, folder)
        with portal.store.engine.begin() as connection:
            rows = samples(connection, portal.gate)
        portal.store.close()  # which leaves all of it in the one file
        (folder / "rows").write_bytes(pickle.dumps(rows))

    made = once.folder(factory, "furniture", make)
    rows = pickle.loads((made / "rows").read_bytes())  # noqa: S301  # this run wrote it
    return _portal(made / "portal.db", factory.mktemp(name)), rows


def _portal(database: Path, folder: Path) -> Portal:
    shutil.copyfile(database, folder / "portal.db")
    return start(f"sqlite:///{folder}/portal.db", folder)
