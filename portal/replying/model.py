"""Reply templates, their life, and the facts of a case that their texts name.

A text in each of the portal's languages, so that who complained is answered in their own: the peers that keep
templates keep them by language too (the US Department of Justice's crt-portal, GlobaLeaks).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.access import Move, Verb, begins, leads
from portal.i18n import N_
from portal.replying.verbs import PhrasingVerb, TemplateVerb
from portal.store import Governed

MOVES: dict[Verb, Move] = {
    TemplateVerb.ADD: begins("active"),
    TemplateVerb.CHANGE: leads("active"),
    TemplateVerb.RETIRE: leads("active", "retired"),
    TemplateVerb.REVIVE: leads("retired", "active"),
    PhrasingVerb.RESTORE: leads("kept"),
}
PHRASING_STATUSES = {"kept": N_("Kept")}
STATUSES = {"active": N_("In use"), "retired": N_("Retired")}
TONES = {"active": "green", "retired": "grey"}
LONGEST = 8_000
"""Characters of one text: an answer may have twice as many and more."""
PURPOSES = {
    "answer": N_("Official answer"),
    "closing": N_("Closing"),
    "refusal": N_("Refusal"),
    "appeal": N_("Decision on an appeal"),
    "request": N_("Request for information"),
    "progress": N_("Progress"),
    "message": N_("Message"),
}
"""What is written to a complainant, each on a form of its own."""
PLACEHOLDERS = {
    "number": ("受理编号", N_("Number of the case")),
    "filed": ("提交日期", N_("Day on which the case was filed")),
    "today": ("今天", N_("Day on which the text is written")),
    "due": ("办理期限", N_("Day by which the next step is due")),
    "organisation": ("本单位", N_("Name of your organisation")),
    "handler": ("承办单位", N_("Department that handles the case")),
    "centre": ("受理中心", N_("Intake centre")),
    "enterprise": ("涉及企业", N_("Enterprise concerned")),
    "category": ("事项类别", N_("What the case is about")),
}
"""Facts of a case by their English name: the Chinese name, and what stands in their place."""
# Chinese keyboards write the wide braces.
_PLACEHOLDER = re.compile(r"[{｛]([^{}｛｝]*)[}｝]")
_BRACE = re.compile("[{}｛｝]")
_NAMES = {name: code for code, (zh, _what) in PLACEHOLDERS.items() for name in (code, zh)}


class Template(Governed):
    """A text an organisation keeps ready: `purpose` says on which form; one of the two bodies may be empty."""

    __tablename__ = "reply_template"
    kind = "template"

    name: Mapped[str] = mapped_column(String(80))
    purpose: Mapped[str] = mapped_column(String(16), index=True)
    body_zh: Mapped[str] = mapped_column(Text, default="")
    body_en: Mapped[str] = mapped_column(Text, default="")


class Phrasing(Governed):
    """A template as it stood after one change, numbered from 1; its author made the change. It never changes itself."""

    __tablename__ = "phrasing"
    kind = "phrasing"

    template_id: Mapped[int] = mapped_column(ForeignKey("reply_template.id"), index=True)
    number: Mapped[int]
    name: Mapped[str] = mapped_column(String(80))
    purpose: Mapped[str] = mapped_column(String(16))
    body_zh: Mapped[str] = mapped_column(Text, default="")
    body_en: Mapped[str] = mapped_column(Text, default="")
    template: Mapped[Template] = relationship(Template, lazy="raise")


def _code(found: re.Match[str]) -> str:
    return _NAMES.get(found[1].strip().lower(), "")


def unknown(text: str) -> Iterator[str]:
    """Yield what stands in braces and names no fact, and braces that have no other half, as they were written."""
    for found in _PLACEHOLDER.finditer(text):
        if not _code(found):
            yield found[0]
    yield from (found[0] for found in _BRACE.finditer(_PLACEHOLDER.sub("", text)))


def unfilled(text: str) -> list[str]:
    """Return the placeholders that still stand in a text, as they were written, each once."""
    return list(dict.fromkeys(found[0] for found in _PLACEHOLDER.finditer(text) if _code(found)))


def filled(text: str, facts: Mapping[str, str]) -> str:
    """Put facts in place of the placeholders that name them, once through; one whose fact is empty stays.

    A fact is put in as it is and not looked at again, whatever stands in it.
    """
    return _PLACEHOLDER.sub(lambda found: facts.get(_code(found)) or found[0], text)
