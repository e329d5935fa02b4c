"""The migrations make exactly the tables the models describe, on both databases, and guard the ledger."""

from __future__ import annotations

from pathlib import Path

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

from portal.search.engine.postgres.tables import metadata as index
from portal.store import Row
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
