"""What the laws stand on."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests import people


@pytest.fixture(scope="session")
def standing(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[people.Portal]:
    """A portal for laws that only look at how it is made."""
    folder = tmp_path_factory.mktemp("standing")
    shutil.copyfile(sqlite_template, folder / "portal.db")
    started = people.start(f"sqlite:///{folder}/portal.db", folder)
    yield started
    started.store.close()
