"""The secret part of a mailed link: derived from a nonce and the portal's key, and kept nowhere."""

from __future__ import annotations

import hmac
from hashlib import sha256


def token_for(key: str, nonce: str) -> str:
    """Return the token that opens the request with this nonce (128 random bits): nonce, dot, keyed hash."""
    return f"{nonce}.{_sign(key, nonce)}"


def nonce_of(key: str, token: str) -> str | None:
    """Return the nonce of a token that the portal made, or None for any other text."""
    nonce, _dot, signature = token[:200].partition(".")
    good = hmac.compare_digest(signature.encode("utf-8", "replace"), _sign(key, nonce).encode())
    return nonce if good and nonce else None


def _sign(key: str, nonce: str) -> str:
    return hmac.new(key.encode(), f"link|{nonce}".encode("utf-8", "replace"), sha256).hexdigest()


def kept_of(key: str, token: str) -> str:
    """Return what the database keeps of a token whose holder may do one thing."""
    return hmac.new(key.encode(), f"kept|{token[:200]}".encode("utf-8", "replace"), sha256).hexdigest()
