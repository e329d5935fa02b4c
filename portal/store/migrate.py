"""Bringing a database to the schema of this version of the portal."""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import inspect

from portal.store.engine import Store

_SCRIPTS = Path(__file__).parent.parent.parent / "migrations"


def has_table(store: Store, name: str) -> bool:
    """Return whether the database has this table; one that was just made has none."""
    return inspect(store.engine).has_table(name)


def levels(store: Store) -> tuple[str | None, str | None]:
    """Return the last migration that the database has seen, and the last there is."""
    with store.engine.connect() as connection:
        seen = MigrationContext.configure(connection).get_current_revision()
    return seen, ScriptDirectory(str(_SCRIPTS)).get_current_head()


def migrate(store: Store) -> None:
    """Apply every migration the database has not seen, in one transaction each; nothing when it is level."""
    config = Config()
    config.set_main_option("script_location", str(_SCRIPTS))
    with store.engine.connect() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
