"""How cases end: closings, call-backs, promises, and the outcomes under their new names."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0023"
down_revision = "0022"

_KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_PARTS = {
    "closure": (
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("outcome", sa.String(length=24), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("next_step", sa.String(length=24), nullable=False),
        sa.Column("whereto", sa.String(length=200), nullable=False),
        sa.Column("overturned", sa.String(length=24), nullable=False),
    ),
    "call_back": (
        sa.Column("closing", sa.Integer(), nullable=False),
        sa.Column("reached", sa.String(length=8), nullable=False),
        sa.Column("contacted", sa.Boolean(), nullable=False),
        sa.Column("solved", sa.Boolean(), nullable=False),
        sa.Column("satisfaction", sa.String(length=16), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
    ),
}


def upgrade() -> None:
    """Make the tables, and give the outcomes there are the names they have now."""
    for name, columns in _PARTS.items():
        _make_part(name, *columns)
    op.add_column("case", sa.Column("closings", sa.Integer(), nullable=False, server_default="0"))
    op.add_column("case", sa.Column("promised_on", sa.Date(), nullable=True))
    case = sa.table("case", sa.column("outcome", sa.String()))
    op.execute(case.update().where(case.c.outcome == "not_upheld").values(outcome="not_supported"))


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
