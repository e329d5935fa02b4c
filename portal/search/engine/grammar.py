"""The grammar of queries: small, bounded, and without a wrong sentence.

    words            all of them        a run of Chinese is found as it is written
    "some words"     in a row
    a OR b, a AND b  AND binds closer; between words it may be left out
    NOT a, -a        without
    begin*           two characters or more
    kind:case        also status: org: year: lang:, or 类型: 状态: 机构: 年份: 语言:
    ( … )            to depth 8

Operators are upper case. Full-width signs count as their narrow selves. 256 characters and 16 terms are
read, the rest is left out. What cannot be read this way is searched as plain words. The engine's own parser
never sees a query: that of Whoosh took over 20 seconds for 52 wildcards, and 2,000 `NOT ` crashed it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from portal.search.engine.analyser import Piece, fold, marks, pieces

LENGTH, TERMS, DEPTH = 256, 16, 8

_NARROW = {
    **dict.fromkeys(map(ord, "“”„〝〞＂「」『』"), '"'),
    **dict(zip(map(ord, "（）［］：－＊\u3000"), "()():-* ", strict=True)),
}
_STOPS = re.compile(r"[，。！？；、…,;!?\x00-\x1f\x7f]+")
_LEXEME = re.compile(r'"[^"]*"\*?|[()"]|[^\s()"]+')
_FIELDS = {
    "kind": "kind", "类型": "kind", "種類": "kind",
    "status": "status", "状态": "status",
    "org": "organisation", "organisation": "organisation", "机构": "organisation", "单位": "organisation",
    "year": "year", "年份": "year",
    "lang": "lang", "语言": "lang",
}  # fmt: skip
_NUMBERED = {"organisation", "year"}


class Remark(StrEnum):
    """What the reader should know about how the question was answered."""

    CUT = "cut"  # longer than the grammar reads: the rest was left out
    PLAIN = "plain"  # not understood as written: its words were searched
    EMPTY = "empty"  # nothing in it can be searched for
    LOOSE = "loose"  # nothing matched exactly: most of the characters of each run were enough
    AWAY = "away"  # the index is being rebuilt


@dataclass(frozen=True, slots=True)
class Text:
    """Terms in a row. `exact`: the reader put them in quotes. `marks`: what to highlight of them."""

    pieces: tuple[Piece, ...]
    marks: tuple[str, ...]
    exact: bool = False


@dataclass(frozen=True, slots=True)
class Field:
    """A facet that has a value; names as in the facets of an answer, and `lang`."""

    name: str
    value: str | int


@dataclass(frozen=True, slots=True)
class Span:
    """A day, `filed` or `due`, from `first` to `last`, both included, as `date.toordinal()` counts them."""

    name: str
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class All:
    """Every part."""

    parts: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Either:
    """At least one part."""

    parts: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Without:
    """Everything but the part."""

    part: Node


Node = Text | Field | Span | All | Either | Without


@dataclass(frozen=True, slots=True)
class Query:
    """A query as understood. Without a root it asks for everything, or with the remark EMPTY for nothing."""

    root: Node | None = None
    notes: tuple[Remark, ...] = ()


class _Unreadable(Exception):
    """Not a sentence of the grammar."""


def parse(text: str) -> Query:
    """The query a text means; never raises."""
    if not text.strip():
        return Query()
    notes = [Remark.CUT] if len(text) > LENGTH else []
    clean = _STOPS.sub(" ", text[:LENGTH].translate(_NARROW))
    reader = _Reader(clean)
    try:
        root = reader.sentence()
    except _Unreadable:
        notes.append(Remark.PLAIN)
        reader = _Reader(_words_only(clean))
        root = reader.sentence()
    if reader.full and Remark.CUT not in notes:
        notes.insert(0, Remark.CUT)
    if root is None:
        notes.append(Remark.EMPTY)
    return Query(root, tuple(notes))


def _words_only(text: str) -> str:
    """The text without anything the grammar would act on."""
    words = (word.lstrip("-") for word in re.sub(r'[()"*:]', " ", text).split())
    return " ".join(word for word in words if word not in {"", "AND", "OR", "NOT"})


class _Reader:
    """Recursive descent over the lexemes of one query; loops and depth are bounded by its length."""

    def __init__(self, text: str) -> None:
        self._lexemes = list(_lexemes(text))
        self._at = 0
        self._terms = 0
        self.full = False

    def sentence(self) -> Node | None:
        root = self._either(0) if self._lexemes else None
        if self._at < len(self._lexemes):
            raise _Unreadable
        return root

    def _peek(self) -> str:
        return self._lexemes[self._at] if self._at < len(self._lexemes) else ""

    def _either(self, depth: int) -> Node | None:
        parts = [self._all(depth)]
        while self._peek() == "OR":
            self._at += 1
            parts.append(self._all(depth))
        found = tuple(part for part in parts if part is not None)
        return Either(found) if len(found) > 1 else (found or (None,))[0]

    def _all(self, depth: int) -> Node | None:
        parts = [self._one(depth)]
        while self._peek() not in {"", ")", "OR"}:
            if self._peek() == "AND":
                self._at += 1
            parts.append(self._one(depth))
        found = tuple(part for part in parts if part is not None)
        return All(found) if len(found) > 1 else (found or (None,))[0]

    def _one(self, depth: int) -> Node | None:
        negative = False
        while self._peek() in {"NOT", "-"}:
            negative = not negative
            self._at += 1
        lexeme = self._peek()
        if lexeme in {"", ")", "AND", "OR", '"'}:
            raise _Unreadable
        self._at += 1
        node = self._group(depth + 1) if lexeme == "(" else self._leaf(lexeme)
        return Without(node) if negative and node is not None else node

    def _group(self, depth: int) -> Node | None:
        if depth > DEPTH:
            raise _Unreadable
        node = self._either(depth)
        if self._peek() != ")":
            raise _Unreadable
        self._at += 1
        return node

    def _leaf(self, lexeme: str) -> Node | None:
        name, colon, value = lexeme.partition(":")
        field = _FIELDS.get(fold(name)) if colon else None
        node = _field(field, value or self._quoted()) if field else _text(lexeme)
        if node is None:
            return None
        self._terms += 1
        self.full = self.full or self._terms > TERMS
        return node if self._terms <= TERMS else None

    def _quoted(self) -> str:
        """The quoted value after `field:`."""
        value = self._peek()
        if not value.startswith('"'):
            raise _Unreadable
        self._at += 1
        return value


def _lexemes(text: str) -> Iterator[str]:
    """Quotes, parentheses, words; a minus by itself if something follows it at once."""
    for found in _LEXEME.finditer(text):
        lexeme = found[0].lstrip("-")
        if found[0] != lexeme and (lexeme or text[found.end() : found.end() + 1] in {'"', "("}):
            yield "-"
        if lexeme:
            yield lexeme


def _field(name: str, written: str) -> Node:
    value = fold(written).strip('" ')
    if name not in _NUMBERED:
        return Field(name, value)
    if not re.fullmatch(r"[0-9]{1,18}", value):
        raise _Unreadable
    return Field(name, int(value))


def _text(lexeme: str) -> Text | None:
    """The terms of a word or a quotation; None where it has none."""
    exact = lexeme.startswith('"')
    open_ended = lexeme.endswith("*")
    found = pieces(lexeme, open_ended=open_ended)
    return Text(found, marks(lexeme, open_ended=open_ended), exact) if found else None
