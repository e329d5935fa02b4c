"""From a query to a condition on the rows of the index: a shape, of which there are few, and its values."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import (
    TEXT,
    ColumnElement,
    Integer,
    Select,
    and_,
    any_,
    bindparam,
    cast,
    func,
    not_,
    or_,
    select,
    true,
)
from sqlalchemy.dialects.postgresql import ARRAY, TSQUERY

from portal.search.engine.analyser import Piece, stem
from portal.search.engine.grammar import All, Either, Field, Node, Span, Text, Without
from portal.search.engine.loosely import apart, enough, loosens
from portal.search.engine.postgres.lexemes import word
from portal.search.engine.postgres.tables import document, facets, part

Condition = ColumnElement[bool]
Shape = tuple[Any, ...]  # a name, then the names of values or further shapes


def tsquery(pieces: Sequence[Piece], mark: str = "") -> str:
    """Pieces in a row, in PostgreSQL's spelling."""
    written, before = "", 0
    for piece in pieces:
        one = _term(piece, mark)
        written = f"({written} <{piece.offset - before}> {one})" if written else one
        before = piece.offset
    return written


def _term(piece: Piece, mark: str) -> str:
    """One piece. handled* also means what handled means, though its stem is shorter."""
    if not piece.prefix:
        return f"'{mark}{piece.term}'"
    stemmed = stem(piece.term)
    begun = f"'{mark}{piece.term}':*"
    return begun if stemmed == piece.term else f"({begun} | '{mark}{stemmed}')"


def leaves(node: Node | None, *, loose: bool = False, wanted: bool = True) -> Iterator[tuple[Piece, ...]]:
    """The rows of pieces that are looked for, not left out; of what is matched loosely each piece."""
    if isinstance(node, Text) and wanted:
        yield from [(piece,) for piece in apart(node)] if loose and loosens(node) else [node.pieces]
    elif isinstance(node, Without):
        yield from leaves(node.part, loose=loose, wanted=not wanted)
    elif isinstance(node, All | Either):
        for one in node.parts:
            yield from leaves(one, loose=loose, wanted=wanted)


def chooses(node: Node | None) -> bool:
    """Whether not all of what is looked for has to be there."""
    if isinstance(node, Without):
        return chooses(node.part)
    return isinstance(node, Either) or (isinstance(node, All) and any(map(chooses, node.parts)))


@dataclass(slots=True)
class Matching:
    """How a query is matched: `loose` by most pieces of a run; `parted`: some documents have several vectors.

    `values` fills while `shape` reads the query.
    """

    loose: bool = False
    parted: bool = False
    values: dict[str, Any] = field(default_factory=dict)

    def shape(self, node: Node | None) -> Shape:
        """The shape of the query's condition."""
        return ("true",) if node is None else self._of(node, wanted=True)

    def _of(self, node: Node, *, wanted: bool) -> Shape:
        written = self._written(node, wanted=wanted)
        if written is not None:
            return self._sought(written)
        if isinstance(node, Text):
            return self._most(node)
        if isinstance(node, Field):
            return "field", self._kept([word(node.name, node.value)])
        if isinstance(node, Span):
            return "span", node.name, self._kept(max(node.first, 1)), self._kept(node.last)
        if isinstance(node, Without):
            return "not", self._of(node.part, wanted=not wanted)
        found = [(self._written(one, wanted=wanted), one) for one in node.parts]
        words = [written for written, _ in found if written is not None]
        if words and self._together(node):
            words = [_joined(node, words)]  # the index is asked once for them
        shapes = [self._sought(one) for one in words]
        shapes += [self._of(one, wanted=wanted) for written, one in found if written is None]
        return "and" if isinstance(node, All) else "or", *shapes

    def _sought(self, written: str) -> Shape:
        return "words or parts" if self.parted else "words", self._kept(written)

    def _most(self, run: Text) -> Shape:
        pieces = apart(run)
        written = [tsquery((piece,)) for piece in pieces]
        return "most" if self.parted else "most, whole", self._kept(written), self._kept(enough(pieces))

    def _kept(self, value: object) -> str:
        name = f"v{len(self.values)}"
        self.values[name] = value
        return name

    def _loosens(self, node: Text, *, wanted: bool) -> bool:
        return self.loose and wanted and loosens(node)

    def _several(self, run: Text, *, wanted: bool) -> bool:
        """Whether more than one piece of it must be there, anywhere."""
        return self._loosens(run, wanted=wanted) and enough(apart(run)) > 1

    def _together(self, node: Node) -> bool:
        """Whether one vector of a document decides: each document has one, or any of the parts is enough."""
        return isinstance(node, Either) or not self.parted

    def _words(self, node: Text, *, wanted: bool) -> str:
        """The pieces in a row, or any of them where one is enough."""
        if self._loosens(node, wanted=wanted):
            return f"({' | '.join(tsquery((piece,)) for piece in apart(node))})"
        return tsquery(node.pieces)

    def _written(self, node: Node, *, wanted: bool) -> str | None:
        """The node as one tsquery, where it is of words alone and one vector of a document decides."""
        if isinstance(node, Text):
            return None if self._several(node, wanted=wanted) else self._words(node, wanted=wanted)
        if isinstance(node, Field | Span) or not self._together(node):
            return None
        if isinstance(node, Without):
            inner = self._written(node.part, wanted=not wanted)
            return None if inner is None else f"!({inner})"
        found = [self._written(one, wanted=wanted) for one in node.parts]
        return None if None in found else _joined(node, map(str, found))


def _joined(node: All | Either, written: Iterable[str]) -> str:
    return f"({(' & ' if isinstance(node, All) else ' | ').join(written)})"


def condition(shape: Shape) -> Condition:
    """Whether a document meets a shape whose values are bound by name."""
    name, *rest = shape
    if name in {"and", "or"}:
        both = and_ if name == "and" else or_
        return both(*map(condition, rest))
    return _CONDITIONS[name](*rest)


def meets(words: ColumnElement[Any], query: ColumnElement[Any]) -> Condition:
    """Whether a vector meets a tsquery."""
    return words.bool_op("@@")(cast(query, TSQUERY))


def texts(name: str) -> ColumnElement[Any]:
    """An array of texts bound by name."""
    return cast(bindparam(name, type_=ARRAY(TEXT)), ARRAY(TEXT))


def _query(name: str) -> ColumnElement[str]:
    return bindparam(name, type_=TEXT)


def _words_or_parts(name: str) -> Condition:
    """In its first vector, or in a further one: their ids in one array, for which the key's index is asked."""
    inside = func.array(select(part.c.document).where(meets(part.c.words, _query(name))).scalar_subquery())
    return or_(meets(document.c.words, _query(name)), document.c.id == any_(inside))


def _most(written: str, enough: str, *, parted: bool = True) -> Condition:
    """The documents with enough of the pieces, in any order."""
    piece = func.unnest(texts(written)).table_valued("written", with_ordinality="place", name="piece")
    each, one = piece.render_derived(), document.alias()
    has = select(one.c.id, each.c.place).where(meets(one.c.words, each.c.written))
    inside = select(part.c.document, each.c.place).where(meets(part.c.words, each.c.written))
    found = (has.union(inside) if parted else has).subquery()
    most: Select[Any] = select(found.c.id).group_by(found.c.id)
    return document.c.id.in_(most.having(func.count() >= bindparam(enough, type_=Integer)))


def _field(name: str) -> Condition:
    return document.c.facets.in_(select(facets.c.id).where(facets.c.fields.bool_op("&&")(texts(name))))


def _span(name: str, first: str, last: str) -> Condition:
    return document.c[name].between(bindparam(first, type_=Integer), bindparam(last, type_=Integer))


_CONDITIONS: dict[str, Callable[..., Condition]] = {
    "true": true,
    "words": lambda name: meets(document.c.words, _query(name)),
    "words or parts": _words_or_parts,
    "most": _most,
    "most, whole": lambda written, enough: _most(written, enough, parted=False),
    "field": _field,
    "span": _span,
    "not": lambda inner: not_(condition(inner)),
}
