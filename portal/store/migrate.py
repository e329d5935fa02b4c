"""Bringing a database to the schema of this version of the portal."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, inspect

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
        with _tables_made_anew(connection):
            command.upgrade(config, "head")


@contextmanager
def _tables_made_anew(connection: Connection) -> Iterator[None]:
    """Let a migration make a table anew that others refer to, which is how SQLite drops a constraint.

    The references are not watched meanwhile (https://sqlite.org/lang_altertable.html#otheralter): such a migration
    checks them itself.
    """
    if connection.dialect.name != "sqlite":
        yield
        return
    driver = connection.connection.cursor()
    driver.execute("PRAGMA foreign_keys = OFF")
    try:
        yield
    finally:
        connection.rollback()  # inside a transaction the next line would do nothing
        driver.execute("PRAGMA foreign_keys = ON")
        driver.close()
