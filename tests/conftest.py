"""What every test stands on."""

from __future__ import annotations

import pytest
from hypothesis import settings

from tests.postgres import Keeper

settings.register_profile("house", deadline=None, print_blob=True)
settings.register_profile("torture", deadline=None, print_blob=True, max_examples=2000)
settings.load_profile("house")

_KEEPER = pytest.StashKey[Keeper]()


def pytest_configure(config: pytest.Config) -> None:
    """Hold a folder for a PostgreSQL that the workers of this run share; it starts when asked for."""
    if not hasattr(config, "workerinput"):
        config.stash[_KEEPER] = Keeper()


def pytest_unconfigure(config: pytest.Config) -> None:
    """Stop it and leave nothing behind."""
    if _KEEPER in config.stash:
        config.stash[_KEEPER].close()
