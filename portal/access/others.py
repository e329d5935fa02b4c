"""Rules that keep somebody from deciding on what they did themselves."""

from __future__ import annotations

from sqlalchemy import false

from portal.access.rules import Rule, When


def other_than(column: str) -> Rule:
    """Let anybody signed in but the person whose account id stands in `column`."""
    return Rule(
        f"another person than the {column}",
        lambda a, m: getattr(m, column).is_distinct_from(a.id) if a.id is not None else false(),
    )


def filled(column: str) -> When:
    """Narrow a rule to rows on which a column says something at all, such as which record leads."""
    return When(
        f"there is a {column}",
        lambda m: getattr(m, column).is_not(None),
        lambda row: getattr(row, column) is not None,
    )


def differing(one: str, other: str) -> When:
    """Narrow a rule to rows on which two columns differ, such as who asks about a case and who has handled it."""
    return When(
        f"the {one} is another than the {other}",
        lambda m: getattr(m, one) != getattr(m, other),
        lambda row: getattr(row, one) != getattr(row, other),
    )
