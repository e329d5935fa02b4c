"""What can be asked about sharing groups. Every query starts from permit.visible()."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from sqlalchemy import Select, select

from portal.access import Permit
from portal.groups.verbs import GroupVerb
from portal.identity.model import Group, GroupMember


def browse(permit: Permit[Any]) -> Select[*tuple[Any, ...]]:
    """Select the groups this reader may know of, those in use first, by name."""
    return permit.visible(GroupVerb.READ).order_by(Group.status, Group.name_zh, Group.id)


def members(permit: Permit[Any], group_ids: Collection[int]) -> dict[int, list[int]]:
    """Return the ids of the organisations in each of these groups, which the reader was shown: one query."""
    query = select(GroupMember.subject_id, GroupMember.org_id).where(
        GroupMember.kind == "group", GroupMember.subject_id.in_(sorted(group_ids))
    )
    found: dict[int, list[int]] = {}
    for group_id, org_id in permit.session.execute(query.order_by(GroupMember.org_id)):
        found.setdefault(group_id, []).append(org_id)
    return found
