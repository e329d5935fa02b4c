"""Seal who complained, and keep the requests to see it.

Names and contacts that a database of before has in the clear are sealed on the way, with the portal's key.
"""

from __future__ import annotations

import json

import sqlalchemy as sa
from alembic import context, op

from portal.identity.sealing import Seal

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None

SEALED = ("name", "contact", "represents", "authority", "representatives")
BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.add_column("complainant", sa.Column("sealed", sa.LargeBinary(), nullable=True))
    _seal_what_is_there()
    with op.batch_alter_table("complainant", schema=None) as batch_op:
        batch_op.alter_column("sealed", existing_type=sa.LargeBinary(), nullable=False)
        for column in SEALED:
            batch_op.drop_column(column)
    op.create_table(
        "disclosure",
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("decided_by_id", sa.BigInteger(), nullable=True),
        sa.Column("case_id", BIG, nullable=False),
        sa.Column("id", BIG, nullable=False),
        sa.Column("ref", sa.String(length=40), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("status", sa.String(length=24), nullable=False),
        sa.Column("lang", sa.String(length=10), nullable=False),
        sa.Column("author_id", BIG, nullable=True),
        sa.Column("author_org_id", BIG, nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name=op.f("fk_disclosure_case_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_disclosure")),
        sa.UniqueConstraint("ref", name=op.f("uq_disclosure_ref")),
    )
    for column in ("author_id", "author_org_id", "case_id", "created_at", "status"):
        op.create_index(op.f(f"ix_disclosure_{column}"), "disclosure", [column])


def _seal_what_is_there() -> None:
    table = sa.table("complainant", *map(sa.column, ("id", "ref", "sealed", *SEALED)))
    connection = op.get_bind()
    rows = connection.execute(sa.select(table)).all()
    keys = context.config.attributes.get("seal_keys", ())
    if rows and not keys:
        raise RuntimeError(
            "Names of complainants are to be sealed, and the portal's key to seal with is not here."
        )
    for row in rows:
        content = json.dumps({name: getattr(row, name) for name in SEALED}, ensure_ascii=False).encode()
        sealed = Seal(keys).seal(content, f"identity:{row.ref}")
        connection.execute(sa.update(table).where(table.c.id == row.id).values(sealed=sealed))
