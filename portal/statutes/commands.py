"""What happens to provisions."""

from __future__ import annotations

from dataclasses import dataclass

from portal.access import Permit, advance
from portal.ledger import record
from portal.statutes.model import MOVES, Provision
from portal.store import number_for


@dataclass(frozen=True, slots=True)
class Article:
    """An article as it was published. `source` is its key, so that nothing comes in twice."""

    law_zh: str
    article: str
    text_zh: str
    source: str
    law_en: str = ""
    chapter: str = ""
    text_en: str = ""
    about: str = ""
    origin: str = ""


def bring_in(permit: Permit[None], article: Article) -> Provision:
    """An article enters the library of laws."""
    provision = Provision(
        ref=number_for(permit.session, "L"),
        status="",
        law_zh=article.law_zh,
        law_en=article.law_en,
        chapter=article.chapter,
        article=article.article,
        text_zh=article.text_zh,
        text_en=article.text_en,
        about=article.about,
        origin=article.origin,
        source=article.source,
    )
    advance(provision, permit.verb, MOVES)
    record(permit, provision, source=article.source)
    return provision
