"""The row a part belongs to, for rules that follow it."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

_OF_A_RULE = {"gated": "rule"}


def parent_of(session: Session, model: Any, by: str, key: Any) -> Any:
    """Return the row of a model that parts name so, or None; one that the session holds is not asked for again."""
    if key is None:
        return None
    if by == "id":
        return session.get(model, key, execution_options=_OF_A_RULE)
    return session.scalar(select(model).where(getattr(model, by) == key).execution_options(**_OF_A_RULE))
