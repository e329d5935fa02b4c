"""Words that mean the same, and the list a new portal begins with."""

from __future__ import annotations

import re
from collections.abc import Sequence

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from portal.access import Move, Verb, begins, leads
from portal.i18n import N_
from portal.store import Governed
from portal.terms.verbs import SynonymVerb

MOVES: dict[Verb, Move] = {
    SynonymVerb.ADD: begins("active"),
    SynonymVerb.BRING_IN: begins("active"),
    SynonymVerb.CHANGE: leads("active"),
    SynonymVerb.RETIRE: leads("active", "retired"),
}
STATUSES = {"active": N_("In use"), "retired": N_("Retired")}
TONES = {"active": "green", "retired": "grey"}
LENGTH = 400  # characters of one line of the list
FEWEST, MOST = 2, 8  # words that mean the same
SHORTEST, LONGEST = 2, 40  # characters of a word: one Chinese character means too many things
_BETWEEN = re.compile(r"\s*[、，,;；\n]+\s*")

# What people complain of and what officials call it: the words of the Provisions on Algorithmic Recommendation
# (2022), the Measures on Generative AI (2023), on Deep Synthesis (2023) and on Labelling (2025), beside those of
# the press and of hotlines; and the short names of firms and products as they stand in public algorithm filings.
DEFAULTS = (
    "大数据杀熟、价格歧视、差别定价、price discrimination",
    "算法歧视、算法偏见、algorithmic bias",
    "深度伪造、深度合成、AI换脸、deepfake",
    "大模型、生成式人工智能、generative AI",
    "人工智能、AI、artificial intelligence",
    "信息茧房、过滤气泡、filter bubble",
    "个人信息、个人数据、personal data",
    "人脸识别、刷脸、face recognition",
    "青少年模式、未成年人模式、minor mode",
    "外卖骑手、外卖员、配送员",
    "智能客服、机器人客服、chatbot",
    "算法推荐、个性化推荐、personalised recommendation",
    "虚假信息、谣言、misinformation",
    "标识办法、内容标识、watermark",
    "网信办、互联网信息办公室、网络安全和信息化委员会办公室",
    "市场监管局、市场监督管理局、市监局",
    "人社局、人力资源和社会保障局",
    "工信局、工业和信息化局",
    "抖音、Douyin、字节跳动",
    "微信、WeChat、腾讯",
    "淘宝、Taobao、阿里巴巴",
    "文心一言、ERNIE Bot",
    "通义千问、Qwen",
    "深度求索、DeepSeek",
)


class Synonym(Governed):
    """One ring of words, each found by any of the others. `words` has them in the order written."""

    __tablename__ = "synonym"
    kind = "synonym"

    words: Mapped[str] = mapped_column(String(LENGTH))


def ring(line: str) -> tuple[str, ...]:
    """Return the words of a line, each once."""
    return tuple(dict.fromkeys(word.strip() for word in _BETWEEN.split(line) if word.strip()))


def written(words: Sequence[str]) -> str:
    """Return words as a line keeps them."""
    return "、".join(words)
