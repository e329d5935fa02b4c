"""Which engine serves: the one in a folder where there is one, else the one in the database."""

from __future__ import annotations

from pathlib import Path

from portal.search.engine.embedded import Embedded
from portal.search.engine.port import Engine
from portal.search.engine.postgres import Stored
from portal.store import Store


def open_engine(folder: Path | None, store: Store) -> Engine:
    """The engine of this portal; without a `folder` the database, a PostgreSQL, keeps the index."""
    return Embedded(folder) if folder else Stored(store.engine)
