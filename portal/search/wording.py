"""A query put together from a form, for those who would rather not learn its signs."""

from __future__ import annotations

import re
from collections.abc import Mapping

FIELDS = ("all", "phrase", "any", "none", "by", "from", "to", "mine", "late")
_SIGNS = re.compile(r'["“”„＂「」『』()（）:：*＊]+')
_DATE = re.compile(r"[0-9]{4}(?:[-/.年][0-9]{1,2}(?:[-/.月][0-9]{1,2}日?|月)?|年)?")


def composed(fields: Mapping[str, str]) -> str:
    """Return the query that the fields of the form say; signs of the grammar within them say nothing."""
    said = {name: _SIGNS.sub(" ", fields.get(name, "")).strip() for name in FIELDS}
    any_of, none_of = said["any"].split(), said["none"].split()
    parts = [
        " ".join(word.lstrip("-－") for word in said["all"].split()),
        f'"{said["phrase"]}"' if said["phrase"] else "",
        f"({' OR '.join(any_of)})" if len(any_of) > 1 else said["any"],
        " ".join(f"-{word}" for word in none_of),
        f'org:"{said["by"]}"' if said["by"] else "",
        _span(said["from"], said["to"]),
        "assigned:me" if said["mine"] else "",
        "overdue:yes" if said["late"] else "",
    ]
    return " ".join(part for part in parts if part)


def _span(first: str, last: str) -> str:
    first, last = (day if _DATE.fullmatch(day) else "" for day in (first, last))
    return f"filed:{first}..{last}" if first or last else ""
