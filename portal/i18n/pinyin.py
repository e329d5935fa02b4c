"""Chinese names as people type them in a hurry: the initials of their syllables."""

from __future__ import annotations

import os
import re
from functools import lru_cache
from itertools import islice, product

os.environ.setdefault("PYPINYIN_NO_PHRASES", "true")  # 13 MB instead of 57
from pypinyin import Style, pinyin

# Characters that places and firms are named by in two readings: 重庆 and 重工, 长沙 and 长信, 银行 and 行业.
_TWO = {"重": "cz", "长": "cz", "行": "hx", "乐": "ly", "朝": "cz", "厦": "xs", "单": "ds", "盛": "sc"}
_READINGS = 8  # combinations kept of one name
_NOT_CHINESE = re.compile(r"[^\u3400-\u4dbf\u4e00-\u9fff]+")
# What stands before and after the part of an organisation's name that people say: administrative places
# and legal forms (Regulations on the Registration of Enterprise Names, 2020 revision, article 6).
_BEFORE = re.compile(r"^(?:中国|[\u4e00-\u9fff]{1,7}?(?:省|自治区)|[\u4e00-\u9fff]{0,7}?市)")
_AFTER = re.compile(r"(?:集团)?(?:股份有限公司|有限责任公司|有限公司|合伙企业|公司)$|集团$")


def said(name: str) -> str:
    """The part of an organisation's name that people say: 甲乙科技 of 某市甲乙科技有限公司."""
    bare = _NOT_CHINESE.sub("", name)
    return _BEFORE.sub("", _AFTER.sub("", bare)) or bare


@lru_cache(maxsize=4096)
def initials(name: str) -> tuple[str, ...]:
    """The initials of a name, whole and as it is said, in each likely reading; none for a name without Chinese."""
    whole = _NOT_CHINESE.sub("", name)
    forms = dict.fromkeys(form for form in (whole, _AFTER.sub("", whole), said(name)) if len(form) > 1)
    return tuple(dict.fromkeys(word for form in forms for word in _readings(form)))


def _readings(form: str) -> list[str]:
    common = [reading[0][:1] for reading in pinyin(form, style=Style.FIRST_LETTER)]
    letters = [_TWO.get(character, letter) for character, letter in zip(form, common, strict=True)]
    return ["".join(word) for word in islice(product(*letters), _READINGS)]
