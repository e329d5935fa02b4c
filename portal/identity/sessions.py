"""From cookie to Actor and back. flask-login is imported here and nowhere else.

The cookie carries 256 random bits; the database keeps their hash and whose they are. Signing out
deletes the line, so a copied cookie is worth nothing afterwards (OWASP ASVS 5.0, V7.4.1).
"""

from __future__ import annotations

import hashlib
import secrets
from datetime import timedelta
from typing import Any

from flask import Flask, Request, Response, current_app, g, request
from flask_login import LoginManager, UserMixin, current_user
from sqlalchemy import ColumnElement, bindparam, delete, select, update
from sqlalchemy.orm import Session

from portal.access import VISITOR, Actor
from portal.identity.model import Account, SignIn
from portal.identity.people import Person, person_from, person_query, with_receipts
from portal.store import Store, now, random_reference

LIFETIME, RECEIPT_LIFETIME = timedelta(hours=12), timedelta(hours=2)
_SEEN = timedelta(minutes=5)


class _SignedIn(UserMixin):  # type: ignore[misc]  # flask-login ships no types
    """What flask-login keeps for the request: the person behind the cookie."""

    def __init__(self, person: Person) -> None:
        self.id, self.person = person.ref, person


def install(app: Flask, store: Store, *, secure: bool) -> None:
    """Teach flask-login to find the person behind the portal's own cookie."""
    app.config["PORTAL_COOKIE"] = "__Host-gongzhi" if secure else "gongzhi"
    app.config["PORTAL_SECURE"] = secure
    manager = LoginManager(app)
    manager.session_protection = None

    @manager.request_loader  # type: ignore[untyped-decorator]  # flask-login ships no types
    def load(incoming: Request) -> _SignedIn | None:
        if "session" in g:
            person, g.receipts = _look_up(g.session, token_of(incoming))
        else:  # an error page, outside any transaction
            with store.reading() as session:
                person, g.receipts = _look_up(session, token_of(incoming))
        return _SignedIn(person) if person else None


def current_person() -> Person | None:
    """Return who is signed in at the other end of this request."""
    user: Any = current_user
    return user.person if user.is_authenticated else None


def current_actor() -> Actor:
    """Return the actor of this request, with the receipts shown at this browser."""
    person = current_person()
    return with_receipts(person.actor if person else VISITOR, g.get("receipts", ()))


def forget_actor() -> None:
    """Let the next who asks look the person behind the cookie up again, in their own transaction."""
    g.pop("session", None)
    g.pop("_login_user", None)


def token_of(incoming: Request) -> str:
    """Return the session token the browser sent, or an empty string."""
    from_cookie = incoming.cookies.get(_cookie_name(), "")
    return from_cookie if len(from_cookie) <= 64 else ""


def _cookie_name() -> str:
    name: str = current_app.config["PORTAL_COOKIE"]
    return name


def _secure() -> bool:
    return bool(current_app.config["PORTAL_SECURE"])


def digest(token: str) -> str:
    """Return what the database keeps of a token of 256 random bits: a plain hash is enough for those."""
    return hashlib.sha256(token.encode("utf-8", "replace")).hexdigest()


def _known_browser(account: ColumnElement[bool]) -> tuple[ColumnElement[bool], ...]:
    return (account, SignIn.token == bindparam("token"), SignIn.expires_at > bindparam("moment"))


# Asked on every request, so built once.
_PERSON = (
    person_query()
    .add_columns(SignIn.seen_at, SignIn.receipts)
    .join(SignIn, SignIn.account_id == Account.id)
    .where(*_known_browser(SignIn.account_id.is_not(None)))
)
_RECEIPTS = select(SignIn.receipts).where(*_known_browser(SignIn.account_id.is_(None)))


def _look_up(session: Session, token: str) -> tuple[Person | None, list[str]]:
    if not token:
        return None, []
    asked: dict[str, Any] = {"token": digest(token), "moment": now()}
    lines = session.execute(_PERSON, asked).all()
    if lines:
        g.sign_in_stale = lines[0].seen_at < asked["moment"] - _SEEN
        return person_from(lines), list(lines[0].receipts)
    return None, list(session.scalar(_RECEIPTS, asked) or [])


def sign_in(session: Session, account_id: int | None, receipts: list[str], agent: str) -> str:
    """Begin a session for a person, or for the holder of receipts; return the token for the cookie.

    Always a new token: whatever the browser had before is no longer good (no session fixation).
    """
    sign_out(session, token_of(request))
    token, lifetime = secrets.token_urlsafe(32), LIFETIME if account_id else RECEIPT_LIFETIME
    session.add(
        SignIn(
            token=digest(token),
            ref=random_reference(),
            account_id=account_id,
            receipts=receipts,
            agent=agent[:60],
            created_at=now(),
            seen_at=now(),
            expires_at=now() + lifetime,
        )
    )
    return token


def add_receipt(session: Session, actor: Actor, receipt: str, agent: str = "") -> str:
    """Let this browser act as the holder of a receipt; return the token for the cookie.

    A signed-in person keeps their session; anybody else gets a short one of its own.
    """
    kept = sorted(actor.receipts | {receipt})
    if actor.id is None:
        return sign_in(session, None, kept, agent)
    token = token_of(request)
    session.execute(update(SignIn).where(SignIn.token == digest(token)).values(receipts=kept))
    return token


def sign_out(session: Session, token: str) -> None:
    """End the session of this token on the server."""
    if token:
        session.execute(delete(SignIn).where(SignIn.token == digest(token)))


def sign_out_everywhere(session: Session, account_id: int, keep: str = "") -> None:
    """End all sessions of a person, except the one of the token `keep`."""
    session.execute(delete(SignIn).where(SignIn.account_id == account_id, SignIn.token != digest(keep)))


def mark_seen(session: Session, token: str) -> None:
    """Note that the session is in use; called seldom, so that reading stays reading."""
    session.execute(update(SignIn).where(SignIn.token == digest(token)).values(seen_at=now()))


def give_cookie(response: Response, token: str | None) -> None:
    """Set the session cookie, or take it away when `token` is None."""
    options: dict[str, Any] = {"path": "/", "httponly": True, "samesite": "Lax", "secure": _secure()}
    if token is None:
        response.delete_cookie(_cookie_name(), **options)
    else:
        response.set_cookie(_cookie_name(), token, **options)
