"""AI systems and provisions of law."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "provision",
        sa.Column("law_zh", sa.String(length=200), nullable=False),
        sa.Column("law_en", sa.String(length=200), nullable=False),
        sa.Column("chapter", sa.String(length=120), nullable=False),
        sa.Column("article", sa.String(length=40), nullable=False),
        sa.Column("text_zh", sa.Text(), nullable=False),
        sa.Column("text_en", sa.Text(), nullable=False),
        sa.Column("about", sa.Text(), nullable=False),
        sa.Column("origin", sa.String(length=400), nullable=False),
        sa.Column("source", sa.String(length=80), nullable=False),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("ref", sa.String(length=40), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("status", sa.String(length=24), nullable=False),
        sa.Column("lang", sa.String(length=10), nullable=False),
        sa.Column("author_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("author_org_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_provision")),
        sa.UniqueConstraint("ref", name=op.f("uq_provision_ref")),
        sa.UniqueConstraint("source", name=op.f("uq_provision_source")),
    )
    with op.batch_alter_table("provision", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_provision_author_id"), ["author_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_provision_author_org_id"), ["author_org_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_provision_created_at"), ["created_at"], unique=False)
        batch_op.create_index("ix_provision_law", ["law_zh", "id"], unique=False)
        batch_op.create_index(batch_op.f("ix_provision_status"), ["status"], unique=False)
    op.create_table(
        "system",
        sa.Column("org_id", sa.BigInteger(), nullable=False),
        sa.Column("filing", sa.String(length=80), nullable=False),
        sa.Column("algorithm_class", sa.String(length=24), nullable=False),
        sa.Column("name_zh", sa.String(length=160), nullable=False),
        sa.Column("name_en", sa.String(length=160), nullable=False),
        sa.Column("product", sa.Text(), nullable=False),
        sa.Column("purpose_zh", sa.Text(), nullable=False),
        sa.Column("purpose_en", sa.Text(), nullable=False),
        sa.Column("region", sa.String(length=40), nullable=False),
        sa.Column("announced_on", sa.Date(), nullable=True),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("ref", sa.String(length=40), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("status", sa.String(length=24), nullable=False),
        sa.Column("lang", sa.String(length=10), nullable=False),
        sa.Column("author_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("author_org_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_system")),
        sa.UniqueConstraint("filing", name=op.f("uq_system_filing")),
        sa.UniqueConstraint("ref", name=op.f("uq_system_ref")),
    )
    with op.batch_alter_table("system", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_system_algorithm_class"), ["algorithm_class"], unique=False)
        batch_op.create_index(batch_op.f("ix_system_author_id"), ["author_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_system_author_org_id"), ["author_org_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_system_created_at"), ["created_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_system_org_id"), ["org_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_system_status"), ["status"], unique=False)
