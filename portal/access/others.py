"""A rule that keeps somebody from deciding on what they did themselves."""

from __future__ import annotations

from sqlalchemy import false

from portal.access.rules import Rule


def other_than(column: str) -> Rule:
    """Let anybody signed in but the person whose account id stands in `column`."""
    return Rule(
        f"another person than the {column}",
        lambda a, m: getattr(m, column).is_distinct_from(a.id) if a.id is not None else false(),
    )
