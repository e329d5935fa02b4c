"""The engines that search is measured against, over the same terms: SQLite's FTS5 and tantivy.

Each finds a query for a reader, counts it exactly, counts four facets and gives the twenty best. What is scored by
what nobody may see is not their concern here; ours counts under the reader's mask.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import tantivy
from tantivy import Occur, Query

from portal.search.engine import Document
from portal.search.engine.analyser import Piece, terms
from portal.search.engine.grammar import All, Node, Text
from portal.store.engine import _sqlite as sqlite

FACETS = ("kind", "status", "organisation", "year")
Found = tuple[int, list[str]]  # how many, and the keys of the twenty best


def leaves(node: Node | None) -> list[tuple[Piece, ...]]:
    """The rows of pieces of a query of words that all have to be there."""
    if isinstance(node, Text):
        return [node.pieces]
    return [row for part in node.parts for row in leaves(part)] if isinstance(node, All) else []


def spaced(text: str) -> str:
    """The terms of a text, one after the other."""
    return " ".join(terms(text)[0])


def values(document: Document) -> dict[str, Any]:
    """What is counted."""
    return {name: getattr(document, name) for name in ("kind", "status", "year")} | {
        "organisation": document.organisation[0]
    }


class Fts5:
    """SQLite's full-text search: an external table of facets, audience words in a table of their own."""

    def __init__(self, folder: Path) -> None:
        self._db = sqlite.connect(folder / "fts5.db")
        self._db.executescript(
            "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA cache_size = -64000;"
            "CREATE VIRTUAL TABLE IF NOT EXISTS words USING"
            " fts5(title, text, content='', prefix='2 3', tokenize='unicode61 remove_diacritics 0');"
            "CREATE TABLE IF NOT EXISTS record (id INTEGER PRIMARY KEY, key, kind, status, organisation, year);"
            "CREATE TABLE IF NOT EXISTS audience (word, record, PRIMARY KEY (word, record)) WITHOUT ROWID;"
        )
        self._count = 0

    def end(self) -> None:
        """There is nothing more to do."""

    def put(self, documents: Sequence[Document]) -> None:
        """Take documents in, in one transaction."""
        with self._db:
            for one in documents:
                self._count += 1
                row = (self._count, spaced(f"{one.title} {one.reference}"), spaced(one.text))
                self._db.execute("INSERT INTO words (rowid, title, text) VALUES (?, ?, ?)", row)
                facets = values(one)
                record = (self._count, one.key, *(facets[name] for name in FACETS))
                self._db.execute("INSERT INTO record VALUES (?, ?, ?, ?, ?, ?)", record)
                pairs = [(word, self._count) for word in one.audience]
                self._db.executemany("INSERT INTO audience VALUES (?, ?)", pairs)

    def ask(self, root: Node | None, badges: Iterable[str]) -> Found:
        """Find, count, and give the best."""
        match = " AND ".join(_phrase(row) for row in leaves(root))
        wanted = json.dumps(sorted(badges))  # "+": or each row they may read would be looked up in the words
        self._db.execute("CREATE TEMP TABLE IF NOT EXISTS found (id INTEGER PRIMARY KEY, score)")
        self._db.execute("DELETE FROM found")
        self._db.execute(
            "INSERT INTO found SELECT rowid, bm25(words, 4.0, 1.0) FROM words WHERE words MATCH ? AND +rowid IN"
            " (SELECT record FROM audience WHERE word IN (SELECT value FROM json_each(?)))",
            (match, wanted),
        )
        for name in FACETS:
            counted = f"SELECT {name}, count(*) FROM found JOIN record USING (id)"  # noqa: S608  # our own names
            self._db.execute(f"{counted} GROUP BY 1 ORDER BY 2 DESC LIMIT 100").fetchall()
        total = self._db.execute("SELECT count(*) FROM found").fetchone()[0]
        best = self._db.execute(
            "SELECT key FROM found JOIN record USING (id) ORDER BY score LIMIT 20"
        ).fetchall()
        return total, [key for (key,) in best]


def _phrase(row: Sequence[Piece]) -> str:
    return " + ".join(f'"{piece.term}"{"*" * piece.prefix}' for piece in row)


class Tantivy:
    """tantivy, in Rust: facets by its aggregations over fast fields, audience words as raw terms."""

    def __init__(self, folder: Path) -> None:
        build = tantivy.SchemaBuilder()
        for name in ("title", "text"):
            build.add_text_field(name, tokenizer_name="whitespace")
        build.add_text_field("audience", tokenizer_name="raw", index_option="basic")
        build.add_text_field("key", stored=True, tokenizer_name="raw", index_option="basic")
        for name in ("kind", "status"):
            build.add_text_field(name, fast=True, tokenizer_name="raw", index_option="basic")
        for name in ("organisation", "year"):
            build.add_integer_field(name, fast=True)
        self._schema = build.build()
        (folder / "tantivy").mkdir(exist_ok=True)
        self._index = tantivy.Index(self._schema, path=str(folder / "tantivy"))
        self._writer = self._index.writer(heap_size=128_000_000, num_threads=1)
        self._count = {name: {"terms": {"field": name, "size": 100}} for name in FACETS}

    def put(self, documents: Sequence[Document]) -> None:
        """Take documents in, with one thread."""
        for one in documents:
            said = {"title": spaced(f"{one.title} {one.reference}"), "text": spaced(one.text), "key": one.key}
            self._writer.add_document(tantivy.Document(audience=sorted(one.audience), **said, **values(one)))

    def end(self) -> None:
        """Commit all of it at once, and merge."""
        self._writer.commit()
        self._writer.wait_merging_threads()
        self._index.reload()

    def ask(self, root: Node | None, badges: Iterable[str]) -> Found:
        """Find, count, and give the best."""
        searcher = self._index.searcher()
        seen = Query.const_score_query(Query.term_set_query(self._schema, "audience", sorted(badges)), 0.0)
        words = [(Occur.Must, self._row(row)) for row in leaves(root)]
        query = Query.boolean_query([*words, (Occur.Must, seen)])
        found = searcher.search(query, limit=20, count=True)
        searcher.aggregate(query, self._count)
        total: int = found.count
        return total, [searcher.doc(address)["key"][0] for _, address in found.hits]

    def _row(self, row: Sequence[Piece]) -> Query:
        title = Query.boost_query(self._in("title", row), 4.0)
        return Query.boolean_query([(Occur.Should, title), (Occur.Should, self._in("text", row))])

    def _in(self, name: str, row: Sequence[Piece]) -> Query:
        if len(row) > 1:
            return Query.phrase_query(self._schema, name, [(piece.offset, piece.term) for piece in row])
        if row[0].prefix:
            return Query.regex_query(self._schema, name, f"{row[0].term}.*")
        return Query.term_query(self._schema, name, row[0].term)
