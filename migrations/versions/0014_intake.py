"""Kinds of matters, their particulars, and drafts of filings."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0014"
down_revision = "0013"

_JSON = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")
_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Make the tables and columns; what was filed before is a complaint."""
    op.add_column("case", sa.Column("matter", sa.String(16), nullable=False, server_default="complaint"))
    op.add_column("case", sa.Column("system_ref", sa.String(40), nullable=False, server_default=""))
    op.create_index(op.f("ix_case_matter"), "case", ["matter"])
    op.create_index(op.f("ix_case_system_ref"), "case", ["system_ref"])
    op.create_table(
        "particulars",
        *(sa.Column(name, sa.String(length), nullable=False) for name, length in _WORDS.items()),
        *(sa.Column(name, _JSON, nullable=False) for name in _LISTS),
        *(sa.Column(name, sa.Text(), nullable=False) for name in ("done", "cause")),
        *(sa.Column(name, sa.Date(), nullable=True) for name in ("first_seen", "aware_on")),
        sa.Column("people", sa.Integer(), nullable=True),
        sa.Column("case_id", _ID, nullable=False),
        sa.Column("id", _ID, nullable=False),
        sa.Column("ref", sa.String(40), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("status", sa.String(24), nullable=False),
        sa.Column("lang", sa.String(10), nullable=False),
        sa.Column("author_id", _ID, nullable=True),
        sa.Column("author_org_id", _ID, nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name=op.f("fk_particulars_case_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_particulars")),
        sa.UniqueConstraint("ref", name=op.f("uq_particulars_ref")),
    )
    for column in ("author_id", "author_org_id", "case_id", "created_at", "status"):
        op.create_index(op.f(f"ix_particulars_{column}"), "particulars", [column])
    op.create_table(
        "draft",
        sa.Column("id", _ID, nullable=False),
        sa.Column("holder", sa.String(64), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("shown", sa.Boolean(), nullable=False),
        sa.Column("begun_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_draft")),
        sa.UniqueConstraint("holder", name=op.f("uq_draft_holder")),
    )
    op.create_index(op.f("ix_draft_until"), "draft", ["until"])


_WORDS = {
    "severity": 24,
    "autonomy": 16,
    "system_name": 160,
    "system_version": 60,
    "serious": 24,
    "ongoing": 4,
    "reversible": 4,
    "condition": 16,
    "logs_kept": 4,
    "others_told": 200,
}
_LISTS = ("harms", "affected", "vulnerable", "links", "measures")
