"""Alembic's way in: the connection comes from the portal, the target schema from its models."""

from __future__ import annotations

from typing import Any

from alembic import context

import portal  # noqa: F401  # every model registers itself
from portal.store import Instant, Row


def render_item(kind: str, item: Any, _autogen: Any) -> str | bool:
    """Write our own column types as what they are in the database, so that old migrations need no portal code."""
    if kind == "type" and isinstance(item, Instant):
        return "sa.DateTime(timezone=True)"
    return False


connection = context.config.attributes["connection"]
context.configure(
    connection=connection,
    target_metadata=Row.metadata,
    render_as_batch=True,
    render_item=render_item,
    compare_type=True,
    transaction_per_migration=True,
)
with context.begin_transaction():
    context.run_migrations()
