"""The row a part belongs to, for rules that follow it."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session, aliased

_OF_A_RULE = {"gated": "rule"}


def parent_of(session: Session, model: Any, by: str, key: Any) -> Any:
    """Return the row of a model that parts name so, or None; one that the session holds is not asked for again."""
    if key is None:
        return None
    if by == "id":
        return session.get(model, key, execution_options=_OF_A_RULE)
    return session.scalar(select(model).where(getattr(model, by) == key).execution_options(**_OF_A_RULE))


@cache
def second_name(_rule: object, model: Callable[[], Any]) -> Any:
    """Return the second name of a model for all rules that follow one rule to it, the same for everybody.

    A name weighs as much as its table has columns; since no rule stands inside itself, one is enough.
    """
    return aliased(model())
