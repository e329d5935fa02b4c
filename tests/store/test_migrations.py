"""The migrations make exactly the tables the models describe, on both databases, and guard the ledger."""

from __future__ import annotations

from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext

from portal.search.engine.postgres.tables import metadata as index
from portal.store import Row, Store, open_store
from portal.store.migrate import levels, migrate
from tests.laws.test_budgets import ROOT
from tests.people import Portal


def test_the_migrations_make_what_the_models_say(portal: Portal) -> None:
    with portal.store.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        expected = [Row.metadata, index] if portal.store.dialect == "postgresql" else Row.metadata
        assert compare_metadata(context, expected) == []  # type: ignore[arg-type]


def test_migrating_again_changes_nothing(portal: Portal) -> None:
    seen, last = levels(portal.store)
    assert seen == last is not None
    migrate(portal.store)
    assert levels(portal.store) == (seen, last)


def test_migrations_are_numbered_without_gaps() -> None:
    names = sorted(path.name for path in Path(ROOT, "migrations", "versions").glob("*.py"))
    assert [name[:4] for name in names] == [f"{n:04}" for n in range(1, len(names) + 1)]


def _before(store: Store, level: str) -> None:
    """Bring an empty database to an old level."""
    config = Config()
    config.set_main_option("script_location", str(ROOT / "migrations"))
    with store.engine.connect() as connection:
        config.attributes["connection"], config.attributes["seal_keys"] = connection, ()
        command.upgrade(config, level)


def _put(connection: sa.Connection, name: str, **values: object) -> None:
    """Write a row of an old table; what is not said gets something plain."""
    table = sa.Table(name, sa.MetaData(), autoload_with=connection)
    plain = {"INTEGER": 1, "BIGINT": 1, "BOOLEAN": 0, "DATETIME": "2026-01-02 03:04:05", "DATE": "2026-01-02"}
    full = {
        c.name: values.get(c.name, None if c.nullable else plain.get(str(c.type), "x")) for c in table.columns
    }
    names = ", ".join(f'"{column}"' for column in full)
    marks = ", ".join(f":{column}" for column in full)
    connection.execute(sa.text(f'INSERT INTO "{name}" ({names}) VALUES ({marks})'), full)


def _rows(store: Store, name: str, without: set[str]) -> list[dict[str, object]]:
    with store.engine.connect() as connection:
        found = connection.execute(sa.text(f'SELECT * FROM "{name}" ORDER BY id')).mappings()
        return [{key: value for key, value in row.items() if key not in without} for row in found]


def test_cases_of_before_keep_everything_when_receipts_may_be_shared(tmp_path: Path) -> None:
    """SQLite makes the table of cases anew for it, under the parts that refer to them."""
    store = open_store(f"sqlite:///{tmp_path}/old.db")
    _before(store, "0027")
    with store.engine.begin() as connection:
        for number in (1, 2):
            _put(connection, "case", id=number, ref=f"C-{number}", receipt=f"hash {number}")
            _put(connection, "statement", id=number, ref=f"s{number}", case_id=number)
    new = {"filing_id", "taken_by", "verbatim"}
    before = [_rows(store, name, new) for name in ("case", "statement")]
    migrate(store)
    assert [_rows(store, name, new) for name in ("case", "statement")] == before
    with store.engine.begin() as connection:
        connection.execute(sa.text("UPDATE \"case\" SET receipt = 'hash 1', filing_id = 1 WHERE id = 2"))
    with (
        pytest.raises(sa.exc.IntegrityError),
        store.engine.begin() as connection,
    ):  # references are watched again
        connection.execute(sa.text('DELETE FROM "case" WHERE id = 1'))
    with pytest.raises(sa.exc.IntegrityError), store.engine.begin() as connection:
        connection.execute(sa.text("UPDATE \"case\" SET ref = 'C-1' WHERE id = 2"))
    store.close()
