"""What can be asked about reply templates. Every query starts from permit.visible()."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Select

from portal.access import Permit
from portal.replying.model import Template
from portal.replying.verbs import TemplateVerb

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


def ready(permit: AnyPermit, purpose: str) -> list[Template]:
    """Return the templates in use for what an officer is about to write, by name; nobody else is offered any."""
    return list(permit.session.scalars(_in_use(permit, purpose).order_by(Template.name, Template.id)))


def _in_use(permit: AnyPermit, purpose: str) -> Select[*tuple[Any, ...]]:
    query = permit.visible(TemplateVerb.READ)
    return query.where(Template.status == "active", Template.purpose == purpose)
