"""What happens to sharing groups: opened, changed, closed.

A notice that is shared with a group is shared with whoever belongs to it at the moment of reading. So a
new member reads what was shared before, one that goes reads nothing through it any more, and a retired group
opens nothing to anybody; whoever was also named by name keeps what they have by that.
"""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm.attributes import flag_modified

from portal.access import Permit, advance
from portal.groups.model import MOVES
from portal.identity.model import Group, GroupMember
from portal.ledger import record
from portal.store import random_reference


@dataclass(frozen=True, slots=True)
class Circle:
    """What a sharing group consists of; `members` are ids of organisations."""

    name_zh: str
    name_en: str
    purpose: str
    members: frozenset[int]


def found(permit: Permit[None], circle: Circle) -> Group:
    """A department's administrator, or an operator, opens a sharing group."""
    who = {"author_id": permit.actor.id, "author_org_id": permit.actor.org_id}
    group = Group(ref=random_reference(), status="", **who)
    advance(group, permit.verb, MOVES)
    _name(group, circle)
    permit.session.add_all(
        GroupMember(kind="group", group=group, org_id=org) for org in sorted(circle.members)
    )
    record(permit, group, members=sorted(circle.members))
    return group


def change(permit: Permit[Group], circle: Circle) -> Group:
    """Who founded the group renames it or changes who belongs to it.

    A new member reads what was shared with the group before; one that goes reads nothing through it any more.
    """
    group, session = permit.subject, permit.session
    advance(group, permit.verb, MOVES)
    _name(group, circle)
    there = session.scalars(
        select(GroupMember).where(GroupMember.kind == "group", GroupMember.subject_id == group.id)
    )
    members = {member.org_id: member for member in there}
    gone, new = sorted(set(members) - circle.members), sorted(circle.members - set(members))
    for org in gone:
        session.delete(members[org])
    session.add_all(GroupMember(kind="group", subject_id=group.id, org_id=org) for org in new)
    record(permit, group, added=new, removed=gone)
    return group


def _name(group: Group, circle: Circle) -> None:
    group.name_zh, group.name_en, group.purpose = circle.name_zh, circle.name_en, circle.purpose
    flag_modified(group, "name_zh")  # a change of members alone must also show in the version


def retire(permit: Permit[Group]) -> Group:
    """Who founded the group closes it: what was shared through it alone is closed to its members at once."""
    advance(permit.subject, permit.verb, MOVES)
    record(permit, permit.subject)
    return permit.subject
