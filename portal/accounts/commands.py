"""What happens to accounts, organisations, memberships and groups."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.access import Permit, Refused, trusted
from portal.i18n import N_
from portal.identity.model import Account
from portal.identity.passwords import hash_password, verify, verify_nobody


def sign_in(permit: Permit[None], email: str, password: str) -> Account:
    """Check who somebody is; a wrong address and a wrong password cost and answer the same."""
    account = _by_email(permit.session, email)
    if account is None:
        verify_nobody(password)
        raise Refused("", N_("The e-mail or the password is not right."))
    good, _stale = verify(account.password, password)
    if not good or account.status != "active":
        raise Refused("", N_("The e-mail or the password is not right."))
    return account


def _by_email(session: Session, email: str) -> Account | None:
    found: Account | None = session.scalar(
        trusted(select(Account).where(Account.email == email.casefold()), "identity")
    )
    return found


__all__ = ["hash_password", "sign_in"]
