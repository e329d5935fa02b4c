"""AI systems as the public filing announcements describe them."""

from __future__ import annotations

from datetime import date

from sqlalchemy import BigInteger, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from portal.access import Move, Verb, begins
from portal.i18n import N_
from portal.registry.verbs import SystemVerb
from portal.store import Governed

MOVES: dict[Verb, Move] = {SystemVerb.BRING_IN: begins("filed")}
STATUSES = {"filed": N_("On record")}
TONES = {"filed": "green"}
# The classes of the filing announcements: five of the Provisions on Algorithmic Recommendation (2022), art. 2,
# as the Cyberspace Administration words them, and the two roles of the Provisions on Deep Synthesis (2023).
CLASSES = {
    "push": N_("Personalised recommendation"),
    "search": N_("Retrieval and filtering"),
    "dispatch": N_("Scheduling and decision-making"),
    "ranking": N_("Ranking and selection"),
    "generative": N_("Generation and synthesis"),
    "synthesis_provider": N_("Deep synthesis: service provider"),
    "synthesis_support": N_("Deep synthesis: technical supporter"),
    "other": N_("Other"),
}
# What search narrows by: a system of no class has none, as "other" is a class of complaints.
CODES = {code: label for code, label in CLASSES.items() if code != "other"}
# How the announcements word each class.
CLASS_NAMES = {
    "个性化推送类": "push",
    "检索过滤类": "search",
    "信息检索类": "search",
    "内容过滤类": "search",
    "调度决策类": "dispatch",
    "排序精选类": "ranking",
    "生成合成类": "generative",
    "深度合成": "synthesis_provider",
    "深度合成-服务提供者": "synthesis_provider",
    "深度合成-服务技术支持者": "synthesis_support",
}


class System(Governed):
    """One AI system or algorithm that was filed. `org_id` is the enterprise that filed it."""

    __tablename__ = "system"
    kind = "system"

    org_id: Mapped[int] = mapped_column(BigInteger, index=True)
    filing: Mapped[str] = mapped_column(String(80), unique=True)
    algorithm_class: Mapped[str] = mapped_column(String(24), index=True)
    name_zh: Mapped[str] = mapped_column(String(160))
    name_en: Mapped[str] = mapped_column(String(160), default="")
    product: Mapped[str] = mapped_column(Text, default="")
    purpose_zh: Mapped[str] = mapped_column(Text, default="")
    purpose_en: Mapped[str] = mapped_column(Text, default="")
    region: Mapped[str] = mapped_column(String(40), default="")
    announced_on: Mapped[date | None]
