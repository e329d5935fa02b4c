"""Small worlds of documents, and an oracle that answers by looking at every one of them."""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import dataclass, field, replace

from hypothesis import strategies as st

from portal.search.engine import Answer, Document, Hit, Query, Question, Remark, parse
from portal.search.engine.analyser import Piece, stem, terms
from portal.search.engine.grammar import All, Either, Field, Span, Text, Without
from portal.search.engine.port import BEGINNING, FACETS, SEVERAL

CHARACTERS = "数据安法"
WORDS = ("model", "models", "gpt4", "bias", "C-2026-000123", "2026")
BADGES = ("public", "agencies", "org:1", "org:2", "account:7")
BARRED = (*BADGES, "!account:7")  # as a badge it opens nothing, and closes what has it as a word
KINDS, STATUSES = ("case", "notice", "code"), ("open", "closed", "")
CODES = ("pricing", "privacy")

_run = st.text(CHARACTERS, min_size=1, max_size=3)
_bit = st.one_of(_run, st.sampled_from(WORDS), st.sampled_from(("，", " ", "。")))
texts = st.lists(_bit, min_size=1, max_size=8).map(" ".join)
audiences = st.frozensets(st.sampled_from(BARRED), max_size=3)


def documents(keys: st.SearchStrategy[str], audience: st.SearchStrategy[frozenset[str]] = audiences):
    """Documents with keys and audiences drawn as told."""
    return st.builds(
        Document,
        key=keys,
        kind=st.sampled_from(KINDS),
        title=texts,
        text=texts,
        reference=st.sampled_from(("", "C-2026-000123", "N-2025-000007")),
        audience=audience,
        status=st.sampled_from(STATUSES),
        organisation=st.lists(st.integers(1, 3), max_size=2).map(tuple),
        year=st.integers(2024, 2026),
        moment=st.integers(0, 2).map(float),
        lang=st.sampled_from(("zh-hans", "en")),
        group=st.sampled_from(("case:1", "case:2", "case:3", "case:4")),
        code=st.lists(st.sampled_from(CODES), max_size=2).map(tuple),
        assigned=st.lists(st.sampled_from(("org:1", "account:7")), max_size=2).map(tuple),
        region=st.sampled_from(("", "海淀区", "朝阳区")),
        filed=st.integers(739_000, 739_003),
        due=st.sampled_from((0, 739_001, 739_002)),
    )


_leaf = st.one_of(
    _run,
    st.sampled_from(WORDS),
    _run.map('"{}"'.format),
    st.sampled_from(("mod*", "2026*", "models*", "kind:case", "状态:open", "year:2025", "org:2", "lang:zh")),
)
_sentence = st.recursive(
    _leaf,
    lambda part: st.one_of(
        st.tuples(part, st.sampled_from((" ", " OR ", " AND ", " -")), part).map("".join),
        part.map("({})".format),
        part.map("NOT {}".format),
    ),
    max_leaves=4,
)


def _seldom(values):
    """A filter, which mostly is not used: many filters at once find nothing, and nothing proves little."""
    return st.one_of(*[st.just(frozenset())] * 5, st.frozensets(values, min_size=1, max_size=2))


_COLUMNS = {
    "kind": st.sampled_from(KINDS),
    "status": st.sampled_from(STATUSES),
    "organisation": st.integers(1, 4),
    "year": st.integers(2024, 2026),
    "code": st.sampled_from(CODES),
}
_filters = st.fixed_dictionaries({name: _seldom(values) for name, values in _COLUMNS.items()})
_spans = st.builds(Span, st.sampled_from(("filed", "due")), st.integers(0, 739_003), st.integers(0, 739_003))
_fields = st.sampled_from((Field("code", "pricing"), Field("assigned", "org:1"), Field("region", "海淀")))
_query = st.one_of(st.just(""), _sentence).map(parse)
_narrow = st.builds(
    lambda query, more: Query(All((query.root, more)) if query.root else more, query.notes),
    _query,
    _spans | _fields,
)

questions = st.builds(
    Question,
    query=st.one_of(_query, _query, _narrow),
    badges=st.frozensets(st.sampled_from(BARRED), max_size=3),
    only=_filters,
    without=_filters,
    facets=st.sampled_from((FACETS, (*FACETS, "code", "region"))),
    order=st.sampled_from(("relevance", "relevance", "newest", "oldest", "due")),
    start=st.sampled_from((None, None, 1.0)),
    offset=st.sampled_from((0, 0, 0, 2)),
    limit=st.sampled_from((20, 20, 3, 0)),
)


def made(blank: Document, **changes) -> Document:
    """A variant of a document, a record of its own unless told otherwise."""
    return replace(blank, **{"group": changes.get("key", blank.key), **changes})


@dataclass
class Oracle:
    """Answers one question over documents it may all read, in plain Python."""

    documents: list[Document]
    scores: Counter[str] = field(default_factory=Counter)
    loose: bool = False

    def __post_init__(self) -> None:
        self._places = {}
        for one in self.documents:
            title, at = terms(one.title)
            number, number_at = terms(one.reference)
            text, text_at = terms(one.text)
            after = (at[-1] if at else 0) + 300
            self._places[one.key] = (
                [
                    *zip(title, at, strict=True),
                    *((t, p + after) for t, p in zip(number, number_at, strict=True)),
                ],
                [(t, p + 10_000) for t, p in zip(text, text_at, strict=True)],
                (at[-1] + 1 if at else 0, text_at[-1] + 1 if text_at else 0),
            )

    def _count(self, key: str, pieces: tuple[Piece, ...]) -> tuple[int, int]:
        """How often the pieces stand in a row in the title, and in the text."""
        found = []
        for places in self._places[key][:2]:
            have = [
                {place - piece.offset for term, place in places if _fits(term, piece)} for piece in pieces
            ]
            found.append(len(set.intersection(*have)))
        return found[0], found[1]

    def leaf(self, pieces: tuple[Piece, ...], *, wanted: bool) -> set[str]:
        """Who has the pieces in a row; what that is worth goes into the scores."""
        counts = {one.key: self._count(one.key, pieces) for one in self.documents}
        have = {key for key, count in counts.items() if any(count)}
        total = len(self.documents)
        rarity = math.log1p((total - len(have) + 0.5) / (len(have) + 0.5)) if total else 0
        for key in have if wanted else ():
            weight = sum(
                count * worth / (1 - b + b * self._places[key][2][part] / self._average(part))
                for part, (count, worth, b) in enumerate(
                    zip(counts[key], (4.0, 1.0), (0.3, 0.75), strict=True)
                )
            )
            self.scores[key] += rarity * weight / (1.2 + weight)
        return have

    def _average(self, part: int) -> float:
        total = sum(places[2][part] for places in self._places.values())
        return total / len(self._places) if total else 1.0

    def match(self, node, *, wanted: bool = True) -> set[str]:
        """The keys that match."""
        match node:
            case Text(pieces, _, exact):
                if self.loose and wanted and len(pieces) > 1 and not exact:
                    apart = {(one.term, one.prefix): one for one in pieces}.values()
                    each = Counter(key for one in apart for key in self.leaf((one,), wanted=True))
                    return {key for key, count in each.items() if count >= 0.1 * len(apart)}
                return self.leaf(pieces, wanted=wanted)
            case Field() | Span():
                return {one.key for one in self.documents if _has(one, node)}
            case Without(part):
                return {one.key for one in self.documents} - self.match(part, wanted=not wanted)
            case All(parts):
                return set.intersection(*[self.match(part, wanted=wanted) for part in parts])
            case Either(parts):
                return set.union(*[self.match(part, wanted=wanted) for part in parts])


def _fits(term: str, piece: Piece) -> bool:
    return (piece.prefix and term.startswith(piece.term)) or term == (
        stem(piece.term) if piece.prefix else piece.term
    )


def _values(one: Document, name: str) -> set:
    return set(getattr(one, name)) if name in SEVERAL else {getattr(one, name)}


def _has(one: Document, node: Field | Span) -> bool:
    if isinstance(node, Span):
        return max(node.first, 1) <= getattr(one, node.name) <= node.last
    if node.name in BEGINNING:
        return getattr(one, node.name).startswith(node.value)
    return node.value in _values(one, node.name)


def _loosens(node) -> bool:
    if isinstance(node, Text):
        return len(node.pieces) > 1 and not node.exact
    return isinstance(node, All | Either) and any(map(_loosens, node.parts))


def _reads(badges: frozenset[str], one: Document) -> bool:
    common = one.audience & badges
    return bool(common) and not any(word.startswith("!") for word in common)


def expected(world: dict[str, Document], question: Question) -> Answer:
    """The answer the engine owes; `terms` and `position` left empty."""
    mine = [one for one in world.values() if _reads(question.badges, one)]
    root, notes = question.query.root, question.query.notes
    oracle = Oracle(mine)
    found = {one.key for one in mine} if root is None else oracle.match(root)
    if root is not None and not found and _loosens(root):
        loose = Oracle(mine, loose=True)
        found, oracle = loose.match(root), loose
        notes = (*notes, Remark.LOOSE) if found else notes
    names = {*question.only, *question.without}
    passes = {name: {one.key for one in mine if _passes(one, name, question)} for name in names}
    facets = {}
    for name in question.facets:
        among = found.intersection(*[keys for other, keys in passes.items() if other != name])
        pairs = {
            (world[key].group, value) for key in among for value in _values(world[key], name) if value != ""
        }
        facets[name] = dict(Counter(value for _group, value in pairs))
    hits = [world[key] for key in found.intersection(*passes.values())]
    scored = oracle.scores if question.order == "relevance" else Counter()
    return Answer(_page(hits, scored, question), len({one.group for one in hits}), facets, notes, (), 0)


def _passes(one: Document, name: str, question: Question) -> bool:
    only, without = question.only.get(name), question.without.get(name, frozenset())
    return (not only or bool(_values(one, name) & only)) and not _values(one, name) & without


def _page(hits: list[Document], scored: Counter[str], question: Question) -> tuple[Hit, ...]:
    """The records in order, each through its first document."""
    by = {
        "relevance": lambda one: (-round(scored[one.key], 9), -one.moment),
        "newest": lambda one: (-one.moment,),
        "oldest": lambda one: (one.moment,),
        "due": lambda one: (one.due or math.inf, -one.moment),
    }[question.order]
    first: dict[str, Document] = {}
    for one in sorted(hits, key=lambda one: (*by(one), one.key)):
        first.setdefault(one.group, one)
    begun = {
        "newest": lambda one: question.start is None or one.moment <= question.start,
        "oldest": lambda one: question.start is None or one.moment >= question.start,
    }.get(question.order, lambda _one: True)
    rest = list(filter(begun, first.values()))[question.offset : question.offset + question.limit]
    parts = Counter(one.group for one in hits)
    return tuple(
        Hit(one.key, one.kind, one.group, round(float(scored[one.key]), 9), one.moment, parts[one.group])
        for one in rest
    )


def ranked(facets):
    """The counts in the order they are shown in: most first, then ascending."""
    return {
        name: dict(sorted(counts.items(), key=lambda one: (-one[1], one[0])))
        for name, counts in facets.items()
    }
