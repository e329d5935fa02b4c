"""Reading the fields of foreign rows: whatever stands there becomes clean text, a date, or a reason to reject."""

from __future__ import annotations

import html
import re
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from portal.ingest.runner import Rejected
from portal.web.typed import clean

_TAG = re.compile(r"<[^<>]{0,300}>")
_BREAK = re.compile(r"<\s*(?:br|/p|/div)\b[^<>]{0,100}>", re.IGNORECASE)
_EARLIEST = datetime(1990, 1, 1, tzinfo=UTC)
_FIRST_DAY = date(1950, 1, 1)


def text(row: dict[str, Any], name: str, most: int, *, needed: bool = True) -> str:
    """Return a field as clean text without HTML remains. Raises Rejected when it is needed and empty."""
    value = row.get(name)
    raw = value if isinstance(value, str) else "" if value is None else str(value)
    plain = html.unescape(_TAG.sub("", _BREAK.sub("\n", raw)))
    found = clean(plain, multiline=True)
    if needed and not found:
        raise Rejected(f"{name} is empty")
    if len(found) > most:
        raise Rejected(f"{name} is longer than {most} characters")
    return found


def line(row: dict[str, Any], name: str, most: int, *, needed: bool = True) -> str:
    """Return a field as one clean line."""
    return clean(text(row, name, most * 4, needed=needed), multiline=False)[:most]


def instant(row: dict[str, Any], names: tuple[str, ...], zone: ZoneInfo) -> datetime | None:
    """Return the first of these fields that is a time, in UTC; a time without a zone is the city's.

    Raises Rejected when one is there and is no time, or lies before 1990 or in the future.
    """
    for name in names:
        value = row.get(name)
        if isinstance(value, str) and value.strip():
            found = _parse(value.strip(), zone)
            if found is None or not _EARLIEST < found < datetime.now(UTC):
                raise Rejected(f"{name} is no time that can be: {value[:40]!r}")
            return found
    return None


def _parse(value: str, zone: ZoneInfo) -> datetime | None:
    for pattern in (
        "%Y-%m-%dT%H:%M:%S",
        "%Y/%m/%d %H:%M:%S",
        "%Y-%m-%d %H:%M:%S",
        "%Y/%m/%d %H:%M",
        "%Y-%m-%d",
    ):
        try:
            return datetime.strptime(value, pattern).replace(tzinfo=zone).astimezone(UTC)
        except ValueError:
            continue
    return None


def day(row: dict[str, Any], name: str) -> date | None:
    """Return a field as a date, of a month its first; None when it is empty.

    Raises Rejected for what is no date, or lies before 1950 or in the future.
    """
    value = row.get(name)
    if not isinstance(value, str) or not value.strip():
        return None
    found = _parse_day(value.strip())
    if found is None or not _FIRST_DAY < found <= datetime.now(UTC).date() + timedelta(days=1):
        raise Rejected(f"{name} is no date that can be: {value[:40]!r}")
    return found


def _parse_day(value: str) -> date | None:
    for pattern in ("%Y-%m-%d", "%Y-%m", "%Y/%m/%d"):
        try:
            return datetime.strptime(value, pattern).replace(tzinfo=UTC).date()
        except ValueError:
            continue
    return None
