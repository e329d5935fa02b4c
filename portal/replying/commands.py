"""What happens to reply templates: added, changed, taken out of use and put back."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

from portal.access import Permit, Refused, advance
from portal.i18n import N_
from portal.ledger import record
from portal.replying import queries
from portal.replying.model import MOVES, Phrasing, Template
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


def restore(permit: Permit[Phrasing]) -> Template:
    """An officer of the organisation writes the template again as it stood once; what stands now is kept as well.

    Raises Refused when it is out of use, or stands so already.
    """
    before = permit.subject
    advance(before, permit.verb, MOVES)
    template = queries.template_of(permit)
    if template.status != "active":
        raise Refused("", N_("The template is out of use. Put it back into use first."))
    draft = Draft(before.name, before.purpose, before.body_zh, before.body_en)
    if draft == Draft(template.name, template.purpose, template.body_zh, template.body_en):
        raise Refused("", N_("The template stands exactly so already."))
    return _write(permit, template, draft, restored=before.number)


def _write(permit: Permit[Any], template: Template, draft: Draft, **facts: int) -> Template:
    _alone(permit, template, draft)
    template.name, template.purpose = draft.name, draft.purpose
    template.body_zh, template.body_en = draft.body_zh, draft.body_en
    kept = Phrasing(
        ref=random_reference(),
        status="kept",
        lang=template.lang,
        author_id=permit.actor.id,
        author_org_id=template.author_org_id,
        template=template,
        number=queries.latest(permit, template) + 1,
        **asdict(draft),
    )
    record(permit, template, kept, purpose=draft.purpose, **facts)
    return template


def _alone(permit: Permit[Any], template: Template, draft: Draft) -> None:
    """Refuse a second template of the same name for the same purpose: nobody could tell them apart."""
    twin = queries.named(permit, draft.name, draft.purpose)
    if twin is not None and twin is not template:
        raise Refused("name", N_("There is a template of this name for this purpose already."))


def retire(permit: Permit[Template]) -> Template:
    """It is offered no more."""
    advance(permit.subject, permit.verb, MOVES)
    record(permit, permit.subject)
    return permit.subject


def revive(permit: Permit[Template]) -> Template:
    """It is offered again, unless another of its name has taken its place."""
    template = permit.subject
    _alone(permit, template, Draft(template.name, template.purpose, template.body_zh, template.body_en))
    advance(permit.subject, permit.verb, MOVES)
    record(permit, permit.subject)
    return permit.subject
