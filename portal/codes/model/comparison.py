"""What differs between two editions, clause by clause and within a text, at a bounded price.

Chinese is compared character by character, words of alphabets and numbers as wholes: half a word that
changed says nothing to a reader. Lines that stayed are found first, so that long texts stay cheap.
"""

from __future__ import annotations

import re
import time
from collections.abc import Sequence
from dataclasses import dataclass, field

from diff_match_patch import diff_match_patch

from portal.codes.model.texts import ClauseText, EditionText

Parts = tuple[tuple[str, str], ...]
"""Pieces of a text as (kind, text), the kind being same, del or ins."""

ONE_TEXT, ALL_TEXTS = 0.2, 0.8
"""Seconds to look closely at one text, and at all of a comparison; what is left is shown as replaced."""

_KINDS = {-1: "del", 0: "same", 1: "ins"}
_FIELDS = ("heading", "body", "responsible", "measure")
_TOKEN = re.compile("[0-9]+|[A-Za-z\u00c0-\u024f]+|.", re.DOTALL)
_PRIVATE = re.compile("[\U000f0000-\U0010ffff]")
_FIRST_CODE, _LAST_CODE = 0xF0000, 0x10FFFF


@dataclass(frozen=True, slots=True)
class Change:
    """What became of a clause: added, removed, changed, moved (another number, the same words) or unchanged.

    `clause` is as it is now, or as it was when it was removed; `before` is what it continues; `texts` has
    the pieces of what differs between the two.
    """

    state: str
    clause: ClauseText
    before: ClauseText | None = None
    texts: dict[str, Parts] = field(default_factory=dict)

    @property
    def moved(self) -> bool:
        """Whether the clause has another number than before."""
        return self.before is not None and self.before.number != self.clause.number


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two editions side by side: the pieces of title and preamble where they differ, and every clause."""

    texts: dict[str, Parts]
    changes: tuple[Change, ...]

    def count(self, state: str) -> int:
        """Return how many clauses are in this state."""
        return sum(change.state == state for change in self.changes)


def compare(old: EditionText, new: EditionText) -> Comparison:
    """Compare two editions in the order of the new one; a removed clause stands where it stood."""
    until = time.time() + ALL_TEXTS
    texts = _texts(old, new, ("title", "preamble"), until)
    before = {clause.key: clause for clause in old.clauses}
    after = {clause.key for clause in new.clauses}
    changes = (_change(clause, before.get(clause.key), after, until) for clause in _merged(old, new, after))
    return Comparison(texts, tuple(changes))


def _merged(old: EditionText, new: EditionText, after: set[str]) -> list[ClauseText]:
    """The new clauses in their order, each followed by the removed ones that used to follow it."""
    followers: dict[str, list[ClauseText]] = {}
    anchor = ""
    for clause in old.clauses:
        if clause.key in after:
            anchor = clause.key
        else:
            followers.setdefault(anchor, []).append(clause)
    merged = list(followers.get("", ()))
    for clause in new.clauses:
        merged += [clause, *followers.get(clause.key, ())]
    return merged


def _change(clause: ClauseText, before: ClauseText | None, after: set[str], until: float) -> Change:
    if before is None:
        return Change("added", clause)
    if clause.key not in after:
        return Change("removed", clause)
    texts = _texts(before, clause, _FIELDS, until)
    still = "moved" if before.number != clause.number else "unchanged"
    return Change("changed" if texts else still, clause, before, texts)


def _texts(old: object, new: object, names: Sequence[str], until: float) -> dict[str, Parts]:
    pairs = ((name, getattr(old, name), getattr(new, name)) for name in names)
    return {name: difference(before, after, until) for name, before, after in pairs if before != after}


def difference(old: str, new: str, until: float | None = None) -> Parts:
    """Return the pieces of two texts, those removed before those added.

    Where time runs out, at `until` (epoch seconds) or ONE_TEXT from now, the rest counts as replaced.
    """
    deadline = min(time.time() + ONE_TEXT, until if until is not None else float("inf"))
    codes: dict[str, str] = {}
    one, two = _encoded(old, codes), _encoded(new, codes)
    if one is None or two is None:
        return tuple((kind, text) for kind, text in (("del", old), ("ins", new)) if text)
    engine = diff_match_patch()
    pieces = engine.diff_main(one, two, True, deadline)
    engine.diff_cleanupSemantic(pieces)
    words = {code: token for token, code in codes.items()}
    return tuple((_KINDS[kind], "".join(words.get(code, code) for code in text)) for kind, text in pieces)


def _encoded(text: str, codes: dict[str, str]) -> str | None:
    """The text with a private character for each word; None when it has more words than there are."""
    out = []
    for word in _TOKEN.findall(text):
        if len(word) > 1 or _PRIVATE.match(word):
            if word not in codes and len(codes) > _LAST_CODE - _FIRST_CODE:
                return None
            out.append(codes.setdefault(word, chr(_FIRST_CODE + len(codes))))
        else:
            out.append(word)
    return "".join(out)
