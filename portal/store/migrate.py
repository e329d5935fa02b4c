"""Bringing a database to the schema of this version of the portal."""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.config import Config

from portal.store.engine import Store

_SCRIPTS = Path(__file__).parent.parent.parent / "migrations"


def migrate(store: Store) -> None:
    """Apply every migration the database has not seen, in one transaction each; nothing when it is level."""
    config = Config()
    config.set_main_option("script_location", str(_SCRIPTS))
    with store.engine.connect() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
