"""From rows to actors: who an account is at this moment, and whom an organisation consists of."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import Row as ResultRow
from sqlalchemy import Select, and_, bindparam, func, or_, select
from sqlalchemy.orm import Session

from portal.access import Actor, Kind, Role, trusted
from portal.identity.model import Account, Group, GroupMember, Membership, Organisation


@dataclass(frozen=True, slots=True)
class Person:
    """A signed-in person as pages greet them."""

    actor: Actor
    ref: str
    name: str
    email: str
    lang: str
    org_ref: str | None = None
    org_zh: str = ""
    org_en: str = ""


def person_query() -> Select[*tuple[Any, ...]]:
    """Select everything an Actor is made of: one line a sharing group, at least one line a person.

    An ended membership, a suspended organisation or a retired group is as if it were not there,
    which is how a revocation takes effect on the very next request.
    """
    groups = select(GroupMember.subject_id, GroupMember.org_id).join(
        Group, Group.id == GroupMember.subject_id
    )
    groups = groups.where(GroupMember.kind == "group", Group.status == "active")
    active = groups.subquery()
    return trusted(
        select(
            Account.id,
            Account.ref,
            Account.name,
            Account.email,
            Account.lang,
            Account.duty,
            Membership.role,
            Organisation.id.label("org_id"),
            Organisation.ref.label("org_ref"),
            Organisation.sort,
            Organisation.name_zh,
            Organisation.name_en,
            active.c.subject_id.label("group_id"),
        )
        .outerjoin(Membership, and_(Membership.account_id == Account.id, Membership.status == "active"))
        .outerjoin(Organisation, and_(Organisation.id == Membership.org_id, Organisation.status == "active"))
        .outerjoin(active, active.c.org_id == Organisation.id)
        .where(Account.status == "active"),
        "identity",
    )


def person_from(lines: Sequence[ResultRow[Any]]) -> Person:
    """Make one Person of the lines `person_query` gave for them."""
    first = lines[0]
    if first.duty:
        actor = Actor(Kind(first.duty), first.id)
    elif first.org_id is None:
        actor = Actor(Kind.CITIZEN, first.id)
    else:
        groups = frozenset(line.group_id for line in lines if line.group_id is not None)
        actor = Actor(Kind(first.sort), first.id, first.org_id, Role(first.role), groups)
    return Person(
        actor,
        first.ref,
        first.name,
        first.email,
        first.lang,
        first.org_ref,
        first.name_zh or "",
        first.name_en or "",
    )


def people(session: Session, account_ids: Iterable[int]) -> dict[int, Person]:
    """Return the active people of these account ids, each as they are now: one query."""
    wanted = sorted(set(account_ids))
    if not wanted:
        return {}
    found: dict[int, list[ResultRow[Any]]] = {}
    for line in session.execute(_PEOPLE, {"of": wanted}):
        found.setdefault(line.id, []).append(line)
    return {account_id: person_from(lines) for account_id, lines in found.items()}


# Asked for everybody who acts or is told of something, so built once.
_PEOPLE = person_query().where(Account.id.in_(bindparam("of", expanding=True)))


def members_of(session: Session, org_ids: Iterable[int | None]) -> list[int]:
    """Return the account ids of the active members of these organisations."""
    wanted = sorted({org for org in org_ids if org is not None})
    if not wanted:
        return []
    return list(session.scalars(_MEMBERS, {"of": wanted}))


_MEMBERS = trusted(
    select(Membership.account_id).where(
        Membership.org_id.in_(bindparam("of", expanding=True)), Membership.status == "active"
    ),
    "identity",
)


_NAMES = trusted(
    select(Organisation.id, Organisation.ref, Organisation.name_zh, Organisation.name_en).where(
        Organisation.id.in_(bindparam("wanted", expanding=True))
    ),
    "identity",
)


def organisations(session: Session, org_ids: Iterable[int | None]) -> dict[int, tuple[str, str, str]]:
    """Return (reference, Chinese name, English name) of organisations by id: names on a list, one query.

    A session that only reads remembers what it was told, for the next who asks on the same page.
    """
    wanted = {org for org in org_ids if org is not None}
    known: dict[int, tuple[str, str, str]] = session.info.get("kept", {}).setdefault("organisations", {})
    if unknown := sorted(wanted - known.keys()):
        lines = session.execute(_NAMES, {"wanted": unknown})
        known |= {line.id: (line.ref, line.name_zh, line.name_en or line.name_zh) for line in lines}
    return {org: known[org] for org in wanted if org in known}


def choose(session: Session, *sorts: str, intake: bool | None = None) -> list[tuple[int, str, str, str]]:
    """List the active organisations of these sorts as (id, reference, Chinese name, English name), for pickers."""
    query = select(Organisation.id, Organisation.ref, Organisation.name_zh, Organisation.name_en)
    query = query.where(Organisation.sort.in_(sorts), Organisation.status == "active")
    if intake is not None:
        query = query.where(Organisation.intake.is_(intake))
    lines = session.execute(trusted(query.order_by(Organisation.name_zh), "identity"))
    return [(line.id, line.ref, line.name_zh, line.name_en or line.name_zh) for line in lines]


def organisations_named(session: Session, words: str, most: int = 50) -> list[int]:
    """Return the ids of organisations everybody may know of, by reference or by a part of a name; most at once."""
    if not words:
        return []
    named = (Organisation.name_zh, Organisation.name_en)
    query = select(Organisation.id).where(
        Organisation.status.in_(("active", "listed", "suspended")),
        or_(
            Organisation.ref == words.upper(),
            *(func.lower(name).contains(words, autoescape=True) for name in named),
        ),
    )
    return list(session.scalars(trusted(query.order_by(Organisation.id).limit(most), "identity")))


def with_receipts(actor: Actor, receipts: Iterable[str]) -> Actor:
    """Return the same actor holding these receipts too."""
    return replace(actor, receipts=actor.receipts | frozenset(receipts))


def organisation_id(session: Session, ref: str, *sorts: str) -> int | None:
    """Return the id of the active organisation with this reference and one of these sorts, or None."""
    query = select(Organisation.id).where(
        Organisation.ref == ref, Organisation.sort.in_(sorts), Organisation.status == "active"
    )
    found: int | None = session.scalar(trusted(query, "identity"))
    return found


def intake_centre(session: Session) -> int | None:
    """Return the id of the agency that receives complaints first, or None before one is appointed."""
    found: int | None = session.scalar(_INTAKE)
    return found


_INTAKE = trusted(
    select(Organisation.id)
    .where(Organisation.intake.is_(True), Organisation.status == "active")
    .order_by(Organisation.id)
    .limit(1),
    "identity",
)


def organisation_ids(session: Session, refs: Iterable[str]) -> dict[str, int]:
    """Return the ids of organisations by reference, whatever their status."""
    wanted = sorted(set(refs))
    if not wanted:
        return {}
    query = select(Organisation.ref, Organisation.id).where(Organisation.ref.in_(wanted))
    return {line.ref: line.id for line in session.execute(trusted(query, "identity"))}
