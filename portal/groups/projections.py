"""What follows from a sharing group: the words to find it by, its line in a list, whom to tell."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.access import Permit
from portal.groups.model import STATUSES, TONES
from portal.groups.verbs import GroupVerb as V
from portal.i18n import N_, current, pick
from portal.identity.model import Group, GroupMember
from portal.identity.people import members_of
from portal.ledger import Event
from portal.slice import Card, Found, Place, Task, Wording

WORDS: dict[Any, Wording] = {
    V.FOUND: Wording(N_("Open a group"), N_("The group has been opened."), N_("opened the group")),
    V.CHANGE: Wording(N_("Change the group"), N_("The group has been changed."), N_("changed the group")),
    V.RETIRE: Wording(
        N_("Retire the group"), N_("The group has been retired."), N_("retired the group"), "red"
    ),
}


def title(group: Group) -> str:
    """Return a group's name in the language of the page."""
    return pick(current(), group.name_zh, group.name_en or group.name_zh)


def document(_session: Session, group: Group) -> Found:
    """A group is found by its names and its purpose, by whoever may know of it."""
    text = f"{group.name_en} {group.purpose}"
    return Found(group.name_zh, text, (), group.created_at, group.lang, ("group", group.id))


def cards(permit: Permit[Any], ids: list[int]) -> dict[int, Card]:
    """Return the groups among `ids` the reader may know of."""
    found = permit.session.scalars(permit.visible(V.READ).where(Group.id.in_(ids)))
    return {group.id: card(group) for group in found}


def card(group: Group) -> Card:
    """Return a group's line in a list."""
    return Card(
        title(group),
        Place("groups.read", {"ref": group.ref}),
        "",
        N_("Sharing group"),
        STATUSES[group.status],
        TONES[group.status],
        group.created_at,
        current() if group.name_en else "zh-hans",
        group.author_org_id,
        group.purpose,
    )


def addressees(session: Session, event: Event) -> Iterable[int]:
    """Tell the people of the member organisations, those that have just left the group among them."""
    query = select(GroupMember.org_id).where(
        GroupMember.kind == "group", GroupMember.subject_id == event.subject_id
    )
    return members_of(session, {*session.scalars(query), *event.facts.get("removed", [])})


def waiting(_permit: Permit[Any]) -> list[Task]:
    """Nothing about groups waits for anybody."""
    return []
