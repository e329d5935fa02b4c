"""A query for whatever is like a text: any of its first terms; how rare each is for the reader decides what is near."""

from __future__ import annotations

from itertools import islice

from portal.search.engine.analyser import pieces
from portal.search.engine.grammar import Either, Query, Text

FIRST, TERMS = 400, 48  # characters of the text, and different terms of them, that are looked for


def like(text: str) -> Query:
    """Return the query; it has no words to highlight, and asks for nothing where the text has no term."""
    found = dict.fromkeys(piece.term for piece in pieces(text[:FIRST]) if not piece.prefix)
    nodes = [Text(pieces(term), (), exact=True) for term in islice(found, TERMS)]
    return Query(Either(tuple(nodes)) if len(nodes) > 1 else (nodes or (None,))[0])
