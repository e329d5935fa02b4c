"""What complainants think of how their cases ended, the links that ask them, and what they can do about it."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0024"
down_revision = "0023"

_KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_PARTS = {
    "rating": (
        sa.Column("closing", sa.Integer(), nullable=False),
        sa.Column("contacted", sa.Boolean(), nullable=False),
        sa.Column("solved", sa.Boolean(), nullable=False),
        sa.Column("satisfaction", sa.String(length=16), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
    ),
    "review": (
        sa.Column("stage", sa.Integer(), nullable=False),
        sa.Column("step", sa.String(length=8), nullable=False),
        sa.Column("decision", sa.String(length=16), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
    ),
}


def upgrade() -> None:
    """Make the tables and the columns."""
    for name, columns in _PARTS.items():
        _make_part(name, *columns)
    op.add_column("case", sa.Column("rating_key", sa.String(length=64), nullable=True))
    op.create_index(op.f("ix_case_rating_key"), "case", ["rating_key"])
    op.add_column("case", sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True))
    for counter in ("reopenings", "reviews"):
        op.add_column("case", sa.Column(counter, sa.Integer(), nullable=False, server_default="0"))


def _make_part(name: str, *columns: sa.Column[object]) -> None:
    op.create_table(
        name,
        *columns,
        sa.Column("case_id", _KEY, nullable=False),
        sa.Column("id", _KEY, nullable=False),
        sa.Column("ref", sa.String(length=40), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("status", sa.String(length=24), nullable=False),
        sa.Column("lang", sa.String(length=10), nullable=False),
        sa.Column("author_id", _KEY, nullable=True),
        sa.Column("author_org_id", _KEY, nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name=op.f(f"fk_{name}_case_id")),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{name}")),
        sa.UniqueConstraint("ref", name=op.f(f"uq_{name}_ref")),
    )
    for column in ("author_id", "author_org_id", "case_id", "created_at", "status"):
        op.create_index(op.f(f"ix_{name}_{column}"), name, [column])
