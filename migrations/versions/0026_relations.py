"""Links between cases, a row for each side."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0026"
down_revision = "0025"

_KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "relation",
        sa.Column("nature", sa.String(length=16), nullable=False),
        sa.Column("other_ref", sa.String(length=40), nullable=False),
        sa.Column("ground", sa.String(length=24), nullable=False),
        sa.Column("case_id", _KEY, nullable=False),
        sa.Column("id", _KEY, nullable=False),
        sa.Column("ref", sa.String(length=40), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("status", sa.String(length=24), nullable=False),
        sa.Column("lang", sa.String(length=10), nullable=False),
        sa.Column("author_id", _KEY, nullable=True),
        sa.Column("author_org_id", _KEY, nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name=op.f("fk_relation_case_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_relation")),
        sa.UniqueConstraint("ref", name=op.f("uq_relation_ref")),
    )
    for column in ("author_id", "author_org_id", "case_id", "created_at", "other_ref", "status"):
        op.create_index(op.f(f"ix_relation_{column}"), "relation", [column])
