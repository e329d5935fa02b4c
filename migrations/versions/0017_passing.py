"""What a case needs to know of itself when it stands still, is appealed for, or is returned."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"


def upgrade() -> None:
    """Add the columns; a case that is there stands nowhere still."""
    for name in ("resumes", "route"):
        op.add_column("case", sa.Column(name, sa.String(length=24), nullable=False, server_default=""))
    for name in ("appealed", "designated"):
        op.add_column("case", sa.Column(name, sa.Boolean(), nullable=False, server_default=sa.false()))
