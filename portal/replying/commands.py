"""What happens to reply templates: added, changed, taken out of use and put back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from portal.access import Permit, Refused, advance
from portal.i18n import N_
from portal.ledger import record
from portal.replying import queries
from portal.replying.model import MOVES, Template
from portal.store import random_reference


@dataclass(frozen=True, slots=True)
class Draft:
    """What a template is called and for, and its texts; one of them may be empty."""

    name: str
    purpose: str
    body_zh: str
    body_en: str


def add(permit: Permit[None], draft: Draft) -> Template:
    """An officer adds a template for the officers of the same organisation."""
    who = {"author_id": permit.actor.id, "author_org_id": permit.actor.org_id}
    template = Template(ref=random_reference(), status="", lang="zh-hans", **who)
    advance(template, permit.verb, MOVES)
    return _write(permit, template, draft)


def change(permit: Permit[Template], draft: Draft) -> Template:
    """An officer of the organisation changes it; what was sent with its help stays as it was sent."""
    advance(permit.subject, permit.verb, MOVES)
    return _write(permit, permit.subject, draft)


def _write(permit: Permit[Any], template: Template, draft: Draft) -> Template:
    _alone(permit, draft.name, draft.purpose)
    template.name, template.purpose = draft.name, draft.purpose
    template.body_zh, template.body_en = draft.body_zh, draft.body_en
    permit.session.add(template)
    record(permit, template, purpose=draft.purpose)
    return template


def _alone(permit: Permit[Any], name: str, purpose: str) -> None:
    """Refuse a second template of the same name for the same purpose: nobody could tell them apart."""
    twin = queries.named(permit, name, purpose)
    if twin is not None and twin is not permit.subject:
        raise Refused("name", N_("There is a template of this name for this purpose already."))


def retire(permit: Permit[Template]) -> Template:
    """It is offered no more."""
    advance(permit.subject, permit.verb, MOVES)
    record(permit, permit.subject)
    return permit.subject


def revive(permit: Permit[Template]) -> Template:
    """It is offered again, unless another of its name has taken its place."""
    _alone(permit, permit.subject.name, permit.subject.purpose)
    advance(permit.subject, permit.verb, MOVES)
    record(permit, permit.subject)
    return permit.subject
