"""Let a summary wait for a second person, be taken down and be appealed about, and cases be held and erased."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("case", schema=None) as batch_op:
        batch_op.add_column(sa.Column("hidden", sa.String(length=24), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("held", sa.Boolean(), nullable=False, server_default=sa.false()))
        batch_op.add_column(sa.Column("erased", sa.Boolean(), nullable=False, server_default=sa.false()))
        batch_op.add_column(sa.Column("disposal_by_id", sa.BigInteger(), nullable=True))
    with op.batch_alter_table("summary", schema=None) as batch_op:
        batch_op.add_column(sa.Column("hidden_by_id", sa.BigInteger(), nullable=True))
        batch_op.add_column(sa.Column("appeal", sa.Text(), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("answer", sa.Text(), nullable=False, server_default=""))
    summary = sa.table("summary", sa.column("status"))
    op.execute(sa.update(summary).where(summary.c.status == "kept").values(status="published"))
