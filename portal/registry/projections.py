"""What follows from a system in the register: the words to find it by and its line in a list."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sqlalchemy.orm import Session

from portal.access import Permit
from portal.i18n import N_, bilingual, current, pick
from portal.ledger import Event
from portal.registry.model import CLASSES, CODES, STATUSES, TONES, System
from portal.registry.verbs import SystemVerb
from portal.slice import Card, Found, Place, Task, Wording

WORDS: dict[Any, Wording] = {
    SystemVerb.BRING_IN: Wording(
        N_("Enter in the register"),
        N_("The system has been entered."),
        N_("entered the system in the register"),
    ),
}


def document(_session: Session, system: System) -> Found:
    """A system is found by its names, its filing number, its product and its purpose."""
    title = f"{system.name_zh} {system.name_en}".strip()
    text = f"{system.filing}\n{system.product}\n{system.purpose_zh}\n{system.purpose_en}\n{system.region}"
    return Found(
        title=title,
        text=f"{text} {bilingual(CLASSES.get(system.algorithm_class, ''))}",
        organisations=(system.org_id,),
        moment=system.created_at,
        lang="zh-hans",
        group=("system", system.id),
        reference=system.ref,
        codes=tuple(code for code in (system.algorithm_class,) if code in CODES),
        systems=(system.ref,),
        region=system.region,
    )


def cards(permit: Permit[Any], ids: list[int]) -> dict[int, Card]:
    """Return the systems among `ids`, as lists show them."""
    query = permit.visible(SystemVerb.READ).where(System.id.in_(ids))
    return {system.id: card(system) for system in permit.session.scalars(query)}


def card(system: System) -> Card:
    """Return a system's line in a list."""
    lang = current()
    return Card(
        pick(lang, system.name_zh, system.name_en),
        Place("registry.read", {"ref": system.ref}),
        system.ref,
        N_("AI system"),
        STATUSES[system.status],
        TONES[system.status],
        system.created_at,
        "en" if lang == "en" and system.name_en else "zh-hans",
        system.org_id,
        pick(lang, system.purpose_zh, system.purpose_en),
    )


def addressees(_session: Session, _event: Event) -> Iterable[int]:
    """Nobody waits for a filing; who follows a record is told anyway."""
    return ()


def waiting(_permit: Permit[Any]) -> list[Task]:
    """Nothing in the register waits for anybody yet."""
    return []
