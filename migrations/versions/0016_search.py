"""The search index, on PostgreSQL; on SQLite it lies in a folder."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0016"
down_revision = "0015"


def upgrade() -> None:
    """Make the tables."""
    if op.get_bind().dialect.name != "postgresql":
        return
    exact = sa.Text(collation="C")
    op.create_table(
        "search_document",
        sa.Column("id", sa.BigInteger(), sa.Identity(), nullable=False),
        sa.Column("key", exact, nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("group", sa.Text(), nullable=False),
        sa.Column("record", sa.BigInteger(), nullable=False),
        sa.Column("facets", sa.Integer(), nullable=False),
        sa.Column("moment", sa.Float(53), nullable=False),
        sa.Column("filed", sa.Integer(), nullable=False),
        sa.Column("due", sa.Integer(), nullable=False),
        sa.Column("length", sa.Integer(), nullable=False),
        sa.Column("audience", postgresql.ARRAY(sa.Text()), nullable=False),
        sa.Column("words", postgresql.TSVECTOR(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_search_document")),
        sa.UniqueConstraint("key", name=op.f("uq_search_document_key")),
    )
    op.create_index(op.f("ix_search_document_record"), "search_document", ["record"])
    for name in ("audience", "words"):
        op.create_index(f"ix_search_document_{name}", "search_document", [name], postgresql_using="gin")
    op.create_table(
        "search_part",
        sa.Column("document", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("part", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("words", postgresql.TSVECTOR(), nullable=False),
        sa.PrimaryKeyConstraint("document", "part", name=op.f("pk_search_part")),
        sa.ForeignKeyConstraint(
            ["document"],
            ["search_document.id"],
            name=op.f("fk_search_part_document_search_document"),
            ondelete="CASCADE",
        ),
    )
    op.create_index("ix_search_part_words", "search_part", ["words"], postgresql_using="gin")
    op.create_table(
        "search_facets",
        sa.Column("id", sa.Integer(), sa.Identity(), nullable=False),
        sa.Column("digest", sa.LargeBinary(), nullable=False),
        sa.Column("values", postgresql.ARRAY(exact), nullable=False),
        sa.Column("fields", postgresql.ARRAY(exact), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_search_facets")),
        sa.UniqueConstraint("digest", name=op.f("uq_search_facets_digest")),
    )
    op.create_index("ix_search_facets_fields", "search_facets", ["fields"], postgresql_using="gin")
    state = op.create_table(
        "search_state",
        sa.Column("only", sa.SmallInteger(), autoincrement=False, nullable=False),
        sa.Column("version", sa.Text(), nullable=False),
        sa.Column("position", sa.BigInteger(), nullable=False),
        sa.Column("building", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("only", name=op.f("pk_search_state")),
    )
    op.bulk_insert(state, [{"only": 1, "version": "", "position": 0, "building": False}])
