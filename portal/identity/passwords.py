"""Passwords: kept as Argon2id, judged by length and by how many others would have chosen them.

Argon2id with 19 MiB, two passes and one lane is OWASP's first choice (Password Storage Cheat Sheet). What is
asked of a new password follows NIST SP 800-63B, 5.1.1.2, and OWASP ASVS 5.0, V6.2: at least 12 characters,
everything allowed, nothing prescribed, nothing common, nothing that names its owner; no change without cause.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from enum import StrEnum
from functools import cache
from pathlib import Path
from threading import BoundedSemaphore
from typing import Final
from unicodedata import normalize

from argon2 import PasswordHasher, Type
from argon2.exceptions import VerificationError

from portal.i18n import N_

SHORTEST: Final = 12
LONGEST: Final = 256
AT_ONCE: Final = 4
"""Hashes computed at the same time: each takes 19 MiB, and more at once would only slow each other."""

_MEMORY, _PASSES, _LANES = 19 * 1024, 2, 1
_COMMON: Final = Path(__file__).with_name("common_passwords.txt")
_SURPRISE: Final = 5
"""Characters that must be left of a password when everything guessable is taken out of it."""
_ROWS: Final = (
    "abcdefghijklmnopqrstuvwxyz",
    "01234567890",
    "qwertyuiop[]",
    "asdfghjkl;'",
    "zxcvbnm,./",
    "!@#$%^&*()_+",
    "1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik,9ol.0p;/",
)
_REPEAT: Final = re.compile(r"(.{1,6}?)\1{2,}|(.)\2", re.DOTALL)
_YEAR: Final = re.compile(r"(?:19|20)\d\d")
_PLAIN: Final = str.maketrans("@4301!$5", "aaeoiiss")

_hasher = PasswordHasher(
    time_cost=_PASSES, memory_cost=_MEMORY, parallelism=_LANES, hash_len=32, salt_len=16, type=Type.ID
)
_turn = BoundedSemaphore(AT_ONCE)
# A hash that no password has: checking it costs what checking any costs.
_NOBODY: Final = f"$argon2id$v=19$m={_MEMORY},t={_PASSES},p={_LANES}${'A' * 22}${'A' * 43}"


class Weakness(StrEnum):
    """Why a password is not taken; the value is the message for whoever chose it, to be translated."""

    SHORT = N_("Use at least 12 characters. Several words in a row are easy to remember.")
    LONG = N_("Use at most 256 characters.")
    COMMON = N_("This password is among the first that anyone would try. Choose another.")
    PERSONAL = N_("Leave your name, your e-mail address and the name of this service out of the password.")


def hash_password(password: str) -> str:
    """Hash a password for keeping. ValueError: it is longer than LONGEST."""
    if len(password) > LONGEST:
        raise ValueError("longer than a password may be")
    with _turn:
        return _hasher.hash(_bytes(password))


def verify(kept: str | None, password: str) -> tuple[bool, bool]:
    """Say whether the password is right, and whether it should be hashed anew with today's parameters.

    An account without a usable hash costs as much as any, and no password is right for it. Never raises.
    """
    possible = len(password) <= LONGEST
    try:
        with _turn:
            _hasher.verify(kept if kept and possible else _NOBODY, _bytes(password[:LONGEST]))
    except VerificationError:
        return False, False
    except ValueError:  # not a hash
        verify_nobody(password)
        return False, False
    return possible, bool(kept) and _hasher.check_needs_rehash(kept or _NOBODY)


def verify_nobody(password: str) -> None:
    """Do the work of `verify` for an account that does not exist, so that time tells nobody who has one."""
    verify(_NOBODY, password)


def judge(password: str, context_words: Iterable[str]) -> list[Weakness]:
    """Say all that speaks against a new password; nothing when it is fit.

    `context_words`: the owner's name and e-mail address, the names of their organisation and of the portal.
    Their parts of four or more letters (two, in Chinese) must not occur in it.
    """
    if len(password) > LONGEST:
        return [Weakness.LONG]
    typed = normalize("NFC", password).casefold()
    found = []
    if len(typed) < SHORTEST:
        found.append(Weakness.SHORT)
    if _surprise(typed) < _SURPRISE:
        found.append(Weakness.COMMON)
    if any(word in typed for word in _words(context_words)):
        found.append(Weakness.PERSONAL)
    return found


def _bytes(password: str) -> bytes:
    return normalize("NFC", password).encode("utf-8", "surrogatepass")


def _words(context: Iterable[str]) -> set[str]:
    parts = {
        part for text in context for part in re.split(r"[\W_]+", normalize("NFC", text[:500]).casefold())
    }
    return {part for part in parts if len(part) >= (4 if part.isascii() else 2)}


@cache
def _common() -> re.Pattern[str]:
    lines = _COMMON.read_text(encoding="utf-8").split()
    return re.compile("|".join(map(re.escape, sorted(lines, key=len, reverse=True))))


@cache
def _walks() -> re.Pattern[str]:
    """All runs of three or more along the alphabet, the digits and the keyboard, in both directions."""
    rows = [*_ROWS, *(row[::-1] for row in _ROWS)]
    runs = {row[i:j] for row in rows for i in range(len(row)) for j in range(i + 3, len(row) + 1)}
    return re.compile("|".join(map(re.escape, sorted(runs, key=len, reverse=True))))


def _surprise(typed: str) -> int:
    """How many characters remain when common words, runs, years and repetitions count for nothing."""
    typed = _common().sub("", typed)
    for disguised in reversed(list(_common().finditer(typed.translate(_PLAIN)))):
        typed = typed[: disguised.start()] + typed[disguised.end() :]
    for guess in (_YEAR, _walks(), _REPEAT):
        typed = guess.sub("", typed)
    return len(typed)
