"""What happens to accounts. Nobody learns from an answer whether an address has an account here.

Operators, auditors and the people of a demonstration or an import are made by the portal itself: `enrol`
and `charge` ask for a permit of the clock, which no browser ever gets.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from zlib import crc32

from sqlalchemy import delete, func, select, update
from sqlalchemy.orm import Session

from portal.access import Permit, Refused, Role, advance, trusted
from portal.accounts.model import CONFIRM_LIFETIME, DUTIES, MOVES, RESET_LIFETIME
from portal.i18n import N_
from portal.identity.model import Account, Membership, Reset, SignIn
from portal.identity.passwords import hash_password, judge, verify, verify_nobody
from portal.identity.sessions import sign_out_everywhere
from portal.ledger import record
from portal.store import now, random_reference

AccountPermit = Permit[Account]
_PORTAL = ("gongzhi", "共治")
_WRONG = N_("The e-mail or the password is not right.")
_STALE = N_("This link has been used already, or it is too old. Ask for a new one.")


@dataclass(frozen=True, slots=True)
class Newcomer:
    """What a person types to register; `email` is in its one spelling (portal.identity.addresses)."""

    name: str
    email: str
    password: str
    lang: str


@dataclass(frozen=True, slots=True)
class Enrolment:
    """A person the portal itself brings in, active at once.

    `password_hash` is ready made (portal.identity.passwords), or empty: then no password opens the account
    until its owner sets one by mail. `duty` is empty, `operator` or `auditor`; `org_id` and `role` make a
    membership in the same action.
    """

    name: str
    email: str
    lang: str = "zh-hans"
    password_hash: str = ""
    duty: str = ""
    org_id: int | None = None
    role: Role = Role.MEMBER


def _by_email(session: Session, email: str) -> Account | None:
    query = trusted(select(Account).where(Account.email == email.casefold()), "identity")
    found: Account | None = session.scalar(query.with_for_update())
    return found


def _one_at_a_time(session: Session, email: str) -> None:
    """Let two registrations of one new address come one after the other; SQLite writers always do."""
    if session.get_bind().dialect.name == "postgresql":
        session.execute(select(func.pg_advisory_xact_lock(crc32(email.encode()))))


def _judged(password: str, context: Iterable[str]) -> str:
    """Return the hash of a new password, or refuse it beside the field `password`."""
    if weak := judge(password, [*_PORTAL, *context]):
        raise Refused("password", weak[0].value)
    return hash_password(password)


def _new(permit: Permit[None], name: str, email: str, lang: str) -> Account:
    account = Account(ref=random_reference(), status="", lang=lang, name=name, email=email, password="")
    advance(account, permit.verb, MOVES)
    return account


def _mail_link(permit: Permit[Any], account: Account, lifetime: timedelta, **values: Any) -> None:
    """Record the action with the nonce from which the mail makes its link, and keep the other end of it."""
    nonce = random_reference()
    record(permit, account, link=nonce)
    expires = now() + lifetime
    permit.session.add(Reset(nonce=nonce, account_id=account.id, expires_at=expires, **values))


def register(permit: Permit[None], newcomer: Newcomer) -> None:
    """Somebody wants an account: a mail goes out, whoever they are, and says what to do next.

    To a new address it brings a link that confirms it; to the address of an account, the news that there is
    one. What was typed is judged first, and hashed in either case, so that the answers are alike.
    """
    hashed = _judged(newcomer.password, [newcomer.name, newcomer.email])
    _one_at_a_time(permit.session, newcomer.email)
    account = _by_email(permit.session, newcomer.email)
    if account is not None and account.status != "unconfirmed":
        record(permit, account, known=1)
        return
    account = account or _new(permit, newcomer.name, newcomer.email, newcomer.lang)
    account.name, account.lang = newcomer.name, newcomer.lang
    _mail_link(permit, account, CONFIRM_LIFETIME, purpose="confirm", password=hashed)


def _spend_link(permit: Permit[None], nonce: str | None, purpose: str) -> tuple[Reset, Account]:
    """Return what a link stands for; a link that was used, is too old or of another sort is refused."""
    link = permit.session.get(Reset, nonce, with_for_update=True) if nonce else None
    if link is None or link.purpose != purpose or link.used_at is not None or link.expires_at <= now():
        raise Refused("", _STALE)
    query = trusted(select(Account).where(Account.id == link.account_id), "identity").with_for_update()
    account: Account = permit.session.execute(query).scalar_one()
    if account.status not in MOVES[permit.verb].before:
        raise Refused("", _STALE)
    return link, account


def _end_links(session: Session, account_id: int) -> None:
    """Let no other link that was mailed to this person work any more."""
    open_links = update(Reset).where(Reset.account_id == account_id, Reset.used_at.is_(None))
    session.execute(open_links.values(used_at=now(), password=""))


def confirm(permit: Permit[None], nonce: str | None, password: str) -> Account:
    """The owner of the address opens the link and types the password chosen with it: it is theirs."""
    link, account = _spend_link(permit, nonce, "confirm")
    if not verify(link.password, password)[0]:
        raise Refused("password", N_("This is not the password you chose when you registered."))
    account.password = link.password
    advance(account, permit.verb, MOVES)
    _end_links(permit.session, account.id)
    record(permit, account)
    return account


def sign_in(permit: Permit[None], email: str, password: str) -> Account:
    """Check who somebody is; a wrong address and a wrong password cost and answer the same."""
    account = _by_email(permit.session, email)
    if account is None:
        verify_nobody(password)
        raise Refused("", _WRONG)
    good, stale = verify(account.password, password)
    if not good or account.status != "active":
        raise Refused("", _WRONG)
    if stale:
        account.password = hash_password(password)
        record(permit, account, rehashed=1)
    return account


def forgot(permit: Permit[Any], email: str) -> None:
    """Somebody has lost a password: its owner, and nobody else, gets a link that sets a new one."""
    account = _by_email(permit.session, email)
    if account is not None and account.status in MOVES[permit.verb].before:
        _mail_link(permit, account, RESET_LIFETIME, purpose="reset")


def reset(permit: Permit[None], nonce: str | None, password: str) -> Account:
    """The link sets a new password, ends all sessions, and proves the address of a new account as well."""
    _link, account = _spend_link(permit, nonce, "reset")
    account.password = _judged(password, [account.name, account.email])
    advance(account, permit.verb, MOVES)
    _end_links(permit.session, account.id)
    sign_out_everywhere(permit.session, account.id)
    record(permit, account)
    return account


def password(permit: Permit[None], account: Account, old: str, new: str) -> Account:
    """The owner changes the password, knowing the old one; all sessions end, and links in the mail too."""
    if not verify(account.password, old)[0]:
        raise Refused("old", N_("This is not your present password."))
    account.password = _judged(new, [account.name, account.email])
    advance(account, permit.verb, MOVES)
    _end_links(permit.session, account.id)
    sign_out_everywhere(permit.session, account.id)
    record(permit, account)
    return account


def edit(permit: Permit[None], account: Account, name: str, lang: str) -> Account:
    """The owner changes the name they go by, or the language in which the portal writes to them."""
    advance(account, permit.verb, MOVES)
    account.name, account.lang = name, lang
    record(permit, account)
    return account


def end_session(permit: Permit[None], ref: str) -> None:
    """The owner ends one of their own sessions; one that is over already stays over."""
    mine = SignIn.account_id == permit.actor.id
    permit.session.execute(delete(SignIn).where(mine, SignIn.ref == ref))


def disable(permit: AccountPermit) -> Account:
    """An operator closes an account: it is signed out everywhere and can neither sign in nor be reset."""
    account = permit.subject
    if account.id == permit.actor.id:
        raise Refused("", N_("You cannot disable your own account. Ask another operator."))
    before = advance(account, permit.verb, MOVES)
    _end_links(permit.session, account.id)
    sign_out_everywhere(permit.session, account.id)
    record(permit, account, before=before)
    return account


def enable(permit: AccountPermit) -> Account:
    """An operator opens a closed account again."""
    advance(permit.subject, permit.verb, MOVES)
    record(permit, permit.subject)
    return permit.subject


def enrol(permit: Permit[None], entry: Enrolment) -> Account:
    """The portal brings a person in. Refused when the address has an account; ValueError for no such duty."""
    if entry.duty and entry.duty not in DUTIES:
        raise ValueError(f"no such duty: {entry.duty}")
    _one_at_a_time(permit.session, entry.email)
    if _by_email(permit.session, entry.email) is not None:
        raise Refused("email", N_("There is an account with this e-mail address already."))
    account = _new(permit, entry.name, entry.email.casefold(), entry.lang)
    account.password, account.duty = entry.password_hash, entry.duty
    parts = [_place(account, entry.org_id, entry.role)] if entry.org_id else []
    record(permit, account, *parts, org=entry.org_id, duty=entry.duty)
    return account


def _place(account: Account, org_id: int, role: Role) -> Membership:
    ref = random_reference()
    return Membership(ref=ref, status="active", account=account, org_id=org_id, role=str(role))


def charge(permit: AccountPermit, duty: str) -> Account:
    """The portal gives a person a duty, or with an empty word takes it back. ValueError for no such duty."""
    if duty and duty not in DUTIES:
        raise ValueError(f"no such duty: {duty}")
    advance(permit.subject, permit.verb, MOVES)
    permit.subject.duty = duty
    record(permit, permit.subject, duty=duty)
    return permit.subject
