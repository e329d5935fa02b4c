"""Standing questions: which of many saved questions a change may answer, without asking each of them.

Of every question we know one set of signs of which a document must show at least one to be an answer: a word,
the beginning of a word, or a value of a column. Questions are kept by their signs, so that a document finds the
few it may answer by looking its own signs up. A question of which nothing can be said is a candidate always.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterator, Mapping

from portal.search.engine.analyser import Piece, fold, stem
from portal.search.engine.grammar import All, Either, Field, Node, Query, Remark, Text
from portal.search.engine.handful import Handful
from portal.search.engine.port import BEGINNING, CODED, SEVERAL, Chosen, Document, Question, Value

Sign = tuple[str, Value]  # ("word", a term), ("begin", a beginning) or (a column, its folded value)
Signs = frozenset[Sign]


class Standing:
    """Questions by key, each with the signs that make it worth asking."""

    def __init__(self) -> None:
        self._signs: dict[Hashable, Signs | None] = {}
        self._by_sign: defaultdict[Sign, set[Hashable]] = defaultdict(set)
        self._always: set[Hashable] = set()

    def put(self, key: Hashable, question: Question) -> None:
        """Keep a question; one kept under the same key before is forgotten."""
        self.drop(key)
        signs = self._signs[key] = necessary(question.query, question.only)
        if signs is None:
            self._always.add(key)
        for sign in signs or ():
            self._by_sign[sign].add(key)

    def drop(self, key: Hashable) -> None:
        """Forget a question."""
        self._always.discard(key)
        for sign in self._signs.pop(key, None) or ():
            self._by_sign[sign].discard(key)
            if not self._by_sign[sign]:
                del self._by_sign[sign]

    def candidates(self, handful: Handful) -> set[Hashable]:
        """Every question that one of the documents may answer, and few others."""
        found = set(self._always)
        for sign in self._shown(handful):
            found |= self._by_sign[sign]
        return found

    def _shown(self, handful: Handful) -> set[Sign]:
        """The signs that are both asked for and shown."""
        words: set[Sign] = {("word", word) for word in handful.words}
        columns = {sign for one in handful.documents.values() for sign in _columns(one)}
        begun = {sign for sign in self._by_sign if sign[0] == "begin" and handful.has_beginning(str(sign[1]))}
        return ((words | columns) & self._by_sign.keys()) | begun


def _columns(document: Document) -> Iterator[Sign]:
    for name in CODED:
        value = getattr(document, name)
        for one in value if name in SEVERAL else (value,):
            yield name, _folded(one)


def _folded(value: Value) -> Value:
    return fold(value) if isinstance(value, str) else value


def necessary(query: Query, only: Mapping[str, frozenset[Value]]) -> Signs | None:
    """Signs of which every answer shows at least one: none for a question without answers, None if unknown."""
    if query.root is None and Remark.EMPTY in query.notes:
        return frozenset()
    found = [signs for signs in (_of(query.root), *_of_filters(only)) if signs is not None]
    return min(found, key=_commonness, default=None)


def _of_filters(only: Chosen) -> Iterator[Signs]:
    for name, values in only.items():
        if values:
            yield frozenset((name, _folded(value)) for value in values)


def _of(node: Node | None) -> Signs | None:
    if isinstance(node, Text):
        return min(map(_of_piece, node.pieces), key=_commonness)
    if isinstance(node, Field) and node.name not in BEGINNING:
        return frozenset({(node.name, _folded(node.value))})
    if isinstance(node, All):
        known = [signs for signs in map(_of, node.parts) if signs is not None]
        return min(known, key=_commonness, default=None)
    if isinstance(node, Either):
        each = [_of(part) for part in node.parts]
        return None if None in each else frozenset().union(*(signs for signs in each if signs is not None))
    return None  # whatever else there is: days, beginnings of regions, and what is left out


def _of_piece(piece: Piece) -> Signs:
    if not piece.prefix:
        return frozenset({("word", piece.term)})
    begun: set[Sign] = {("begin", piece.term)}
    return frozenset(begun | ({("word", stem(piece.term))} if stem(piece.term) != piece.term else set()))


def _commonness(signs: Signs) -> tuple[int, int, int]:
    """How many documents show one of the signs, as far as can be told from the signs: longer words are rarer."""
    words = [str(value) for name, value in signs if name == "word"]
    return len(signs) - len(words), len(signs), -min(map(len, words), default=0)
