"""The routing table: which department gets the cases of which category and district."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"

_KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "route",
        sa.Column("category", sa.String(length=24), nullable=False),
        sa.Column("district", sa.String(length=40), nullable=False),
        sa.Column("org_id", sa.BigInteger(), nullable=False),
        sa.Column("basis", sa.String(length=200), nullable=False),
        sa.Column("id", _KEY, nullable=False),
        sa.Column("ref", sa.String(length=40), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("status", sa.String(length=24), nullable=False),
        sa.Column("lang", sa.String(length=10), nullable=False),
        sa.Column("author_id", _KEY, nullable=True),
        sa.Column("author_org_id", _KEY, nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_route")),
        sa.UniqueConstraint("ref", name=op.f("uq_route_ref")),
    )
    for name in ("category", "org_id", "status", "author_id", "author_org_id", "created_at"):
        op.create_index(op.f(f"ix_route_{name}"), "route", [name])
