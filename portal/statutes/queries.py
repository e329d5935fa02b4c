"""What can be asked about provisions. Every query starts from permit.visible()."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Select, func

from portal.access import Permit
from portal.statutes.model import Provision
from portal.statutes.verbs import ProvisionVerb

AnyPermit = Permit[Any]


def laws(permit: AnyPermit) -> list[tuple[str, str, int]]:
    """Return each law as (Chinese name, English name, number of articles)."""
    columns = (Provision.law_zh, func.max(Provision.law_en), func.count())
    query = permit.visible(ProvisionVerb.READ).with_only_columns(*columns).group_by(Provision.law_zh)
    return [(zh, en, count) for zh, en, count in permit.session.execute(query.order_by(Provision.law_zh))]


def browse(permit: AnyPermit, law: str) -> Select[*tuple[Any, ...]]:
    """Select the articles in their order, of one law when one is chosen."""
    query = permit.visible(ProvisionVerb.READ).order_by(Provision.law_zh, Provision.id)
    return query.where(Provision.law_zh == law) if law else query


def neighbours(permit: Permit[Provision]) -> tuple[Provision | None, Provision | None]:
    """Return the articles before and after this one in its law."""
    this = permit.subject
    same = permit.visible(ProvisionVerb.READ).where(Provision.law_zh == this.law_zh)
    before = same.where(Provision.id < this.id).order_by(Provision.id.desc()).limit(1)
    after = same.where(Provision.id > this.id).order_by(Provision.id).limit(1)
    return permit.session.scalar(before), permit.session.scalar(after)
