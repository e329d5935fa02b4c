"""The enterprise is heard: allegation, answer, contradiction, correction."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0025"
down_revision = "0024"

_KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_PARTS = {
    "allegation": (
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
    ),
    "response": (
        sa.Column("position", sa.String(length=24), nullable=False),
        sa.Column("final", sa.Boolean(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("remedy", sa.Text(), nullable=False),
    ),
    "contest": (sa.Column("body", sa.Text(), nullable=False),),
    "correction": (
        sa.Column("about", sa.String(length=16), nullable=False),
        sa.Column("step", sa.String(length=8), nullable=False),
        sa.Column("decision", sa.String(length=16), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
    ),
}


def upgrade() -> None:
    """Make the tables and the columns."""
    for name, columns in _PARTS.items():
        _make_part(name, *columns)
    op.add_column("case", sa.Column("heard_org_id", sa.BigInteger(), nullable=True))
    op.create_index(op.f("ix_case_heard_org_id"), "case", ["heard_org_id"])
    op.add_column("case", sa.Column("correcting", sa.Boolean(), nullable=False, server_default=sa.false()))


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
