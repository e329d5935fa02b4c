"""Articles of the laws and rules on AI, as searchable documents."""

from __future__ import annotations

from sqlalchemy import Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from portal.access import Move, Verb, begins
from portal.i18n import N_
from portal.statutes.verbs import ProvisionVerb
from portal.store import Governed

MOVES: dict[Verb, Move] = {ProvisionVerb.BRING_IN: begins("in_force")}
STATUSES = {"in_force": N_("Text as published")}
TONES = {"in_force": "grey"}


class Provision(Governed):
    """One article of a law: its text in Chinese, and in English where there is one."""

    __tablename__ = "provision"
    kind = "provision"

    law_zh: Mapped[str] = mapped_column(String(200))
    law_en: Mapped[str] = mapped_column(String(200), default="")
    chapter: Mapped[str] = mapped_column(String(120), default="")
    article: Mapped[str] = mapped_column(String(40))
    text_zh: Mapped[str] = mapped_column(Text)
    text_en: Mapped[str] = mapped_column(Text, default="")
    about: Mapped[str] = mapped_column(Text, default="")
    origin: Mapped[str] = mapped_column(String(400), default="")
    source: Mapped[str] = mapped_column(String(80), unique=True)

    __table_args__ = (Index("ix_provision_law", "law_zh", "id"),)
