"""What a reader may have meant, may go on to type, and may like to read next.

Every word that is suggested stands in a record that the gate has just shown to this very reader, or is one that
the portal itself calls its kinds and classes by: nothing is drawn from a vocabulary of the whole index.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from string import ascii_lowercase
from typing import Any

from portal.access import Permit, badges
from portal.i18n import bilingual
from portal.search import queries
from portal.search.engine import Engine, Hit, Query, Question, fold
from portal.search.engine.analyser import PART, pieces, stem
from portal.search.engine.fields import Value
from portal.search.engine.grammar import Either, Text
from portal.search.engine.likeness import like
from portal.search.sense import labels
from portal.slice import Card, GovernedKind, Slice

COMPLETIONS, ALIKE = 8, 20
_READ = 30  # records read for a suggestion
_SHOWN, _LOOKED = 60, 1500  # characters of a completion; of a text looked at for a better word
_TOKENS, _RUN, _WORD = 4, 12, 20  # how much of a query is bettered: words, characters of each
_PLAIN = re.compile(r"[^\"():*\-]{2,64}")
_TOKEN = re.compile(rf"[\u4e00-\u9fff]{{3,{_RUN}}}|[a-z]{{4,{_WORD}}}")
_INITIALS = re.compile(r"[a-z]{2,20}")
_HAN = "[\u4e00-\u9fff]"
AnyPermit = Permit[Any]


def _found(
    permit: AnyPermit, engine: Engine, query: Query, limit: int, kinds: Iterable[str] = ()
) -> Sequence[Hit]:
    if query.root is None:
        return ()
    only = {"kind": frozenset[Value](kinds)}
    return engine.ask(Question(query, badges(permit.actor), only=only, facets=(), limit=limit)).hits


def _any(nodes: Sequence[Text]) -> Query:
    return Query(Either(tuple(nodes)) if len(nodes) > 1 else (nodes or (None,))[0])


def completions(permit: AnyPermit, engine: Engine, slices: Iterable[Slice], typed: str) -> list[str]:
    """Return titles, names and numbers that go on as typed."""
    row = pieces(typed[:_SHOWN], open_ended=True)
    hits = _found(permit, engine, _any([Text(row, (), exact=True)] if row else []), _READ)
    begun, found = fold(typed), []
    for hit, card in queries.shown(permit, slices, hits):
        if card.reference.lower().startswith(begun):
            found.append(card.reference)
        elif begun in fold(card.title) or (hit.kind == "organisation" and _INITIALS.fullmatch(begun)):
            found.append(card.title[:_SHOWN])
    return list(dict.fromkeys(found))[:COMPLETIONS]


def better(permit: AnyPermit, engine: Engine, slices: Iterable[Slice], words: str) -> str | None:
    """Return the words with those replaced that differ by one character from words of records; None for none."""
    folded = fold(words)
    tokens = list(dict.fromkeys(_TOKEN.findall(folded)))[:_TOKENS] if _PLAIN.fullmatch(folded) else []
    if not tokens:
        return None
    nodes = [Text((piece,), (), exact=True) for token in tokens for piece in _candidates(token)]
    texts = [
        fold(f"{card.title} {card.text[:_LOOKED]}")
        for _hit, card in queries.shown(permit, slices, _found(permit, engine, _any(nodes), _READ))
    ]
    texts += [fold(bilingual(*words.values())) for words in labels(slices).values()]
    for token in tokens:
        if not any(token in text for text in texts):
            folded = folded.replace(token, _nearest(token, texts) or token)
    return folded if folded != fold(words) else None


def _candidates(token: str) -> Iterator[Any]:
    """Return terms that a record with the word meant is likely to have."""
    if not token.isascii():
        return iter(pieces(token))
    return (piece for word in sorted(_edits(token)) for piece in pieces(word))


def _nearest(token: str, texts: list[str]) -> str | None:
    """Return the word that differs by one character and stands in most of the texts."""
    if token.isascii():
        wanted = _edits(token)
        found = [
            {word for word in PART.findall(text) if word in wanted or stem(word) in wanted} for text in texts
        ]
    else:
        pattern = re.compile("|".join(_misread(token)))
        found = [set(pattern.findall(text)) for text in texts]
    counts = Counter(word for words in found for word in sorted(words))
    return min(counts, key=lambda word: (-counts[word], word)) if counts else None


def _edits(word: str) -> set[str]:
    """Return every word at one deletion, exchange, replacement or insertion (Damerau 1964) from this one."""
    halves = [(word[:at], word[at:]) for at in range(len(word) + 1)]
    found = {a + b[1:] for a, b in halves if b}
    found |= {a + b[1] + b[0] + b[2:] for a, b in halves if len(b) > 1}
    found |= {a + letter + b[1:] for a, b in halves if b for letter in ascii_lowercase}
    found |= {a + letter + b for a, b in halves for letter in ascii_lowercase}
    return found - {word}


def _misread(run: str) -> Iterator[str]:
    """Return patterns of the runs at one exchange, replacement, insertion or deletion from this one."""
    for at in range(len(run)):
        before, after = run[:at], run[at + 1 :]
        yield before + _HAN + after
        if after:
            yield before + after[0] + run[at] + after[1:]
            yield run[: at + 1] + _HAN + after
        if len(run) > 3:
            yield before + after


def alike(
    permit: AnyPermit, engine: Engine, slices: Sequence[Slice], ref: str
) -> tuple[Card, list[tuple[Hit, Card]]] | None:
    """Return the record with this number, and those of its kind most like it in words; None if it is not theirs."""
    source = queries.record(permit, slices, ref)
    card = _card(permit, source) if source else None
    if source is None or card is None:
        return None
    group = f"{source[1].kind}:{source[1].id}"
    query = like(f"{card.title} {_said(permit, slices, source)}")
    hits = [hit for hit in _found(permit, engine, query, ALIKE + 1, [source[1].kind]) if hit.group != group]
    return card, queries.shown(permit, slices, hits[:ALIKE])


def _card(permit: AnyPermit, source: tuple[GovernedKind, Any]) -> Card | None:
    kind, row = source
    return kind.cards(permit, [row.id]).get(row.id)


def _said(permit: AnyPermit, slices: Sequence[Slice], source: tuple[GovernedKind, Any]) -> str:
    """Return what the reader may read of the record: its own text, or that of its first parts."""
    kind, row = source
    card = kind.cards(permit, [row.id]).get(row.id)
    if (card and card.text) or kind.parts is None:
        return card.text if card else ""
    kinds = {one.model.kind: one for capability in slices for one in capability.kinds}
    for _row, name, key in kind.parts(permit.session, [row.id]):
        part = kinds[name].cards(permit, [key]).get(key)
        if part and part.text:
            return part.text
    return ""
