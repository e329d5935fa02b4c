"""What differs between two texts, at a bounded price.

Chinese is compared character by character, words of alphabets and numbers as wholes: half a word that
changed says nothing to a reader. Lines that stayed are found first, so that long texts stay cheap.
"""

from __future__ import annotations

import re
import time

from diff_match_patch import diff_match_patch

Parts = tuple[tuple[str, str], ...]
"""Pieces of a text as (kind, text), the kind being same, del or ins."""

ONE_TEXT = 0.2
"""Seconds to look closely at one text; what is left is shown as replaced."""

_KINDS = {-1: "del", 0: "same", 1: "ins"}
_TOKEN = re.compile("[0-9]+|[A-Za-z\u00c0-\u024f]+|.", re.DOTALL)
_PRIVATE = re.compile("[\U000f0000-\U0010ffff]")
_FIRST_CODE, _LAST_CODE = 0xF0000, 0x10FFFF


def difference(old: str, new: str, until: float | None = None) -> Parts:
    """Return the pieces of two texts, those removed before those added.

    Where time runs out, at `until` (epoch seconds) or ONE_TEXT from now, the rest counts as replaced.
    """
    deadline = min(time.time() + ONE_TEXT, until if until is not None else float("inf"))
    codes: dict[str, str] = {}
    one, two = _encoded(old, codes), _encoded(new, codes)
    if one is None or two is None:
        return tuple((kind, text) for kind, text in (("del", old), ("ins", new)) if text)
    engine = diff_match_patch()
    pieces = engine.diff_main(one, two, True, deadline)
    engine.diff_cleanupSemantic(pieces)
    words = {code: token for token, code in codes.items()}
    return tuple((_KINDS[kind], "".join(words.get(code, code) for code in text)) for kind, text in pieces)


def _encoded(text: str, codes: dict[str, str]) -> str | None:
    """The text with a private character for each word; None when it has more words than there are."""
    out = []
    for word in _TOKEN.findall(text):
        if len(word) > 1 or _PRIVATE.match(word):
            if word not in codes and len(codes) > _LAST_CODE - _FIRST_CODE:
                return None
            out.append(codes.setdefault(word, chr(_FIRST_CODE + len(codes))))
        else:
            out.append(word)
    return "".join(out)
