"""Measure how well search finds what is known to be there: `make relevance FILE=complaints.jsonl`.

    python tools/relevance.py FILE [--title 留言主题] [--body detail] [--reply reply] [--database postgresql://…]

FILE has one complaint a line (JSON): a title, a body, and for some an official reply. Two questions are asked of
each, through the portal's own grammar and engine: does its title find its body among all bodies, and does the
complaint find its reply among all replies. With --database both are asked of PostgreSQL, too. MRR@10 is the mean of
one over the place of the right one among the first ten (0 where it is not among them), recall@10 how often it is
among them (Manning, Raghavan, Schütze 2008, ch. 8). Where several texts are the same, any of them is right.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from portal.search.engine import Document, Embedded, Engine, Query, Question, Stored, parse  # noqa: E402
from portal.search.engine.likeness import like  # noqa: E402
from portal.store import open_store  # noqa: E402
from portal.store.migrate import migrate  # noqa: E402

PUBLIC = frozenset({"public"})
AIMS = {"title finds its body": (0.85, 0.95)}
Pair = tuple[str, str]  # what is asked, and the text that answers it


def rows(path: Path, title: str, body: str, reply: str) -> list[tuple[str, str, str]]:
    """Return (title, body, reply) of every complaint that has title and body."""
    found = []
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        words = [" ".join(str(row.get(name) or "").split()) for name in (title, body, reply)]
        if words[0] and words[1]:
            found.append((words[0], words[1], words[2]))
    return found


def document(number: int, text: str) -> Document:
    """Return a text as a record everybody may read."""
    key = f"case:{number}"
    plain = {
        "kind": "case",
        "title": "",
        "reference": "",
        "status": "",
        "year": 2026,
        "moment": 0.0,
        "lang": "zh-hans",
    }
    return Document(key=key, text=text, audience=PUBLIC, organisation=(), group=key, **plain)  # type: ignore[arg-type]


def places(engine: Engine, pairs: Sequence[Pair], asked: Callable[[str], Query]) -> Iterable[int]:
    """Yield the place of the right text among the first ten, 0 where it is not there."""
    same: defaultdict[str, set[str]] = defaultdict(set)
    for number, (_words, text) in enumerate(pairs):
        same[text].add(f"case:{number}")
    engine.clear()
    engine.update([document(number, text) for number, (_words, text) in enumerate(pairs)], (), 1)
    for words, text in pairs:
        hits = engine.ask(Question(asked(words), PUBLIC, facets=(), limit=10)).hits
        yield next((place for place, hit in enumerate(hits, 1) if hit.key in same[text]), 0)


def measure(engine: Engine, name: str, pairs: Sequence[Pair], asked: Callable[[str], Query]) -> bool:
    """Print one line of figures; return whether its aim, if it has one, is reached."""
    began = time.monotonic()
    found = list(places(engine, pairs, asked))
    if not found:
        print(f"| {name} | 0 | | | |")
        return True
    mrr, recall = sum(1 / place for place in found if place) / len(found), sum(map(bool, found)) / len(found)
    spent = 1000 * (time.monotonic() - began) / len(found)
    print(f"| {name} | {len(found):,} | {mrr:.3f} | {recall:.3f} | {spent:.1f} |")
    wanted = AIMS.get(name, (0.0, 0.0))
    return mrr >= wanted[0] and recall >= wanted[1]


def main() -> int:
    """Measure both questions; 1 where an aim is missed, 2 without a file."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("file", nargs="?", type=Path, help="complaints, one JSON object a line")
    parser.add_argument("--title", default="留言主题")
    parser.add_argument("--body", default="detail")
    parser.add_argument("--reply", default="reply")
    parser.add_argument("--database", default="", help="a PostgreSQL that may be emptied of its index")
    told = parser.parse_args()
    if told.file is None or not told.file.is_file():
        print(
            "No complaints to measure with: name a JSON Lines file, as in make relevance FILE=complaints.jsonl."
        )
        return 2
    found = rows(told.file, told.title, told.body, told.reply)
    with tempfile.TemporaryDirectory() as folder:
        good = asked_of(Embedded(Path(folder)), "embedded", found)
    if told.database:
        store = open_store(told.database)
        migrate(store)
        good = asked_of(Stored(store.engine), "PostgreSQL", found) and good
    return 0 if good else 1


def asked_of(engine: Engine, name: str, found: Sequence[tuple[str, str, str]]) -> bool:
    """Print the figures of one engine; return whether every aim is reached."""
    print(f"| {name} | asked | MRR@10 | recall@10 | wall ms, indexing included |\n|---|---|---|---|---|")
    bodies = [(title, body) for title, body, _reply in found]
    replies = [(f"{title} {body}", reply) for title, body, reply in found if reply]
    answered = [(title, body) for title, body, reply in found if reply]
    good = [
        measure(engine, "title finds its body", answered, parse),
        measure(engine, "title finds its body, all complaints", bodies, parse),
        measure(engine, "complaint finds its reply", replies, like),
    ]
    return all(good)


if __name__ == "__main__":
    sys.exit(main())
