"""What stands on either side of a colon in a query: names of columns in two languages, values, spans of days."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date

Value = str | int

# The names a reader may write, and the column meant; `filed`, `due`, `assigned` and `overdue` are read specially.
FIELDS = {
    **dict.fromkeys(("kind", "类型", "种类"), "kind"),
    **dict.fromkeys(("status", "状态"), "status"),
    **dict.fromkeys(("org", "organisation", "organization", "机构", "单位", "企业", "部门"), "organisation"),
    **dict.fromkeys(("system", "系统"), "system"),
    **dict.fromkeys(("code", "class", "分类", "类别"), "code"),
    **dict.fromkeys(("region", "地区", "区域"), "region"),
    **dict.fromkeys(("risk", "风险"), "risk"),
    **dict.fromkeys(("year", "年份"), "year"),
    **dict.fromkeys(("lang", "语言"), "lang"),
    **dict.fromkeys(("filed", "date", "日期", "时间"), "filed"),
    **dict.fromkeys(("due", "期限", "到期"), "due"),
    **dict.fromkeys(("assigned", "承办", "经办"), "assigned"),
    **dict.fromkeys(("overdue", "逾期", "超期"), "overdue"),
}
ME = frozenset({"me", "我", "本人", "本单位"})
YES, NO = frozenset({"yes", "y", "true", "1", "是", "已"}), frozenset({"no", "n", "false", "0", "否", "未"})
NUMBERED = frozenset({"organisation", "year"})
_NUMBER = re.compile(r"[0-9]{1,18}")
_DAY = re.compile(r"(\d{4})(?:[-/.年](\d{1,2})(?:[-/.月](\d{1,2})日?|月)?|年)?")
_RANGE = re.compile(r"(.*?)(?:\.\.|~|至)(.*)", re.DOTALL)


def as_typed(name: str, typed: str) -> tuple[Value, ...]:
    """A value taken as it was written; a number where the column has numbers."""
    if name not in NUMBERED:
        return (typed,)
    return (int(typed),) if _NUMBER.fullmatch(typed) else ()


@dataclass(frozen=True)
class Sense:
    """What words mean to the one who asks, and when: all a query needs to know that is not written in it.

    `today` is a day as `date.toordinal()` counts. `me` holds the values of `assigned` that are the reader.
    `values(column, typed)` are the values meant by what was typed, folded; none if it means nothing. `alike`
    has, for a folded word or row of words, what else is called so.
    """

    today: int = 0
    me: tuple[str, ...] = ()
    values: Callable[[str, str], tuple[Value, ...]] = as_typed
    alike: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


def days(typed: str) -> tuple[int, int] | None:
    """The first and last day of `2025`, `2025-03`, `2025-03-12` or of a range of such, open at either end.

    None for what is neither.
    """
    written = typed.strip()
    halves = _RANGE.fullmatch(written)
    if halves is None:
        return _period(written)
    first, last = (_period(half.strip()) if half.strip() else () for half in halves.groups())
    if first is None or last is None or not (first or last):
        return None
    ends = [*(first or (1,)), *(last or (date.max.toordinal(),))]
    return min(ends), max(ends)


def _period(written: str) -> tuple[int, int] | None:
    found = _DAY.fullmatch(written)
    if found is None:
        return None
    year, month, day = (int(part) if part else 0 for part in found.groups())
    try:
        last_month = month or 12
        last_day = day or monthrange(year, last_month)[1]
        return date(year, month or 1, day or 1).toordinal(), date(year, last_month, last_day).toordinal()
    except ValueError:  # monthrange raises a kind of it, too
        return None
