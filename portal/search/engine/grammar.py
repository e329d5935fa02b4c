"""The grammar of queries: small, bounded, and without a wrong sentence.

    words            all of them        a run of Chinese is found as it is written
    "some words"     in a row
    a OR b, a AND b  AND binds closer; between words it may be left out
    NOT a, -a        without
    begin*           two characters or more
    kind:case        also status: org: system: code: region: risk: year: lang:, or 类型: 状态: 机构: 系统: 分类: …
    filed:2025..2026 also due:, or 日期: 期限:; years, months, days, open at either end
    assigned:me, overdue:yes, or 承办:我, 逾期:是
    ( … )            to depth 8

Operators are upper case, or 或, 且 and 非 standing alone. A word is also found as what the Sense says is called so,
unless it stands in quotes. Full-width signs count as their narrow selves. 256 characters and 16 terms are
read, the rest is left out. What cannot be read this way is searched as plain words. The engine's own parser
never sees a query: that of Whoosh took over 20 seconds for 52 wildcards, and 2,000 `NOT ` crashed it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import islice

from portal.search.engine.analyser import fold, marks, pieces
from portal.search.engine.fields import FIELDS, ME, NO, YES, Sense, days
from portal.search.engine.nodes import All, Either, Field, Node, Query, Remark, Span, Text, Without

LENGTH, TERMS, DEPTH = 256, 16, 8
_ROW = 4  # words that have another name together
DAYS = ("filed", "due")  # the columns a span of days may name

_NARROW = {
    **dict.fromkeys(map(ord, "“”„〝〞＂「」『』"), '"'),
    **dict(zip(map(ord, "（）［］：－＊\u3000"), "()():-* ", strict=True)),
}
_STOPS = re.compile(r"[，。！？；、…,;!?\x00-\x1f\x7f]+")
_LEXEME = re.compile(r'"[^"]*"\*?|[()"]|[^\s()"]+')
_SIGNS = {"或": "OR", "且": "AND", "非": "NOT"}
ALIKE = 6  # other names of one word that are looked for


class _Unreadable(Exception):
    """Not a sentence of the grammar."""


def parse(text: str, sense: Sense | None = None) -> Query:
    """The query a text means; never raises."""
    if not text.strip():
        return Query()
    notes = [Remark.CUT] if len(text) > LENGTH else []
    clean = _STOPS.sub(" ", text[:LENGTH].translate(_NARROW))
    reader = _Reader(_lexemes(clean), sense or Sense())
    try:
        root = reader.sentence()
    except _Unreadable:
        notes.append(Remark.PLAIN)
        reader = _Reader(_words_only(clean), sense or Sense())
        root = reader.sentence()
    if reader.full and Remark.CUT not in notes:
        notes.insert(0, Remark.CUT)
    if root is None:
        notes.append(Remark.EMPTY)
    return Query(root, tuple(notes))


def _words_only(text: str) -> list[str]:
    """The lexemes of a text without anything the grammar would act on."""
    words = (word.lstrip("-") for word in re.sub(r'[()"*:]', " ", text).split())
    return [word for word in words if word not in {"", "AND", "OR", "NOT"}]


class _Reader:
    """Recursive descent over the lexemes of one query; loops and depth are bounded by its length."""

    def __init__(self, lexemes: list[str], sense: Sense) -> None:
        self._lexemes = lexemes
        self._sense = sense
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
        found = tuple(dict.fromkeys(part for part in parts if part is not None))
        return Either(found) if len(found) > 1 else (found or (None,))[0]

    def _all(self, depth: int) -> Node | None:
        parts: list[tuple[str, Node | None]] = []
        while not parts or self._peek() not in {"", ")", "OR"}:
            if parts and self._peek() == "AND":
                self._at += 1
            parts.append((fold(self._peek()), self._one(depth)))
        found = tuple(dict.fromkeys(self._alike([(word, node) for word, node in parts if node is not None])))
        return All(found) if len(found) > 1 else (found or (None,))[0]

    def _alike(self, parts: list[tuple[str, Node]]) -> Iterator[Node]:
        """The parts; words in a row that have another name together may also be that."""
        at = 0
        while at < len(parts):
            for end in range(min(len(parts), at + _ROW), at + 1, -1):
                row = parts[at:end]
                other = self._sense.alike.get(" ".join(word for word, _ in row))
                if other and all(isinstance(node, Text | Either) for _, node in row):
                    yield Either((All(tuple(node for _, node in row)), *_texts(other)))
                    at = end
                    break
            else:
                yield parts[at][1]
                at += 1

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
        name = FIELDS.get(fold(name), "") if colon else ""
        typed = fold(value or self._quoted()).strip('" ') if name else ""
        node = self._field(name, typed) if name else self._word(lexeme)
        if node is None:
            return None
        self._terms += 1
        self.full = self.full or self._terms > TERMS
        return node if self._terms <= TERMS else None

    def _word(self, lexeme: str) -> Node | None:
        """The terms of a word or a quotation; None where it has none."""
        exact, open_ended = lexeme.startswith('"'), lexeme.endswith("*")
        found = pieces(lexeme, open_ended=open_ended)
        if not found:
            return None
        node = Text(found, marks(lexeme, open_ended=open_ended), exact)
        others = () if exact or open_ended else tuple(_texts(_renamed(fold(lexeme), self._sense.alike)))
        return Either((node, *others)) if others else node

    def _field(self, name: str, typed: str) -> Node:
        if name in DAYS:
            span = days(typed)
            if span is None:
                raise _Unreadable
            return Span(name, *span)
        if name == "overdue":
            late = Span("due", 1, self._sense.today - 1)
            return _either_way(late, typed)
        if name == "assigned" and typed not in ME:
            raise _Unreadable
        values = (self._sense.me or ("",)) if name == "assigned" else self._sense.values(name, typed)
        if not values:
            raise _Unreadable
        found = tuple(Field(name, value) for value in values)
        return Either(found) if len(found) > 1 else found[0]

    def _quoted(self) -> str:
        """The quoted value after `field:`."""
        value = self._peek()
        if not value.startswith('"'):
            raise _Unreadable
        self._at += 1
        return value


def _lexemes(text: str) -> list[str]:
    """Quotes, parentheses, words; a minus by itself if something follows it at once."""
    lexemes: list[str] = []
    for found in _LEXEME.finditer(text):
        lexeme = found[0].lstrip("-")
        if found[0] != lexeme and (lexeme or text[found.end() : found.end() + 1] in {'"', "("}):
            lexemes.append("-")
        if lexeme:
            lexemes.append(lexeme)
    return [_SIGNS.get(lexeme, lexeme) for lexeme in lexemes] if len(lexemes) > 1 else lexemes


def _either_way(node: Node, typed: str) -> Node:
    if typed in YES:
        return node
    if typed in NO:
        return Without(node)
    raise _Unreadable


def _renamed(word: str, alike: Mapping[str, tuple[str, ...]]) -> list[str]:
    """A word under its other names; a run of Chinese also where it holds a name of two characters or more."""
    if word in alike or word.isascii():
        return list(alike.get(word, ()))
    held = (name for name in alike if len(name) > 1 and not name.isascii() and name in word)
    return [word.replace(name, other) for name in held for other in alike[name]]


def _texts(names: Iterable[str]) -> Iterator[Text]:
    """Other names, each to be found as it is written."""
    for name in islice(dict.fromkeys(names), ALIKE):
        found = pieces(name)
        if found:
            yield Text(found, marks(name), exact=True)


__all__ = [
    "ALIKE",
    "DAYS",
    "DEPTH",
    "LENGTH",
    "TERMS",
    "All",
    "Either",
    "Field",
    "Node",
    "Query",
    "Remark",
    "Sense",
    "Span",
    "Text",
    "Without",
    "parse",
]
