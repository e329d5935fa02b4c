"""How reply templates have stood: a wording for each change, beginning with what stands now."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0032"
down_revision = "0031"

_KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Make the table, and keep of every template how it stands now."""
    op.create_table(
        "phrasing",
        sa.Column("template_id", _KEY, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("purpose", sa.String(length=16), nullable=False),
        sa.Column("body_zh", sa.Text(), nullable=False),
        sa.Column("body_en", sa.Text(), nullable=False),
        sa.Column("id", _KEY, nullable=False),
        sa.Column("ref", sa.String(length=40), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("status", sa.String(length=24), nullable=False),
        sa.Column("lang", sa.String(length=10), nullable=False),
        sa.Column("author_id", _KEY, nullable=True),
        sa.Column("author_org_id", _KEY, nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["template_id"], ["reply_template.id"], name=op.f("fk_phrasing_template_id_reply_template")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_phrasing")),
        sa.UniqueConstraint("ref", name=op.f("uq_phrasing_ref")),
    )
    for name in ("template_id", "status", "author_id", "author_org_id", "created_at"):
        op.create_index(op.f(f"ix_phrasing_{name}"), "phrasing", [name])
    op.execute(
        "INSERT INTO phrasing (template_id, number, name, purpose, body_zh, body_en, ref, version, status, lang,"
        " author_id, author_org_id, created_at) SELECT id, 1, name, purpose, body_zh, body_en, ref, 1, 'kept', lang,"
        " author_id, author_org_id, created_at FROM reply_template"
    )
