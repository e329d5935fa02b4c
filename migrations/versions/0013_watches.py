"""Saved searches, alerts on them, and what was found."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "watch",
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("search", sa.Text(), nullable=False),
        sa.Column("shared", sa.Boolean(), nullable=False),
        *_governed(),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_watch")),
        sa.UniqueConstraint("ref", name=op.f("uq_watch_ref")),
    )
    op.create_table(
        "subscription",
        sa.Column("watch_id", _BIG_ID, nullable=False),
        sa.Column("pace", sa.String(length=8), nullable=False),
        sa.Column("over", sa.Integer(), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by_inbox", sa.Boolean(), nullable=False),
        sa.Column("by_mail", sa.Boolean(), nullable=False),
        sa.Column("feed", sa.String(length=40), nullable=False),
        sa.Column("alerts", sa.Integer(), nullable=False),
        sa.Column("told_at", sa.DateTime(timezone=True), nullable=True),
        *_governed(),
        sa.ForeignKeyConstraint(["watch_id"], ["watch.id"], name=op.f("fk_subscription_watch_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_subscription")),
        sa.UniqueConstraint("ref", name=op.f("uq_subscription_ref")),
    )
    op.create_table(
        "finding",
        sa.Column("subscription_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("record", sa.String(length=48), nullable=False),
        sa.Column("key", sa.String(length=48), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("alert", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("subscription_id", "record", name=op.f("pk_finding")),
    )
    for table, columns in (
        ("watch", ("author_id", "author_org_id", "created_at", "status")),
        ("subscription", ("author_id", "author_org_id", "created_at", "feed", "status", "watch_id")),
        ("finding", ("key",)),
    ):
        for column in columns:
            op.create_index(op.f(f"ix_{table}_{column}"), table, [column], unique=False)
    op.create_index("ix_finding_told", "finding", ["alert", "subscription_id", "at"], unique=False)
    in_use = sa.text("status = 'active'")
    op.create_index(
        "uq_subscription_one_a_person",
        "subscription",
        ["watch_id", "author_id"],
        unique=True,
        sqlite_where=in_use,
        postgresql_where=in_use,
    )


_BIG_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def _governed() -> tuple[sa.Column, ...]:
    return (
        sa.Column("id", _BIG_ID, nullable=False),
        sa.Column("ref", sa.String(length=40), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("status", sa.String(length=24), nullable=False),
        sa.Column("lang", sa.String(length=10), nullable=False),
        sa.Column("author_id", _BIG_ID, nullable=True),
        sa.Column("author_org_id", _BIG_ID, nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
    )
