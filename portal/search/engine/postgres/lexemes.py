"""From a document to rows: its words as tsvectors, its values as words.

A tsvector has limits (PostgreSQL 18 manual, 12.11): positions to 16,383, 255 of them for one lexeme, a megabyte.
The words of a document that exceeds one of them are kept in several windows, each beginning before the last one
ends, so that no phrase is lost between two. Where one term stands more than 255 times within 512 positions, windows
are that short, and phrases longer than half a window can be missed there. Of one term in a title, 100 places count.

A term of title or reference has the weight A, and stands once more with the mark `^` before it: an index of
PostgreSQL knows no weights, and with the mark it finds titles at once.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import blake2b

from portal.search.engine import analyser
from portal.search.engine.analyser import fold
from portal.search.engine.port import BEGINNING, CODED, SINGLE, Document, Value

TITLE_LIMIT, REFERENCE_LIMIT, TEXT_LIMIT = 3000, 100, 1_000_000  # positions
GAP = 300  # positions nobody has, between title, reference and text: longer than any phrase
POSITIONS, OFTEN, SIZE = 16_000, 255, 900_000  # of one window: positions, places of a term, bytes at most
OVERLAP = 256  # positions that two windows share, or half of the shorter
TITLE_OFTEN = 100
TITLED = "^"
_DIGITS = 19  # of an integer as a word, so that words ascend as numbers do
_UNSTORABLE = re.compile(r"[\\\0\ud800-\udfff]")
_STORED = re.compile(r"\\([0-9a-f]+);")
_LONGEST = 64  # characters of a beginning that can be asked for


@dataclass(frozen=True, slots=True)
class Words:
    """The tsvectors of a document in PostgreSQL's spelling, and how many positions its text has."""

    first: str
    more: tuple[str, ...]
    length: int


def words(document: Document) -> Words:
    """The words of a document; its title is in the first vector."""
    places: defaultdict[str, list[str]] = defaultdict(list)
    after = _titled(places, document.title, 0, TITLE_LIMIT)
    after = _titled(places, document.reference, after, REFERENCE_LIMIT)
    terms, at = analyser.terms(document.text, 0, TEXT_LIMIT)
    already = {term: len(found) for term, found in places.items()}
    vectors = []
    for first, last in _windows(terms, at, POSITIONS - after, already):
        shift = after + 1 - (at[first] if at else 0)
        for term, place in zip(terms[first:last], at[first:last], strict=True):
            places[term].append(str(place + shift))
        vectors.append(_vector(places))
        places, after = defaultdict(list), 0
    return Words(vectors[0], tuple(vectors[1:]), at[-1] + 1 if at else 0)


def _titled(places: defaultdict[str, list[str]], text: str, after: int, limit: int) -> int:
    """Enter a title's terms after a position; where the next text may begin after."""
    terms, at = analyser.terms(text, after + 1, limit)
    for term, place in zip(terms, at, strict=True):
        if len(places[term]) < TITLE_OFTEN:
            places[term].append(f"{place}A")
            places[TITLED + term].append(f"{place}A")
    return at[-1] + GAP if at else after


def _vector(places: Mapping[str, list[str]]) -> str:
    """The spelling of a tsvector. Terms are letters and digits, so nothing in them needs escaping."""
    return " ".join([f"'{term}':{','.join(at)}" for term, at in places.items()])


def _windows(
    terms: Sequence[str], at: Sequence[int], room: int, already: Mapping[str, int]
) -> Iterator[tuple[int, int]]:
    """The stretches of a text, as places in the list of its terms, that fit into one tsvector each."""
    first = last = 0
    while last < len(terms) or not last:
        last = _fitting(terms, at, first, room, Counter(already))
        yield first, last
        if last == len(terms):
            return
        shared = min(OVERLAP, (at[last - 1] - at[first] + 1) // 2)
        first = max(bisect_left(at, at[last] - shared), first + 1)
        room, already = POSITIONS, {}


def _fitting(terms: Sequence[str], at: Sequence[int], first: int, room: int, count: Counter[str]) -> int:
    """How far a window that begins at the first of these terms can go; at least one term."""
    size, last = 24 * sum(count.values()), first
    for last in range(first, len(terms)):
        term = terms[last]
        size += 2 if count[term] else 4 * len(term) + 10
        count[term] += 1
        if count[term] > OFTEN or size > SIZE or at[last] - at[first] >= room:
            return max(last, first + 1)
    return len(terms)


def values(document: Document) -> list[str]:
    """What is counted and filtered by: `column:value`, each once."""
    return sorted({word(name, value) for name in CODED for value in _of(document, name)})


def fields(document: Document) -> list[str]:
    """What a field of a query finds, folded as queries are; some columns by every beginning."""
    found = set()
    for name in CODED:
        for value in _of(document, name):
            whole = word(name, value if isinstance(value, int) else fold(value))
            start = len(name) + 2
            found.add(whole)
            if name in BEGINNING:
                found |= {whole[:end] for end in range(start, min(len(whole), start + _LONGEST))}
    return sorted(found)


def _of(document: Document, name: str) -> tuple[Value, ...]:
    found = getattr(document, name)
    return (found,) if name in SINGLE else found


def word(name: str, value: Value) -> str:
    """A column and one of its values as one word."""
    return f"{name}:#{value:0{_DIGITS}}" if isinstance(value, int) else f"{name}:={storable(value)}"


def value(written: str) -> tuple[str, Value]:
    """The column and the value of a word."""
    name, _, rest = written.partition(":")
    return name, int(rest[1:]) if rest.startswith("#") else original(rest[1:])


def storable(text: str) -> str:
    """The text as PostgreSQL can keep it, without NUL and lone surrogates; `original` is the way back."""
    return _UNSTORABLE.sub(lambda found: f"\\{ord(found[0]):x};", text)


def original(text: str) -> str:
    """The text that was made storable."""
    return _STORED.sub(lambda found: chr(int(found[1], 16)), text) if "\\" in text else text


def number(text: str) -> int:
    """A number that stands for a text, 64 bits with sign: two of a billion texts are alike once in 37 tries."""
    return int.from_bytes(blake2b(text.encode(errors="surrogatepass"), digest_size=8).digest(), signed=True)
