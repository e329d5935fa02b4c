"""One receipt for all cases of a filing; which filing a case was split off, and how its statement came about.

Its number was given before that of 0029, which it follows.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0028"
down_revision = "0029"


def upgrade() -> None:
    """Make the columns, and let several cases have the same receipt: those of a filing that was split."""
    with op.batch_alter_table("case") as cases:
        cases.drop_constraint(op.f("uq_case_receipt"), type_="unique")
        cases.add_column(sa.Column("filing_id", sa.BigInteger(), nullable=True))
    op.create_index(op.f("ix_case_receipt"), "case", ["receipt"])
    op.create_index(op.f("ix_case_filing_id"), "case", ["filing_id"])
    op.add_column("statement", sa.Column("taken_by", sa.BigInteger(), nullable=True))
    op.add_column("statement", sa.Column("verbatim", sa.Boolean(), nullable=False, server_default=sa.true()))
    _check_references()


def _check_references() -> None:
    """Raise where a part of a case would refer to nothing: SQLite has made the table of cases anew."""
    if op.get_context().dialect.name == "sqlite":
        lost = op.get_bind().exec_driver_sql("PRAGMA foreign_key_check").fetchall()
        if lost:
            raise RuntimeError(f"{len(lost)} rows refer to cases that are not there")
