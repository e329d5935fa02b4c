"""Which language a first-time reader is shown, from the header the browser sends."""

from __future__ import annotations

import re
from typing import Final

from portal.i18n.language import LANGS

_LONGEST: Final = 512
_RANGES: Final = 24
_WEIGHT: Final = re.compile(r"q=([01](?:\.[0-9]{0,3})?)")
_PREFIXES: Final = {"zh": "zh-hans", "en": "en"}


def match_language(header: str | None, default: str = LANGS[0]) -> str:
    """The best of LANGS for an Accept-Language header (RFC 9110, 12.5.4), `default` where none fits.

    Every Chinese (zh-TW too) reads zh-hans, every English en. A range with a malformed weight is left out.
    Of a hostile header the first 512 characters and 24 ranges are read, never more.
    """
    best, best_weight = default, 0.0
    for part in (header or "")[:_LONGEST].split(",")[:_RANGES]:
        tag, _, parameter = part.partition(";")
        primary = tag.strip().lower().partition("-")[0]
        lang = default if primary == "*" else _PREFIXES.get(primary)
        weight = _weight(parameter.strip().lower())
        if lang and weight > best_weight:
            best, best_weight = lang, weight
    return best


def _weight(parameter: str) -> float:
    if not parameter:
        return 1.0
    found = _WEIGHT.fullmatch(parameter)
    return float(found[1]) if found else 0.0
