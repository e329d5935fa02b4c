"""Signing as the portal, so that anybody can check what it said without asking it: Ed25519 (RFC 8032)."""

from __future__ import annotations

import base64
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from portal.ledger import canonical

PURPOSE = b"gongzhi receipt 1\n"
"""Stands before what is signed, so that a signature made for one purpose is none for another."""


@dataclass(frozen=True, slots=True)
class Signer:
    """A private key of the portal, as 32 bytes."""

    key: bytes

    @property
    def public(self) -> bytes:
        """The public half, as 32 bytes."""
        return self._private().public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)

    @property
    def pem(self) -> str:
        """The public half as others read it (RFC 8410)."""
        form = PublicFormat.SubjectPublicKeyInfo
        return self._private().public_key().public_bytes(Encoding.PEM, form).decode()

    @property
    def fingerprint(self) -> str:
        """Return SHA-256 of the public half, in hexadecimal; its first 16 characters are the key's name."""
        return sha256(self.public).hexdigest()

    @property
    def name(self) -> str:
        """What a receipt calls the key by."""
        return self.fingerprint[:16]

    def sign(self, content: Mapping[str, Any]) -> str:
        """Return the signature in base64. The same content has the same signature, always."""
        return base64.b64encode(self._private().sign(PURPOSE + canonical(content))).decode()

    def _private(self) -> Ed25519PrivateKey:
        return Ed25519PrivateKey.from_private_bytes(self.key)
