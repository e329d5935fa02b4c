"""Days, moments, spans and numbers as the reader's language writes them, in the city's time."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from functools import lru_cache
from typing import Final
from zoneinfo import ZoneInfo

from babel.core import Locale
from babel.dates import TIMEDELTA_UNITS, format_timedelta

from portal.i18n.language import CHINESE, current
from portal.i18n.messages import gettext

_MONTHS: Final = Locale("en", "GB").months["format"]["wide"]
_JUST_NOW: Final = 60
_LOCALES: Final = {"zh-hans": "zh_Hans", "en": "en_GB"}


class _City:
    """Where the portal stands: one zone a process, set at the start."""

    zone: ZoneInfo = ZoneInfo("Asia/Shanghai")


def set_zone(zone: ZoneInfo) -> None:
    """Show moments in this zone from now on (the whole process); Asia/Shanghai until it is called."""
    _City.zone = zone


def local(when: datetime) -> datetime:
    """An instant in the city's zone; a naive one is taken for UTC, as the database keeps them."""
    aware = when if when.tzinfo else when.replace(tzinfo=UTC)
    try:
        return aware.astimezone(_City.zone)
    except OverflowError:  # the first or last hours that a datetime can say
        return aware


def start_of(when: date) -> datetime:
    """The instant at which a day of the city begins."""
    return datetime.combine(when, time(), _City.zone).astimezone(UTC)


def day(when: date) -> str:
    """2026年11月23日, or 23 November 2026; of an instant, the day it is in the city."""
    return _day(local(when) if isinstance(when, datetime) else when)


def _day(it: date) -> str:
    if current() == CHINESE:
        return f"{it.year}年{it.month}月{it.day}日"
    return f"{it.day} {_MONTHS[it.month]} {it.year}"


def moment(when: datetime) -> str:
    """2026年11月23日 14:05, or 23 November 2026, 14:05: 24 hours, in the city's zone."""
    it = local(when)
    return f"{_day(it)}{' ' if current() == CHINESE else ', '}{it.hour:02}:{it.minute:02}"


@lru_cache(maxsize=2048)
def _span(seconds: int, lang: str) -> str:
    span = timedelta(seconds=seconds)
    return format_timedelta(span, threshold=1, add_direction=True, locale=_LOCALES[lang])


def ago(when: datetime, now: datetime) -> str:
    """How long before (or after) `now` it was, in whole units: 3小时前, or 3 hours ago; at first, just now.

    Both are aware, or naive UTC.
    """
    seconds = int((local(when) - local(now)).total_seconds())
    if abs(seconds) < _JUST_NOW:
        return gettext("just now")
    size = next(size for _, size in TIMEDELTA_UNITS if abs(seconds) >= size)
    whole = abs(seconds) // size * size
    return _span(whole if seconds > 0 else -whole, current())


def number(n: float | Decimal) -> str:
    """12,345 or 0.25: grouped by thousands, at most three decimals; alike in both languages (CLDR)."""
    if isinstance(n, int):
        return f"{n:,}"
    text = f"{n:,.3f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
