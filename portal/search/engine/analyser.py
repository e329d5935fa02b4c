"""What a text is found by: the one analyser of documents, queries and highlights, whatever engine answers.

Traditional characters count as their simplified selves. Chinese is cut into overlapping pairs of characters,
which need no dictionary and find every substring; the last character of a run stands alone, so every character
begins exactly one term, and a question of one character is a question for the terms that begin with it. Latin
words are folded and lightly stemmed. Identifiers are found whole and by part: `C-2026-000123` is c, 2026 and
000123 in a row, and c2026000123 too.

Every function is linear in its text, whatever the text. Change what a text is found by, and raise VERSION:
the index then rebuilds itself.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

from opencc import OpenCC

VERSION = 3
WORD_LIMIT = 64  # characters; a longer word is known by its first 64
IDENTIFIER_LIMIT = 96  # characters; a longer chain of parts is found by its parts alone
_STEMMED = 4  # characters; shorter words stay as they are

_CJK = (
    "\u3005-\u3007\u3021-\u3029\u3031-\u3035\u3041-\u3096\u309d-\u309f\u30a1-\u30fa\u30fc-\u30ff\u3105-\u312f"
    "\u31a0-\u31bf\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7a3\uf900-\ufaff\U00020000-\U0003ffff"
)
_ALNUM = rf"[^\W_{_CJK}]+"
_TOKEN = re.compile(rf"([{_CJK}]+)|({_ALNUM}(?:[-._/:'’&·]{_ALNUM})*)")
PART = re.compile(_ALNUM)
_DIGIT = re.compile(r"\d")
_ACCENTED = re.compile(r"[\u00c0-\u024f\u0300-\u036f\u0370-\u052f\u1e00-\u1fff]")
_ACCENT = re.compile(r"[\u0300-\u036f]+")
_VOWEL = re.compile(r"[aeiouy]")
_DOUBLED = re.compile(r"([bdfgmnprt])\1\Z")


def _marks() -> re.Pattern[str]:
    """Runs of combining marks no language writes.

    Normalising sorts such a run in quadratic time (CPython 3.11: a second for 40,000 marks).
    """
    marks = [chr(point) for point in range(0x300, 0x1EA00) if unicodedata.combining(chr(point))]
    one = f"[{''.join(marks)}]"
    return re.compile(f"({one}{{8}}){one}+")


_PILE = _marks()


def _simplified() -> dict[int, str]:
    """Each traditional character and its simplified one, after OpenCC's table `t2s`, character for character.

    Places in a text stay what they are; no phrase decides, so that a pair of characters is folded alike
    wherever it is cut.
    """
    points = (*range(0x3400, 0x4DC0), *range(0x4E00, 0xA000))
    before = [chr(point) for point in points]
    after = OpenCC("t2s").convert("\n".join(before)).split("\n")
    table = {ord(one): other for one, other in zip(before, after, strict=True) if one != other}
    return {point: table.get(ord(other), other) for point, other in table.items() if len(other) == 1}


_SIMPLIFIED = _simplified()
_TRADITIONAL = re.compile(f"[{''.join(map(chr, _SIMPLIFIED))}]")


class Piece(NamedTuple):
    """One term of a question, and where it stands after the first; `prefix`: all terms that begin with it."""

    term: str
    offset: int
    prefix: bool = False


def fold(text: str) -> str:
    """The text with case, width, accents, compatibility forms and traditional characters folded.

    Ａ, a and á are one letter, 規 and 规 one character.
    """
    if text.isascii():
        return text.lower()
    folded = unicodedata.normalize("NFKC", _PILE.sub(r"\1", text)).casefold()
    if _ACCENTED.search(folded):
        bare = _ACCENT.sub("", unicodedata.normalize("NFD", folded))
        folded = unicodedata.normalize("NFC", bare)
    return folded.translate(_SIMPLIFIED) if _TRADITIONAL.search(folded) else folded


def _plural(word: str) -> str:
    """The singular after Harman's S stemmer (Harman 1991, "How effective is suffixing?")."""
    if word.endswith("ies") and not word.endswith(("eies", "aies")):
        return word[:-3] + "y"
    if word.endswith("es") and not word.endswith(("aes", "ees", "oes")):
        return word[:-1]
    if word.endswith("s") and not word.endswith(("us", "ss")):
        return word[:-1]
    return word


def _bare(word: str) -> str:
    """The word without -ing or -ed, where a vowel remains before it."""
    for ending, shortest in (("ing", 6), ("ed", 5)):
        if word.endswith(ending) and len(word) >= shortest and not word.endswith("eed"):
            rest = word[: -len(ending)]
            return _DOUBLED.sub(r"\1", rest) if _VOWEL.search(rest) else word
    return word


@lru_cache(maxsize=1 << 16)
def stem(word: str) -> str:
    """The term a folded word is kept under: complaints, complaint; handled, handling, handle."""
    if len(word) < _STEMMED or not word.isascii() or not word.isalpha():
        return word
    short = _bare(_plural(word))
    return short[:-1] if len(short) > _STEMMED and short.endswith("e") else short


def _parts(raw: str) -> list[str]:
    """The words of a chain, each cut to its limit."""
    return [raw[:WORD_LIMIT]] if raw.isalnum() else [part[:WORD_LIMIT] for part in PART.findall(raw)]


def _whole(raw: str, parts: list[str]) -> str | None:
    """The identifier in one piece, if that is what the parts make."""
    if len(parts) == 1 or len(raw) > IDENTIFIER_LIMIT or not _DIGIT.search(raw):
        return None
    return "".join(parts)[:WORD_LIMIT]


def terms(text: str, start: int = 0, limit: int = 1 << 20) -> tuple[list[str], list[int]]:
    """The terms of a document's text, and the position of each from `start`; `limit` positions at most."""
    found: list[str] = []
    places: list[int] = []
    place, end = start, start + limit
    for run, raw in _TOKEN.findall(fold(text)):
        if place >= end:
            break
        if run:
            found += [run[at : at + 2] for at in range(len(run))]
            places += range(place, place + len(run))
            place += len(run)
            continue
        parts = _parts(raw)
        whole = _whole(raw, parts)
        if whole and whole != stem(parts[0]):
            found.append(whole)
            places.append(place)
        found += map(stem, parts)
        places += range(place, place + len(parts))
        place += len(parts)
    return _first(found, places, end)


def _first(found: list[str], places: list[int], end: int) -> tuple[list[str], list[int]]:
    """Without what the last run carried over the limit; positions ascend."""
    while places and places[-1] >= end:
        del found[-1], places[-1]
    return found, places


def pieces(text: str, *, open_ended: bool = False) -> tuple[Piece, ...]:
    """The terms of a question, to be found one after the other; `open_ended`: the last word may go on.

    A run of Chinese is its pairs; a single character, and it alone, is the beginning of terms.
    """
    found: list[Piece] = []
    place = 0
    parts: list[str] = []
    for run, raw in _TOKEN.findall(fold(text)):
        parts = [] if run else _parts(raw)
        found += (
            _pairs(run, place) if run else [Piece(stem(part), place + at) for at, part in enumerate(parts)]
        )
        place += len(run) or len(parts)
    if open_ended and parts and len(parts[-1]) > 1:
        found[-1] = Piece(parts[-1], place - 1, prefix=True)
    return tuple(found)


def marks(text: str, *, open_ended: bool = False) -> tuple[str, ...]:
    """What to highlight for a question: runs of Chinese, stems of words, and `begin*` for a beginning."""
    found: list[str] = []
    run = ""
    for run, raw in _TOKEN.findall(fold(text)):
        found += [run] if run else map(stem, _parts(raw))
    if open_ended and found and not run and len(found[-1]) > 1:
        found[-1] = pieces(text, open_ended=True)[-1].term + "*"
    return tuple(found)


def _pairs(run: str, place: int) -> list[Piece]:
    if len(run) == 1:
        return [Piece(run, place, prefix=True)]
    return [Piece(run[at : at + 2], place + at) for at in range(len(run) - 1)]
