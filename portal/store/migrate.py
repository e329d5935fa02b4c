"""Bringing a database to the schema of this version of the portal."""

from __future__ import annotations

from collections.abc import Sequence
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


def migrate(store: Store, seal_keys: Sequence[bytes] = ()) -> None:
    """Apply every migration the database has not seen, in one transaction each; nothing when it is level.

    `seal_keys` seal what a database of an older version has in the clear. Raises RuntimeError where there is
    such and no key.
    """
    config = Config()
    config.set_main_option("script_location", str(_SCRIPTS))
    with store.engine.connect() as connection:
        config.attributes["connection"], config.attributes["seal_keys"] = connection, seal_keys
        command.upgrade(config, "head")
