"""What the bench of the search engines puts in and asks: documents, queries of every kind, readers."""

from __future__ import annotations

import random
import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, date, datetime
from typing import Any

import make_corpus

from portal.search.engine import Document
from portal.search.engine.analyser import terms

BATCH = 500
KINDS = ("rare", "common", "two terms", "phrase", "prefix", "2-4 characters", "name")
_RUN = re.compile(r"[\u4e00-\u9fff]{6,}")


def documents(records: Iterator[dict[str, Any]]) -> Iterator[Document]:
    """The records as the index keeps them."""
    for one in records:
        day = date.fromisoformat(one["filed"])
        yield Document(
            key=one["key"],
            kind=one["kind"],
            title=one["title"],
            text=one["text"],
            reference=one["reference"],
            audience=frozenset(one["audience"]),
            status=one["status"],
            organisation=(one["organisation"],),
            year=day.year,
            moment=datetime(day.year, day.month, day.day, tzinfo=UTC).timestamp(),
            lang=one["lang"],
            group=one["key"],
            filed=day.toordinal(),
        )


def batches(found: Iterator[Document]) -> Iterator[list[Document]]:
    """Documents as the follower brings them."""
    batch: list[Document] = []
    for one in found:
        batch.append(one)
        if len(batch) == BATCH:
            yield batch
            batch = []
    if batch:
        yield batch


def queries(sample: Sequence[Document], each: int) -> list[tuple[str, str]]:
    """So many queries of each kind, the kinds in turn, drawn from what is in a sample of the documents."""
    draw = random.Random(11)
    often = Counter(term for one in sample for term in set(terms(one.text)[0]) if len(term) > 1)
    common = [term for term, _ in often.most_common(200)]
    rare = sorted(term for term, count in often.items() if count <= 2)
    latin = sorted(term for term in often if term.isascii() and len(term) > 4)
    chinese = [run for one in sample for run in _RUN.findall(one.text)]
    makers: dict[str, Callable[[], str]] = {
        "rare": lambda: draw.choice(rare),
        "common": lambda: draw.choice(common),
        "two terms": lambda: f"{draw.choice(common)} {draw.choice(common)}",
        "phrase": lambda: f'"{draw.choice(chinese)[: draw.randint(5, 10)]}"',
        "prefix": lambda: f"{draw.choice(latin)[:3]}*",
        "2-4 characters": lambda: draw.choice(chinese)[-draw.randint(2, 4) :],
        "name": lambda: f"{draw.choice(make_corpus.FAMILY)}{draw.choice(make_corpus.GIVEN)}",
    }
    return [(kind, make()) for _ in range(each) for kind, make in makers.items()]


def readers(count: int) -> list[frozenset[str]]:
    """Readers with 1 to 50 audience words; everybody has the word for the public."""
    draw = random.Random(13)
    return [
        frozenset({"public", *(f"org:{draw.randint(1, 60)}" for _ in range(draw.randint(0, 49)))})
        for _ in range(count)
    ]
