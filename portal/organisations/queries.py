"""What can be asked about organisations and memberships. Every query starts from permit.visible()."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Select, case, func, or_, select
from sqlalchemy.orm import Session

from portal.access import Actor, Gate, Kind, Permit, trusted
from portal.identity.model import Membership, Organisation
from portal.organisations.verbs import MembershipVerb, OrganisationVerb

AnyPermit = Permit[Any]
OrgPermit = Permit[Organisation]
_FILTERS = ("sort", "status")


def browse(permit: AnyPermit, chosen: Mapping[str, str]) -> Select[*tuple[Any, ...]]:
    """Select the visible organisations by name, narrowed; names that begin with what was typed come first."""
    query = permit.visible(OrganisationVerb.READ)
    for name in _FILTERS:
        if chosen.get(name):
            query = query.where(getattr(Organisation, name) == chosen[name])
    if typed := chosen.get("name", "")[:100].strip():
        names = (Organisation.name_zh, Organisation.name_en)
        begins = or_(*(name.istartswith(typed, autoescape=True) for name in names))
        contains = or_(*(name.icontains(typed, autoescape=True) for name in names))
        query = query.where(contains | (Organisation.uscc == typed.upper()))
        query = query.order_by(case((begins, 0), else_=1))
    return query.order_by(Organisation.name_zh, Organisation.id)


def count_by(permit: AnyPermit, name: str) -> dict[str, int]:
    """Return how many visible organisations there are by sort or by status."""
    column = getattr(Organisation, name)
    query = permit.visible(OrganisationVerb.READ).with_only_columns(column, func.count()).group_by(column)
    return {line[0]: line[1] for line in permit.session.execute(query)}


def places(permit: OrgPermit) -> list[Membership]:
    """Return the open memberships of the permit's organisation that its actor may read, requests first."""
    query = permit.visible(MembershipVerb.READ).where(
        Membership.org_id == permit.subject.id, Membership.status != "ended"
    )
    ordered = query.order_by(Membership.status.desc(), Membership.role, Membership.id)
    return list(permit.session.scalars(ordered.limit(500)))


def own_place(permit: AnyPermit) -> tuple[Membership, Organisation] | None:
    """Return where the one who asks belongs, or has asked to, with the organisation as it stands now."""
    query = permit.visible(MembershipVerb.READ).join(Organisation, Organisation.id == Membership.org_id)
    mine = query.where(Membership.account_id == permit.actor.id, Membership.status != "ended")
    found = permit.session.execute(mine.add_columns(Organisation)).first()
    return (found[0], found[1]) if found else None


def applications(permit: AnyPermit) -> list[Organisation]:
    """Return the applications of the one who asks, the newest first."""
    query = permit.visible(OrganisationVerb.READ).where(Organisation.author_id == permit.actor.id)
    return list(permit.session.scalars(query.order_by(Organisation.id.desc()).limit(20)))


def alike(permit: OrgPermit) -> list[Organisation]:
    """Return other visible organisations of the same name or code: what an operator compares with."""
    org = permit.subject
    same = Organisation.name_zh == org.name_zh
    if org.uscc:
        same = same | (Organisation.uscc == org.uscc)
    query = permit.visible(OrganisationVerb.READ).where(Organisation.id != org.id, same)
    return list(permit.session.scalars(query.order_by(Organisation.id).limit(10)))


def to_decide(permit: AnyPermit) -> list[Organisation]:
    """Return the applications that wait for an operator, the oldest first: 50 at most."""
    if permit.actor.kind is not Kind.OPERATOR:
        return []
    return list(permit.asked(_to_decide).scalars())


def _to_decide(gate: Gate, actor: Actor) -> Select[*tuple[Any, ...]]:
    query = gate.visible(actor, OrganisationVerb.APPROVE).where(Organisation.status == "applied")
    return query.order_by(Organisation.created_at).limit(50)


def to_grant(permit: AnyPermit) -> list[tuple[Membership, Organisation]]:
    """Return the requests to join that wait for the actor as an administrator, the oldest first: 50 at most."""
    if permit.actor.org_id is None:
        return []
    return [(asked, organisation) for asked, organisation in permit.asked(_to_grant)]


def _to_grant(gate: Gate, actor: Actor) -> Select[*tuple[Any, ...]]:
    query = gate.visible(actor, MembershipVerb.GRANT).where(Membership.status == "requested")
    query = query.join(Organisation, Organisation.id == Membership.org_id).add_columns(Organisation)
    return query.order_by(Membership.created_at).limit(50)


def home_of(permit: Permit[Membership]) -> Organisation:
    """Return the organisation of the permit's membership."""
    query = permit.visible(OrganisationVerb.READ).where(Organisation.id == permit.subject.org_id)
    found: Organisation = permit.session.execute(query).scalar_one()
    return found


def enrolled(session: Session, name_zh: str, uscc: str | None = None) -> Organisation | None:
    """Return the organisation on the portal, or listed on it, with this code or else this very name.

    For imports and the demonstration, which act for the portal itself.
    """
    same = Organisation.name_zh == name_zh
    if uscc:
        same = same | (Organisation.uscc == uscc)
    query = select(Organisation).where(same, Organisation.status.in_(["active", "listed", "suspended"]))
    found: Organisation | None = session.scalar(trusted(query.order_by(Organisation.id).limit(1), "identity"))
    return found
