"""What follows from other names: a line in the list, and nothing else."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sqlalchemy.orm import Session

from portal.access import Permit
from portal.i18n import N_
from portal.ledger import Event
from portal.slice import Card, Place, Task, Wording
from portal.terms.model import STATUSES, TONES, Synonym
from portal.terms.verbs import SynonymVerb as V

WORDS: dict[Any, Wording] = {
    V.ADD: Wording(N_("Add words"), N_("The words have been added."), N_("added words that mean the same")),
    V.CHANGE: Wording(
        N_("Change the words"), N_("The words have been changed."), N_("changed words that mean the same")
    ),
    V.RETIRE: Wording(
        N_("Retire the words"),
        N_("The words no longer stand for each other."),
        N_("retired words that mean the same"),
        "red",
    ),
    V.BRING_IN: Wording(N_("Bring in"), N_("Brought in."), N_("brought in words that mean the same")),
}


def no_document(_session: Session, _synonym: Synonym) -> None:
    """Other names are used to search, and not searched for."""
    return


def cards(permit: Permit[Any], ids: list[int]) -> dict[int, Card]:
    """Return the rings among `ids` the reader may know of."""
    found = permit.session.scalars(permit.visible(V.READ).where(Synonym.id.in_(ids)))
    return {synonym.id: card(synonym) for synonym in found}


def card(synonym: Synonym) -> Card:
    """Return a ring's line in the list."""
    return Card(
        synonym.words,
        Place("terms.read", {"ref": synonym.ref}),
        "",
        N_("Other names"),
        STATUSES[synonym.status],
        TONES[synonym.status],
        synonym.created_at,
        "zh-hans",
    )


def addressees(_session: Session, _event: Event) -> Iterable[int]:
    """Nobody waits for other names."""
    return ()


def waiting(_permit: Permit[Any]) -> list[Task]:
    """Nothing about other names waits for anybody."""
    return []
