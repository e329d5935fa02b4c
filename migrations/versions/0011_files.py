"""Files: their bytes in pieces, what waits to be attached, attachments, and the openings of originals."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"


def _id() -> sa.types.TypeEngine[int]:
    return sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def _governed() -> list[sa.Column]:
    return [
        sa.Column("id", _id(), nullable=False),
        sa.Column("ref", sa.String(length=40), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("status", sa.String(length=24), nullable=False),
        sa.Column("lang", sa.String(length=10), nullable=False),
        sa.Column("author_id", _id(), nullable=True),
        sa.Column("author_org_id", _id(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
    ]


def _file() -> list[sa.Column]:
    return [
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("code", sa.String(length=8), nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("copy_size", sa.BigInteger(), nullable=False),
        sa.Column("copy_sha256", sa.String(length=64), nullable=False),
        sa.Column("copy", sa.String(length=22), nullable=False),
        sa.Column("original", sa.String(length=22), nullable=False),
    ]


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "chunk",
        sa.Column("blob", sa.String(length=22), nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("data", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("blob", "number", name=op.f("pk_chunk")),
    )
    op.create_table(
        "upload",
        sa.Column("ref", sa.String(length=22), nullable=False),
        sa.Column("token", sa.String(length=64), nullable=False),
        *_file(),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("ref", name=op.f("pk_upload")),
    )
    op.create_index(op.f("ix_upload_token"), "upload", ["token"])
    op.create_index(op.f("ix_upload_at"), "upload", ["at"])
    op.create_table(
        "attachment",
        sa.Column("part_kind", sa.String(length=24), nullable=False),
        sa.Column("part_ref", sa.String(length=40), nullable=False),
        sa.Column("room", sa.String(length=24), nullable=False),
        sa.Column("record_ref", sa.String(length=40), nullable=False),
        *_file(),
        *_governed(),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attachment")),
        sa.UniqueConstraint("ref", name=op.f("uq_attachment_ref")),
    )
    op.create_index("ix_attachment_part", "attachment", ["part_kind", "part_ref"])
    op.create_index(op.f("ix_attachment_record_ref"), "attachment", ["record_ref"])
    op.create_table(
        "opening",
        sa.Column("attachment_id", _id(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        *_governed(),
        sa.ForeignKeyConstraint(["attachment_id"], ["attachment.id"], name=op.f("fk_opening_attachment_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_opening")),
        sa.UniqueConstraint("ref", name=op.f("uq_opening_ref")),
    )
    op.create_index(op.f("ix_opening_attachment_id"), "opening", ["attachment_id"])
    for table in ("attachment", "opening"):
        for column in ("status", "author_id", "author_org_id", "created_at"):
            op.create_index(op.f(f"ix_{table}_{column}"), table, [column])
