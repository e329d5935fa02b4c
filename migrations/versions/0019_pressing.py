"""How pressing a case is: urgency, supervision, and what has been asked for."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"


def upgrade() -> None:
    """Add the columns; a case that is there is ordinary."""
    op.add_column("case", _word("urgency", 16, "normal"))
    op.add_column("case", _word("supervision", 16, ""))
    op.add_column("case", sa.Column("extension", sa.Integer(), nullable=False, server_default="0"))
    op.add_column("case", sa.Column("extension_by", sa.BigInteger(), nullable=True))
    op.add_column("case", _word("extension_ground", 24, ""))
    op.add_column("case", sa.Column("supervised_until", sa.Date(), nullable=True))
    for name in ("escalated", "extends"):
        op.add_column("case", sa.Column(name, sa.Boolean(), nullable=False, server_default=sa.false()))


def _word(name: str, length: int, default: str) -> sa.Column:
    return sa.Column(name, sa.String(length=length), nullable=False, server_default=default)
