"""What can be asked about reply templates. Every query starts from permit.visible()."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Select, func

from portal.access import Permit
from portal.replying.model import Phrasing, Template
from portal.replying.verbs import PhrasingVerb, TemplateVerb

AnyPermit = Permit[Any]


def browse(permit: AnyPermit, purpose: str = "") -> Select[*tuple[Any, ...]]:
    """Select the templates of the reader's organisation, those in use first; of one purpose, or of all."""
    query = permit.visible(TemplateVerb.READ)
    query = query.where(Template.purpose == purpose) if purpose else query
    return query.order_by(Template.status, Template.purpose, Template.name, Template.id)


def named(permit: AnyPermit, name: str, purpose: str) -> Template | None:
    """Return the template in use of this name for this purpose."""
    found: Template | None = permit.session.scalar(_in_use(permit, purpose).where(Template.name == name))
    return found


def phrasings(permit: AnyPermit, template: Template) -> list[Phrasing]:
    """Return how a template has stood so far, the latest first, for who may change it."""
    query = permit.visible(PhrasingVerb.READ).where(Phrasing.template_id == template.id)
    return list(permit.session.scalars(query.order_by(Phrasing.number.desc())))


def latest(permit: AnyPermit, template: Template) -> int:
    """Return the number of the latest wording that is kept; 0 of a template that is new."""
    if template.id is None:
        return 0
    query = permit.visible(PhrasingVerb.READ).where(Phrasing.template_id == template.id)
    return permit.session.scalar(query.with_only_columns(func.max(Phrasing.number))) or 0


def template_of(permit: Permit[Phrasing]) -> Template:
    """Return the template that stood once as the permit's wording says."""
    query = permit.visible(TemplateVerb.READ).where(Template.id == permit.subject.template_id)
    found: Template = permit.session.scalars(query).one()
    return found


def ready(permit: AnyPermit, purpose: str) -> list[Template]:
    """Return the templates in use for what an officer is about to write, by name; nobody else is offered any."""
    return list(permit.session.scalars(_in_use(permit, purpose).order_by(Template.name, Template.id)))


def _in_use(permit: AnyPermit, purpose: str) -> Select[*tuple[Any, ...]]:
    query = permit.visible(TemplateVerb.READ)
    return query.where(Template.status == "active", Template.purpose == purpose)
