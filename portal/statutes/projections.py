"""What follows from a provision: the words to find it by and its line in a list."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sqlalchemy.orm import Session

from portal.access import Permit
from portal.i18n import N_, current, pick
from portal.ledger import Event
from portal.slice import Card, Found, Place, Task, Wording
from portal.statutes.model import STATUSES, TONES, Provision
from portal.statutes.verbs import ProvisionVerb

WORDS: dict[Any, Wording] = {
    ProvisionVerb.BRING_IN: Wording(
        N_("Enter in the library"),
        N_("The article has been entered."),
        N_("entered the article in the library"),
    ),
}


def document(_session: Session, provision: Provision) -> Found:
    """An article is found by its law, its number and its text in both languages."""
    title = f"{provision.law_zh} {provision.article} {provision.law_en}".strip()
    text = f"{provision.chapter}\n{provision.text_zh}\n{provision.text_en}"
    group = ("provision", provision.id)
    return Found(title, text, (), provision.created_at, "zh-hans", group, provision.ref)


def cards(permit: Permit[Any], ids: list[int]) -> dict[int, Card]:
    """Return the provisions among `ids`, as lists show them."""
    query = permit.visible(ProvisionVerb.READ).where(Provision.id.in_(ids))
    return {provision.id: card(provision) for provision in permit.session.scalars(query)}


def card(provision: Provision) -> Card:
    """Return an article's line in a list."""
    lang = "en" if current() == "en" and provision.text_en else "zh-hans"
    return Card(
        f"{pick(lang, provision.law_zh, provision.law_en)} {provision.article}",
        Place("statutes.read", {"ref": provision.ref}),
        provision.ref,
        N_("Provision of law"),
        STATUSES[provision.status],
        TONES[provision.status],
        provision.created_at,
        lang,
        None,
        pick(lang, provision.text_zh, provision.text_en),
    )


def addressees(_session: Session, _event: Event) -> Iterable[int]:
    """Nobody waits for an article; who follows a record is told anyway."""
    return ()


def waiting(_permit: Permit[Any]) -> list[Task]:
    """Nothing in the library waits for anybody."""
    return []
