"""People who join a case, and for whom a complainant speaks."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Make the table and columns; whoever complained before spoke for themselves, and nobody had joined."""
    op.add_column("case", sa.Column("supporters", sa.Integer(), nullable=False, server_default="0"))
    for name, kind, before in _SPEAKS:
        op.add_column("complainant", sa.Column(name, kind, nullable=False, server_default=before))
    op.add_column("complainant", sa.Column("headcount", sa.Integer(), nullable=True))
    op.create_table(
        "supporter",
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("receipt", sa.String(64), nullable=True),
        sa.Column("case_id", _ID, nullable=False),
        sa.Column("id", _ID, nullable=False),
        sa.Column("ref", sa.String(40), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("status", sa.String(24), nullable=False),
        sa.Column("lang", sa.String(10), nullable=False),
        sa.Column("author_id", _ID, nullable=True),
        sa.Column("author_org_id", _ID, nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name=op.f("fk_supporter_case_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_supporter")),
        sa.UniqueConstraint("receipt", name=op.f("uq_supporter_receipt")),
        sa.UniqueConstraint("ref", name=op.f("uq_supporter_ref")),
    )
    for column in ("author_id", "author_org_id", "case_id", "created_at", "status"):
        op.create_index(op.f(f"ix_supporter_{column}"), "supporter", [column])


_SPEAKS = (
    ("standing", sa.String(8), "self"),
    ("represents", sa.String(80), ""),
    ("authority", sa.String(200), ""),
    ("representatives", sa.Text(), ""),
)
