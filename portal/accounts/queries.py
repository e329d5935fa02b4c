"""What can be asked about accounts. Every query starts from permit.visible()."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Select, func, or_, select
from sqlalchemy.orm import Session

from portal.access import Permit, trusted
from portal.accounts.verbs import AccountVerb
from portal.identity.model import Account, SignIn
from portal.store import now

AnyPermit = Permit[Any]


def me(permit: AnyPermit) -> Account:
    """Return the account of the one who asks, who is signed in."""
    query = permit.visible(AccountVerb.READ).where(Account.id == permit.actor.id)
    found: Account = permit.session.execute(query).scalar_one()
    return found


def sessions(permit: AnyPermit) -> list[SignIn]:
    """Return the open sessions of the one who asks, the one used last first."""
    query = select(SignIn).where(SignIn.account_id == permit.actor.id, SignIn.expires_at > now())
    return list(permit.session.scalars(query.order_by(SignIn.seen_at.desc(), SignIn.ref)))


def people(permit: AnyPermit, chosen: Mapping[str, str]) -> Select[*tuple[Any, ...]]:
    """Select the accounts this reader may list, by name, narrowed by status, duty and what was typed."""
    query = permit.visible(AccountVerb.READ).order_by(Account.name, Account.id)
    for name in ("status", "duty"):
        if chosen.get(name):
            query = query.where(getattr(Account, name) == chosen[name])
    typed = chosen.get("name", "")[:100]
    if typed:
        likes = (column.icontains(typed, autoescape=True) for column in (Account.name, Account.email))
        query = query.where(or_(*likes))
    return query


def count_by(permit: AnyPermit, name: str) -> dict[str, int]:
    """Return how many accounts the reader may list by status or by duty."""
    column = getattr(Account, name)
    query = permit.visible(AccountVerb.READ).with_only_columns(column, func.count()).group_by(column)
    return {line[0]: line[1] for line in permit.session.execute(query)}


def reference_of(session: Session, email: str) -> str | None:
    """Return the reference of the account with this address, for commands typed at a terminal."""
    query = trusted(select(Account.ref).where(Account.email == email.casefold()), "identity")
    found: str | None = session.scalar(query)
    return found
