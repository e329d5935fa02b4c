"""The formula of the figures in dated editions, and the figures of quarters as they were fixed.

The first edition is the formula by which figures were made until now. Duplicates are not counted from now on: what
is merged into another case is closed in passing, and would make every rate of closings look better.
"""

from __future__ import annotations

from datetime import UTC, date, datetime

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0030"
down_revision = "0028"

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
JSON = sa.JSON().with_variant(JSONB(), "postgresql")
RESOLVED = [
    "resolved", "partly_resolved", "mediated", "promised", "explained", "not_supported", "not_resolved",
    "referred", "no_contact",
]  # fmt: skip
FIRST = {
    "ref": "rates-1", "version": 1, "status": "in_force", "lang": "zh-hans", "edition": 1,
    "excluded": ["duplicate"], "resolved": RESOLVED, "satisfied": 100, "basically": 90,
    "response": 10, "resolution": 50, "satisfaction": 40, "least": 5, "fewest": 3,
    "basis_zh": "参照国内城市政务服务热线公布的“三率”计算办法，由平台运维按本市规定调整",
    "basis_en": "After the three rates a Chinese city published of its hotline; operators keep it as the city decides",
    "valid_from": date(2020, 1, 1), "created_at": datetime(2026, 11, 26, tzinfo=UTC),
}  # fmt: skip


def _governed() -> tuple[sa.Column, ...]:
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


def _index(table: str) -> None:
    for column in ("status", "author_id", "author_org_id", "created_at"):
        op.create_index(op.f(f"ix_{table}_{column}"), table, [column])


def upgrade() -> None:
    """Make the tables, and write the first edition."""
    whole = ("edition", "satisfied", "basically", "response", "resolution", "satisfaction", "least", "fewest")
    formula = op.create_table(
        "formula",
        *(sa.Column(name, sa.Integer(), nullable=False) for name in whole),
        sa.Column("excluded", JSON, nullable=False),
        sa.Column("resolved", JSON, nullable=False),
        sa.Column("basis_zh", sa.String(length=300), nullable=False),
        sa.Column("basis_en", sa.String(length=300), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_until", sa.Date(), nullable=True),
        *_governed(),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_formula")),
        sa.UniqueConstraint("ref", name=op.f("uq_formula_ref")),
    )
    _index("formula")
    op.bulk_insert(formula, [FIRST])
    op.create_table(
        "figures",
        sa.Column("quarter", sa.String(length=8), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("formula", sa.Integer(), nullable=False),
        sa.Column("ground", sa.String(length=16), nullable=False),
        sa.Column("lines", JSON, nullable=False),
        *_governed(),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_figures")),
        sa.UniqueConstraint("ref", name=op.f("uq_figures_ref")),
    )
    _index("figures")
    op.create_index(op.f("ix_figures_quarter"), "figures", ["quarter"])
