"""An index that holds all that counting cases by state and kind of matter asks of a row."""

from __future__ import annotations

from alembic import op

revision = "0031"
down_revision = "0030"

_COUNTED = (
    *("status", "matter", "author_id", "handler_org_id", "intake_org_id", "first_org_id", "heard_org_id"),
    *("published", "author_org_id"),
)


def upgrade() -> None:
    """Make the index."""
    op.create_index("ix_case_counted", "case", [*_COUNTED])
