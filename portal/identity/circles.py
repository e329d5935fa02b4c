"""Sharing groups, and who a set of audience words reaches: organisations by name and number of people."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, and_, false, func, or_, select
from sqlalchemy.orm import Session

from portal.access import trusted
from portal.identity.model import Account, Group, GroupMember, Membership, Organisation


@dataclass(frozen=True, slots=True)
class Circle:
    """An organisation that is reached, and how many people it has at this moment."""

    org_id: int
    sort: str
    name_zh: str
    name_en: str
    people: int


@dataclass(frozen=True, slots=True)
class Reach:
    """Who audience words reach: everybody, or the people of these organisations."""

    everybody: bool
    circles: tuple[Circle, ...]


def reach(session: Session, words: Collection[str]) -> Reach:
    """Return whom these audience words reach now, ordered by name: one query.

    Knows the words `public`, `agencies`, `org:<id>`, `org:<id>/member` and `group:<id>`; raises ValueError
    for any other, because to pass over a word would be to name fewer readers than there are.
    """
    people = and_(Account.id == Membership.account_id, Account.status == "active", Account.duty == "")
    query: Any = (
        select(
            Organisation.id,
            Organisation.sort,
            Organisation.name_zh,
            Organisation.name_en,
            func.count(Account.id).label("people"),
        )
        .outerjoin(Membership, and_(Membership.org_id == Organisation.id, Membership.status == "active"))
        .outerjoin(Account, people)
        .where(Organisation.status == "active", or_(false(), *(_meets(word) for word in sorted(words))))
        .group_by(Organisation.id, Organisation.sort, Organisation.name_zh, Organisation.name_en)
        .order_by(Organisation.name_zh, Organisation.id)
    )
    found = session.execute(trusted(query, "identity"))
    circles = (Circle(o.id, o.sort, o.name_zh, o.name_en or o.name_zh, o.people) for o in found)
    return Reach("public" in words, tuple(circles))


def _meets(word: str) -> ColumnElement[bool]:
    name, _colon, key = word.removesuffix("/member").partition(":")
    if word == "public":
        return false()
    if word == "agencies":
        return Organisation.sort == "agency"
    if name == "org" and key.isdigit():
        return Organisation.id == int(key)
    if name == "group" and key.isdigit():
        members = select(GroupMember.org_id).join(Group, Group.id == GroupMember.subject_id)
        return Organisation.id.in_(
            members.where(GroupMember.kind == "group", Group.id == int(key), Group.status == "active")
        )
    raise ValueError(f"no circle is known for the audience word {word!r}")


def groups(session: Session, group_ids: Iterable[int]) -> dict[int, tuple[str, str, str]]:
    """Return (reference, Chinese name, English name) of sharing groups by id, retired ones too: one query."""
    wanted = sorted(set(group_ids))
    if not wanted:
        return {}
    query: Any = select(Group.id, Group.ref, Group.name_zh, Group.name_en).where(Group.id.in_(wanted))
    found = session.execute(trusted(query.order_by(Group.name_zh, Group.id), "identity"))
    return {line.id: (line.ref, line.name_zh, line.name_en or line.name_zh) for line in found}
