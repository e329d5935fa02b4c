"""Query codes: what an anonymous complainant follows their case with.

130 random-looking bits in Crockford's base32 and two check characters, in seven groups of four. At that
length a keyed hash is all the database needs to keep (OWASP ASVS 5.0, V6.5.2), so a look-up is one
HMAC and one index probe: no slow hash for an attacker to exhaust us with, and nothing to time.
"""

from __future__ import annotations

import hmac
from hashlib import sha256

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_BITS, _LETTERS, _GROUP = 130, 26, 4
_ALIKE = str.maketrans({"O": "0", "I": "1", "L": "1"})


def code_for(key: str, mark: str) -> str:
    """Return the query code of one submission: the same form sent twice gets the same code again.

    `mark` must hold at least 128 unpredictable bits of the browser's; it is kept nowhere in the clear.
    """
    raw = hmac.new(key.encode(), f"receipt|{mark}".encode(), sha256).digest()
    number = int.from_bytes(raw, "big") >> (256 - _BITS)
    letters = _base32(number, _LETTERS)
    return _grouped(letters + _check(letters))


def normalise(typed: str) -> str | None:
    """Return the 28 characters of a code as typed by a person, or None if it cannot be one."""
    kept = typed.upper().translate(_ALIKE)
    letters = "".join(c for c in kept if c in ALPHABET)[: _LETTERS + 3]
    good = len(letters) == _LETTERS + 2 and hmac.compare_digest(
        letters[_LETTERS:], _check(letters[:_LETTERS])
    )
    return letters if good else None


def keyed_hash(key: str, typed: str) -> str:
    """Return what the database keeps of a code; for something that is no code, a hash that matches none."""
    letters = normalise(typed)
    content = f"code|{letters}" if letters else f"no code|{typed[:200]}"
    return hmac.new(key.encode(), content.encode("utf-8", "replace"), sha256).hexdigest()


def _base32(number: int, length: int) -> str:
    return "".join(ALPHABET[number >> shift & 31] for shift in range(5 * (length - 1), -1, -5))


def _check(letters: str) -> str:
    return _base32(int.from_bytes(sha256(letters.encode()).digest()[:2], "big") & 1023, 2)


def _grouped(letters: str) -> str:
    return "-".join(letters[start : start + _GROUP] for start in range(0, len(letters), _GROUP))
