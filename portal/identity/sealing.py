"""Sealing: what the database keeps but nobody reads there, such as an original file or a name.

AES-256-GCM (NIST SP 800-38D) under a key of its own for each thing sealed, derived from a key outside the
database and 128 random bits (HKDF, RFC 5869), so that no nonce is ever used twice under one key. A sealed
thing says the version of this scheme and the fingerprint of its key, and is good in its context only: what
was sealed as the original of one file does not open as that of another.
"""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

_VERSION = b"\x01"
_FINGERPRINT, _SALT, _TAG = 8, 16, 16
HEAD = len(_VERSION) + _FINGERPRINT
"""How many bytes of a sealed thing tell which key it needs."""
_HEAD = HEAD + _SALT
_NONCE = bytes(12)  # the key is used once, so its nonce need not vary


class BrokenSeal(Exception):
    """What is sealed cannot be opened: another key, another context, or not what was sealed."""


@dataclass(frozen=True, slots=True)
class Seal:
    """The keys of this portal: the first seals, all open, so that keys can be changed at any time."""

    keys: Sequence[bytes]

    def seal(self, content: bytes, context: str) -> bytes:
        """Seal `content` for `context`, such as "original:" and the reference of the row it belongs to."""
        head = _VERSION + fingerprint(self.keys[0]) + secrets.token_bytes(_SALT)
        return head + _cipher(self.keys[0], head).encrypt(_NONCE, content, head + context.encode())

    def unseal(self, sealed: bytes, context: str) -> bytes:
        """Return what was sealed for this context. Raises BrokenSeal, which says why for a log."""
        head = sealed[:_HEAD]
        if len(sealed) < _HEAD + _TAG or not head.startswith(_VERSION):
            raise BrokenSeal("not sealed by this scheme")
        wanted = fingerprint_of(sealed)
        key = next((key for key in self.keys if fingerprint(key) == wanted), None)
        if key is None:
            raise BrokenSeal(f"the key {wanted.hex()} is not here")
        try:
            return _cipher(key, head).decrypt(_NONCE, sealed[_HEAD:], head + context.encode())
        except InvalidTag:
            raise BrokenSeal("not what was sealed for this") from None


def fingerprint(key: bytes) -> bytes:
    """Return what names a key without telling it: 64 bits of a hash."""
    return sha256(b"seal key|" + key).digest()[:_FINGERPRINT]


def fingerprint_of(sealed: bytes) -> bytes:
    """Return the fingerprint of the key under which something is sealed."""
    return bytes(sealed[len(_VERSION) : HEAD])


def _cipher(key: bytes, head: bytes) -> AESGCM:
    salt = head[-_SALT:]
    return AESGCM(HKDF(algorithm=SHA256(), length=32, salt=salt, info=b"gongzhi seal 1").derive(key))
