"""The Unified Social Credit Code of Chinese organisations (统一社会信用代码), GB 32100-2015.

Eighteen characters: the department that registers, the category of organisation, six digits for the area of
the registering office (GB/T 2260), the nine of the organisation code (GB 11714), and one that checks them.
The letters I, O, Z, S and V are not used. The check character is ISO 7064 with modulus 31 (GB/T 17710).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import Final
from unicodedata import normalize as unicode_form

from portal.i18n import N_

ALPHABET: Final = "0123456789ABCDEFGHJKLMNPQRTUWXY"
LENGTH: Final = 18

_WEIGHTS: Final = tuple(pow(3, i, 31) for i in range(LENGTH - 1))
_BETWEEN: Final = re.compile(r"[\s\-‐-―·._]+")
_LONGEST_TYPED: Final = 64
_PROVINCES: Final = frozenset(
    "10 11 12 13 14 15 21 22 23 31 32 33 34 35 36 37 41 42 43 44 45 46 50 51 52 53 54 61 62 63 64 65 71 81 82".split()  # noqa: SIM905 (GB/T 2260, in its order; 10 is the country)
)

DEPARTMENTS: Final = {
    "1": N_("Establishment"),
    "2": N_("Foreign affairs"),
    "3": N_("Justice administration"),
    "4": N_("Culture"),
    "5": N_("Civil affairs"),
    "6": N_("Tourism"),
    "7": N_("Religious affairs"),
    "8": N_("Trade unions"),
    "9": N_("Market regulation"),
    "A": N_("Military establishment"),
    "N": N_("Agriculture"),
    "Y": N_("Other department"),
}
"""The first character: which department registered the organisation."""

CATEGORIES: Final = {
    "11": N_("State organ"),
    "12": N_("Public institution"),
    "13": N_("Mass organisation"),
    "31": N_("Law firm"),
    "51": N_("Social association"),
    "52": N_("Private non-enterprise unit"),
    "53": N_("Foundation"),
    "81": N_("Trade union"),
    "91": N_("Enterprise"),
    "92": N_("Self-employed business"),
    "93": N_("Farmers' cooperative"),
}
"""The first two characters, where they name a kind of organisation that this portal meets."""


class Fault(StrEnum):
    """What is wrong with a code; the value is the message for whoever typed it, to be translated."""

    LENGTH = N_("A unified social credit code has 18 characters.")
    CHARACTER = N_(
        "A unified social credit code has digits and capital letters only, without I, O, S, V and Z."
    )
    DEPARTMENT = N_("The first character of the code names no registration department.")
    AREA = N_("The third to eighth characters of the code name no administrative area.")
    CHECK = N_("The code does not agree with its last character. Please compare it with the licence.")


class UsccError(ValueError):
    """A text is no unified social credit code; `fault` says why."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(str(fault))
        self.fault = fault


@dataclass(frozen=True, slots=True)
class Uscc:
    """A valid code and its parts; `organisation` is the organisation code with its customary hyphen."""

    code: str
    department: str
    category: str
    area: str
    organisation: str

    @property
    def department_name(self) -> str:
        """The registering department as a message to be translated."""
        return DEPARTMENTS[self.department]

    @property
    def category_name(self) -> str | None:
        """The kind of organisation as a message to be translated; None where it has no name of its own."""
        return CATEGORIES.get(self.department + self.category)


def normalise(typed: str) -> str:
    """The code as it is kept: capital letters, half width, without spaces and hyphens. Never raises."""
    return _BETWEEN.sub("", unicode_form("NFKC", typed[:_LONGEST_TYPED])).upper()


def check_character(first17: str) -> str:
    """The eighteenth character for the first seventeen. ValueError: they are not 17 of ALPHABET."""
    if len(first17) != LENGTH - 1 or not set(first17) <= set(ALPHABET):
        raise ValueError("seventeen characters of the alphabet are needed")
    total = sum(
        ALPHABET.index(character) * weight for character, weight in zip(first17, _WEIGHTS, strict=True)
    )
    return ALPHABET[-total % len(ALPHABET)]


def parse(typed: str) -> Uscc:
    """The code that was typed, and its parts. UsccError says the first thing that is wrong with it."""
    code = normalise(typed)
    if fault := _fault(code):
        raise UsccError(fault)
    return Uscc(code, code[0], code[1], code[2:8], f"{code[8:16]}-{code[16]}")


def validate(typed: str) -> str:
    """The code that was typed, normalised. UsccError says what is wrong with it."""
    return parse(typed).code


def _fault(code: str) -> Fault | None:
    if len(code) != LENGTH:
        return Fault.LENGTH
    if not set(code) <= set(ALPHABET):
        return Fault.CHARACTER
    if code[0] not in DEPARTMENTS:
        return Fault.DEPARTMENT
    if not code[2:8].isdigit() or code[2:4] not in _PROVINCES:
        return Fault.AREA
    return None if check_character(code[:17]) == code[17] else Fault.CHECK
