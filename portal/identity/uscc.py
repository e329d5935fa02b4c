"""The Unified Social Credit Code: 18 characters that name one organisation in China (GB 32100-2015).

One character for the authority that registers, one for the sort of organisation, six digits for the place
(GB/T 2260), nine for the organisation (GB 11714) and one that checks all others, modulo 31. The letters
I, O, S, V and Z are not used, so that nothing is taken for a digit.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Final
from unicodedata import normalize

from portal.i18n import N_

ALPHABET: Final = "0123456789ABCDEFGHJKLMNPQRTUWXY"
LENGTH: Final = 18
_WEIGHTS: Final = tuple(pow(3, place, 31) for place in range(LENGTH - 1))


class Fault(StrEnum):
    """Why something is no code; the value is the message for whoever typed it, to be translated."""

    LENGTH = N_("A credit code has 18 characters. Please count again.")
    CHARACTERS = N_("A credit code has digits and capital letters only, and never I, O, S, V or Z.")
    PLACE = N_("Characters 3 to 8 of a credit code are digits: the place of registration.")
    CHECK = N_("There is a slip in the credit code: its last character does not fit the others.")


def normalise(typed: str) -> str:
    """Return a code as it is kept: half-width capitals without spaces and hyphens."""
    plain = normalize("NFKC", typed[:200]).upper()
    return "".join(c for c in plain if not c.isspace() and c not in "-‐‑–—")


def fault(code: str) -> Fault | None:
    """Return what is wrong with a normalised code, the first thing that one would correct, or None."""
    if len(code) != LENGTH:
        return Fault.LENGTH
    if any(c not in ALPHABET for c in code):
        return Fault.CHARACTERS
    if not code[2:8].isdigit():
        return Fault.PLACE
    return None if check_character(code[:-1]) == code[-1] else Fault.CHECK


def check_character(first: str) -> str:
    """Return the 18th character of the code that begins with these 17. Raises ValueError for others."""
    if len(first) != LENGTH - 1:
        raise ValueError("17 characters are needed")
    total = sum(ALPHABET.index(c) * weight for c, weight in zip(first, _WEIGHTS, strict=True))
    return ALPHABET[-total % 31]
