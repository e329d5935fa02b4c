"""Which engine serves: the one in the database where that is a PostgreSQL, else the one in a folder."""

from __future__ import annotations

from pathlib import Path

from portal.search.engine.embedded import Embedded
from portal.search.engine.port import Engine
from portal.search.engine.postgres import Stored
from portal.store import Store


def open_engine(folder: Path, store: Store) -> Engine:
    """The engine of this portal; `folder` is not touched where the database keeps the index."""
    return Stored(store.engine) if store.dialect == "postgresql" else Embedded(folder)
