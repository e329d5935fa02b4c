"""Tokens that tie a form to the browser it was shown to (OWASP ASVS 5.0, V3.5.1).

A signed-in browser's token is bound to its session; a visitor's to a nonce in a cookie of its own,
set only on pages with a form, so that public pages stay free of cookies.
"""

from __future__ import annotations

import hmac
import secrets
import time
from hashlib import sha256

from flask import Response, g, request

from portal.identity.sessions import current_person, token_of
from portal.web.house import house

LIFETIME = 4 * 3600


def issue() -> str:
    """Return a token for a form shown now: expiry and signature."""
    expires = int(time.time()) + LIFETIME
    return f"{expires}.{_sign(expires)}"


def check(token: str) -> bool:
    """Return whether a token was issued to this browser and is still good."""
    expires, _, signature = token.partition(".")
    if not (expires.isascii() and expires.isdigit() and len(expires) < 12):
        return False
    good = hmac.compare_digest(signature.encode("utf-8", "replace"), _sign(int(expires)).encode())
    return good and int(expires) > time.time()


def keep_cookie(response: Response) -> None:
    """Set the visitor's nonce when a form was shown to a browser that had none."""
    nonce = g.get("form_nonce")
    if nonce and nonce != request.cookies.get(_name()):
        secure = house().settings.secure
        response.set_cookie(_name(), nonce, httponly=True, samesite="Lax", secure=secure, path="/")


def _name() -> str:
    return "__Host-form" if house().settings.secure else "form"


def binding() -> str:
    """Return what this browser is known by: its session when a person is signed in, else the form nonce."""
    if current_person():
        return token_of(request)
    if "form_nonce" not in g:
        g.form_nonce = request.cookies.get(_name(), "")[:64] or secrets.token_urlsafe(24)
    nonce: str = g.form_nonce
    return nonce


def _sign(expires: int) -> str:
    content = f"csrf|{expires}|{binding()}".encode("utf-8", "replace")
    return hmac.new(house().settings.secret_key.encode(), content, sha256).hexdigest()
