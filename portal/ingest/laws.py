"""Articles of the laws and rules on AI."""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.access import CLOCK, Gate, trusted
from portal.ingest import fields
from portal.statutes.commands import Article, bring_in
from portal.statutes.model import Provision
from portal.statutes.verbs import ProvisionVerb


class Laws:
    """Rows of law, article, chapter, text, and law_en, text_en, meta, sourceUrl where there are any."""

    name = "laws"

    def __init__(self, gate: Gate) -> None:
        self._gate = gate

    def read(self, row: dict[str, Any]) -> tuple[str, Article]:
        """Turn a row into an article; one with a translation is another than one without. Raises Rejected."""
        law, number = fields.line(row, "law", 200), fields.line(row, "article", 40)
        text, english = fields.text(row, "text", 60_000), fields.text(row, "text_en", 60_000, needed=False)
        key = sha256(f"{law}|{number}|{text}|{english}".encode()).hexdigest()[:40]
        article = Article(
            law_zh=law,
            article=number,
            text_zh=text,
            source=key,
            law_en=fields.line(row, "law_en", 200, needed=False),
            chapter=fields.line(row, "chapter", 120, needed=False),
            text_en=english,
            about=fields.text(row, "meta", 2_000, needed=False),
            origin=fields.line(row, "sourceUrl", 400, needed=False),
        )
        return key, article

    def known(self, session: Session, keys: Sequence[str]) -> set[str]:
        """Return the keys of articles that came in before."""
        return set(
            session.scalars(trusted(select(Provision.source).where(Provision.source.in_(keys)), "import"))
        )

    def bring_in(self, session: Session, items: Sequence[Article]) -> None:
        """Bring in the articles."""
        permit = self._gate.admit(session, CLOCK, ProvisionVerb.BRING_IN)
        for item in items:
            bring_in(permit, item)
