"""The case that a merged one is handled together with."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0027"
down_revision = "0026"


def upgrade() -> None:
    """Make the column."""
    op.add_column("case", sa.Column("lead_id", sa.BigInteger(), nullable=True))
    op.create_index(op.f("ix_case_lead_id"), "case", ["lead_id"])
