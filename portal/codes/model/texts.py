"""What an edition says, as plain values: what people type, what is compared, what commands take."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from portal.store import random_reference

LONGEST = 20_000
"""Characters of one text: a preamble, or the body of a clause."""
MOST_CLAUSES = 120
"""Clauses of one edition: the longest code in force that we know (EU, disinformation) has 44 commitments."""


_STEP = re.compile(r"(?<![^.])[0-9]{1,4}(?![^.])")


@dataclass(frozen=True, slots=True)
class ClauseText:
    """One clause: its number such as "1.2", what it promises, who answers for it, how keeping it is measured.

    `key` is the same in every edition that has the clause, however it is renumbered or reworded; an empty
    one lets the portal find the clause it continues.
    """

    number: str
    heading: str
    body: str
    responsible: str = ""
    measure: str = ""
    key: str = ""


@dataclass(frozen=True, slots=True)
class EditionText:
    """One edition: `note` says what changed and why, for those who know the edition before."""

    title: str
    preamble: str = ""
    note: str = ""
    clauses: tuple[ClauseText, ...] = ()
    lang: str = "zh-hans"


def in_order(clauses: Iterable[ClauseText]) -> tuple[ClauseText, ...]:
    """Return the clauses by number, so that 1.10 follows 1.9; what has no number comes last, as it came."""
    return tuple(sorted(clauses, key=_place))


def continued(text: EditionText, known: Iterable[ClauseText]) -> EditionText:
    """Return the text with every clause keyed: the key of the known clause it continues, or a new one.

    Keys that are not known, or come twice, are not believed. A text without any, written elsewhere,
    continues the clauses of the same heading, and of the same number where no heading tells.
    """
    free = {clause.key: clause for clause in known}
    wanted = [
        replace(clause, key=clause.key if free.pop(clause.key, None) else "") for clause in text.clauses
    ]
    if not any(clause.key for clause in wanted):
        for said in (_heading, _number):
            wanted = [clause if clause.key else _claim(clause, free, said) for clause in wanted]
    keyed = (clause if clause.key else replace(clause, key=random_reference()) for clause in wanted)
    return replace(text, clauses=tuple(keyed))


def _claim(clause: ClauseText, free: dict[str, ClauseText], said: Callable[[ClauseText], str]) -> ClauseText:
    key = next((key for key, other in free.items() if said(other) == said(clause)), "")
    free.pop(key, None)
    return replace(clause, key=key)


def _heading(clause: ClauseText) -> str:
    return clause.heading


def _number(clause: ClauseText) -> str:
    return clause.number


def _place(clause: ClauseText) -> tuple[bool, list[int]]:
    steps = [int(step) for step in _STEP.findall(clause.number)]
    return not steps, steps
