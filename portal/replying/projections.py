"""What follows from reply templates: a line in the list, and nothing to be found or told."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sqlalchemy.orm import Session

from portal.access import Permit
from portal.i18n import N_
from portal.ledger import Event
from portal.replying.model import PURPOSES, STATUSES, TONES, Phrasing, Template
from portal.replying.verbs import PhrasingVerb, TemplateVerb
from portal.slice import Card, Place, Task, Wording

WORDS: dict[Any, Wording] = {
    TemplateVerb.ADD: Wording(
        N_("Add a template"), N_("The template has been added."), N_("added the template"), open=True
    ),
    TemplateVerb.CHANGE: Wording(
        N_("Change the template"), N_("The template has been changed."), N_("changed the template"), open=True
    ),
    TemplateVerb.RETIRE: Wording(
        N_("Take out of use"),
        N_("The template is out of use."),
        N_("took the template out of use"),
        "red",
    ),
    TemplateVerb.REVIVE: Wording(
        N_("Put back into use"), N_("The template is in use again."), N_("put the template back into use")
    ),
    PhrasingVerb.RESTORE: Wording(
        N_("Restore this wording"),
        N_("The template reads again as it did."),
        N_("restored an older wording of the template"),
        open=True,
    ),
}


def no_document(_session: Session, _template: Template) -> None:
    """Templates are chosen from a list, not searched."""
    return


def cards(permit: Permit[Any], ids: list[int]) -> dict[int, Card]:
    """Return the templates among `ids` the reader may know of."""
    found = permit.session.scalars(permit.visible(TemplateVerb.READ).where(Template.id.in_(ids)))
    return {template.id: card(template) for template in found}


def no_phrasing(_session: Session, _phrasing: Phrasing) -> None:
    """Older wordings stand on the page of their template and are not searched."""
    return


def phrasing_cards(permit: Permit[Any], ids: list[int]) -> dict[int, Card]:
    """Return the wordings among `ids` the reader may know of."""
    query = permit.visible(PhrasingVerb.READ).where(Phrasing.id.in_(ids))
    return {
        one.id: Card(
            one.name,
            Place("replying.restore", {"ref": one.ref}),
            "",
            PURPOSES[one.purpose],
            "",
            "",
            one.created_at,
            "",
            None,
            one.body_zh or one.body_en,
        )
        for one in permit.session.scalars(query)
    }


def card(template: Template) -> Card:
    """Return a template's line in the list, with the beginning of its text."""
    return Card(
        template.name,
        Place("replying.read", {"ref": template.ref}),
        "",
        PURPOSES[template.purpose],
        STATUSES[template.status],
        TONES[template.status],
        template.created_at,
        "",
        None,
        template.body_zh or template.body_en,
    )


def addressees(_session: Session, _event: Event) -> Iterable[int]:
    """Nobody waits for a template."""
    return ()


def waiting(_permit: Permit[Any]) -> list[Task]:
    """Nothing about templates waits for anybody."""
    return []
