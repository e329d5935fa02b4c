"""Clocks, the time limits they run by, and published calendars."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0009"
down_revision = "0008"

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
JSON = sa.JSON().with_variant(JSONB(), "postgresql")


def governed() -> tuple[sa.Column, ...]:
    return (
        sa.Column("id", BIG, nullable=False),
        sa.Column("ref", sa.String(length=40), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("status", sa.String(length=24), nullable=False),
        sa.Column("lang", sa.String(length=10), nullable=False),
        sa.Column("author_id", BIG, nullable=True),
        sa.Column("author_org_id", BIG, nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
    )


def index(table: str, *columns: str) -> None:
    with op.batch_alter_table(table, schema=None) as batch_op:
        for column in columns:
            batch_op.create_index(batch_op.f(f"ix_{table}_{column}"), [column], unique=False)


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "calendar",
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("edition", sa.Integer(), nullable=False),
        sa.Column("off", JSON, nullable=False),
        sa.Column("worked", JSON, nullable=False),
        sa.Column("source", sa.String(length=200), nullable=False),
        *governed(),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_calendar")),
        sa.UniqueConstraint("ref", name=op.f("uq_calendar_ref")),
    )
    index("calendar", "author_id", "author_org_id", "created_at", "status")
    op.create_table(
        "regime",
        sa.Column("code", sa.String(length=24), nullable=False),
        sa.Column("edition", sa.Integer(), nullable=False),
        sa.Column("name_zh", sa.String(length=80), nullable=False),
        sa.Column("name_en", sa.String(length=120), nullable=False),
        sa.Column("basis_zh", sa.String(length=300), nullable=False),
        sa.Column("basis_en", sa.String(length=300), nullable=False),
        sa.Column("nature", sa.String(length=8), nullable=False),
        sa.Column("amount", sa.Integer(), nullable=False),
        sa.Column("unit", sa.String(length=16), nullable=False),
        sa.Column("rolls", sa.Boolean(), nullable=False),
        sa.Column("extension", sa.Integer(), nullable=False),
        sa.Column("remind", sa.Integer(), nullable=False),
        sa.Column("escalate", sa.Integer(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_until", sa.Date(), nullable=True),
        *governed(),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_regime")),
        sa.UniqueConstraint("ref", name=op.f("uq_regime_ref")),
    )
    index("regime", "author_id", "author_org_id", "code", "created_at", "status")
    op.create_table(
        "clock",
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("regime", sa.String(length=24), nullable=False),
        sa.Column("edition", sa.Integer(), nullable=False),
        sa.Column("trigger", sa.String(length=24), nullable=False),
        sa.Column("nature", sa.String(length=8), nullable=False),
        sa.Column("org_id", sa.BigInteger(), nullable=True),
        sa.Column("origin", sa.BigInteger(), nullable=True),
        sa.Column("amount", sa.Integer(), nullable=False),
        sa.Column("unit", sa.String(length=16), nullable=False),
        sa.Column("rolls", sa.Boolean(), nullable=False),
        sa.Column("remind", sa.Integer(), nullable=False),
        sa.Column("escalate", sa.Integer(), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("pauses", JSON, nullable=False),
        sa.Column("extensions", JSON, nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("provisional", sa.Boolean(), nullable=False),
        sa.Column("calendar", sa.String(length=80), nullable=False),
        sa.Column("status", sa.String(length=16), nullable=False),
        sa.Column("reason", sa.String(length=24), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("fell_due_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("stage", sa.Integer(), nullable=False),
        sa.Column("next_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("kind", sa.String(length=24), nullable=False),
        sa.Column("subject_id", BIG, nullable=False),
        sa.PrimaryKeyConstraint("number", "kind", "subject_id", name=op.f("pk_clock")),
    )
    with op.batch_alter_table("clock", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_clock_next_at"), ["next_at"], unique=False)
        batch_op.create_index("ix_clock_status_due", ["status", "due_on"], unique=False)
