"""Departments that co-operate on a case, officers who keep out of it, and who received it first."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"


def upgrade() -> None:
    """Make the tables; what has been dispatched was received first by whoever handles it."""
    op.create_table(
        "involved",
        *_hangs(),
        sa.Column("org_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("org_id", "kind", "subject_id", name=op.f("pk_involved")),
    )
    op.create_index(op.f("ix_involved_org_id"), "involved", ["org_id"])
    op.create_table(
        "recusal",
        *_hangs(),
        sa.Column("account_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("ground", sa.String(length=24), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("account_id", "kind", "subject_id", name=op.f("pk_recusal")),
    )
    op.add_column("case", sa.Column("first_org_id", sa.BigInteger(), nullable=True))
    op.create_index(op.f("ix_case_first_org_id"), "case", ["first_org_id"])
    case = sa.table(
        "case", *(sa.column(name) for name in ("first_org_id", "handler_org_id", "intake_org_id"))
    )
    dispatched = case.c.handler_org_id != case.c.intake_org_id
    op.execute(case.update().where(dispatched).values(first_org_id=case.c.handler_org_id))


def _hangs() -> tuple[sa.Column, ...]:
    key = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
    return (
        sa.Column("kind", sa.String(length=24), nullable=False),
        sa.Column("subject_id", key, autoincrement=False, nullable=False),
    )
