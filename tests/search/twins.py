"""Worlds that differ only in what one reader may not see, and questions drawn from what is hidden in them.

What the reader sees is the same in every world: the same documents, put in at the same positions, and some of
them after a past that differs. Beside them each world hides what another does not: other documents, more or
fewer, parts of the very records the reader sees, with words, values and audiences of their own.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import lru_cache
from itertools import combinations, islice

from portal.search.engine import Document, Engine, Question, highlight, parse
from portal.search.engine.port import FACETS

READER = frozenset({"public", "agencies", "org:3", "account:5"})
OTHERS = ("org:1", "org:2/officer", "org:31", "account:55", "group:2", "receipt:0a1b", "org:3/admin")
EVERYBODY = READER | {*OTHERS}

COMMON = (
    *("数据", "算法", "投诉", "平台", "价格", "隐私", "备案", "人脸", "识别"),
    *("推荐", "退款", "合同", "客服", "医院", "学校", "司机", "会员", "机构"),
)
LATIN = (
    *("model", "models", "refund", "bias", "handling", "handled", "price"),
    *("café", "privacy", "driver", "member", "GPT-4", "2026"),
)
SECRET = (
    *("举报人张三", "涉嫌诈骗", "内部代号", "斑马鱼", "线人", "秘密试验"),
    *("zebrafish", "whistleblower", "C-2026-000777", "undercover"),
)
_KINDS, _STATUSES, _CODES = ("case", "notice", "code"), ("open", "closed", "handling"), ("pricing", "privacy")
_REGIONS, _RISKS = ("海淀区", "朝阳区", ""), ("high", "")
_ALL_FACETS = ("kind", "status", "code", "organisation", "region", "risk", "year")
_ORDERS = ("relevance", "relevance", "relevance", "newest", "oldest", "due")
POSITIONS = 4


def _said(luck: random.Random, words: tuple[str, ...], count: int) -> str:
    return "".join(luck.choice(words) + luck.choice(("", "", " ", "，", "。")) for _ in range(count))


def _document(
    luck: random.Random, key: str, group: str, audience: frozenset[str], words: tuple[str, ...]
) -> Document:
    return Document(
        key=key,
        kind=luck.choice(_KINDS),
        title=_said(luck, words, luck.randrange(2, 6)),
        text=_said(luck, words, luck.randrange(5, 60)),
        reference=luck.choice(("", f"C-2026-{luck.randrange(1000):06}")),
        audience=audience,
        status=luck.choice(_STATUSES),
        organisation=tuple(luck.sample(range(1, 7), luck.randrange(3))),
        year=luck.randrange(2023, 2027),
        moment=float(luck.randrange(40)),
        lang=luck.choice(("zh-hans", "en")),
        group=group,
        code=tuple(luck.sample(_CODES, luck.randrange(3))),
        system=(f"S-2026-{luck.randrange(4):06}",),
        assigned=tuple(luck.sample(("org:3", "account:5", "org:1"), luck.randrange(3))),
        region=luck.choice(_REGIONS),
        risk=luck.choice(_RISKS),
        filed=luck.randrange(739_000, 739_009),
        due=luck.choice((0, 739_001, 739_004)),
    )


def seen() -> list[Document]:
    """Return what the reader sees in every world: some records of several documents."""
    luck = random.Random("seen")
    words = (*COMMON, *LATIN)
    return [
        _document(
            luck, f"case:{n}", f"case:{n - n % 3}", frozenset({luck.choice(sorted(READER)), "org:1"}), words
        )
        for n in range(60)
    ]


def hidden(world: int) -> list[Document]:
    """Return what a world hides: nothing in the first, and in the others each time something else."""
    luck = random.Random(f"hidden {world}")
    count = luck.randrange(1, 90) if world else 0
    words = (*COMMON[world % 5 :: 2], *LATIN[world % 3 :: 2], *SECRET, *SECRET)
    found = []
    for n in range(count):
        group = luck.choice((f"case:{luck.randrange(60)}", f"case:{900 + n}"))
        audience = frozenset(luck.sample(OTHERS, luck.randrange(3)))
        one = _document(luck, f"note:{n}", group, audience, words)
        secret = {"kind": "note", "status": "secret", "region": "密云区", "risk": "grave", "year": 1999}
        named = {name: value for name, value in secret.items() if luck.random() < 0.4}
        found.append(replace(one, organisation=(*one.organisation, 77), code=("minors",), **named))
    return found


def fill(engine: Engine, world: int) -> list[Document]:
    """Put a world into an empty engine; return what it hides."""
    luck = random.Random(f"order {world}")
    mine, theirs = seen(), hidden(world)
    luck.shuffle(theirs)
    for position in range(1, POSITIONS + 1):
        here, there = mine[position - 1 :: POSITIONS], theirs[position - 1 :: POSITIONS]
        past = [replace(one, audience=frozenset({"org:1"}), title=luck.choice(SECRET)) for one in here]
        before = [one for one in past if world and luck.random() < 0.3]
        together = [*here, *there, *([theirs[0]] if theirs else [])]
        luck.shuffle(together)
        engine.update(before, [one.key for one in there[::2]], 2 * position - 1)
        engine.update(together, [f"note:{luck.randrange(90)}"] if world else [], 2 * position)
    return theirs


# --- questions ---


def queries(luck: random.Random, texts: list[str]) -> Iterator[str]:
    """Yield queries without end: what somebody types who guesses at what these texts say."""
    while True:
        text = luck.choice(texts)
        one = luck.choice(_WAYS)(luck, text)
        if luck.random() < 0.5:
            other = luck.choice(_WAYS)(luck, luck.choice(texts))
            one = f"{one}{luck.choice((' ', ' OR ', ' OR ', ' -'))}{other}"
        yield one


def _word(luck: random.Random, _text: str) -> str:
    return luck.choice((*SECRET, *COMMON, *COMMON, *LATIN))


def _piece(luck: random.Random, text: str) -> str:
    start = luck.randrange(len(text))
    return text[start : start + luck.randrange(1, 9)].strip() or text[:2]


def _phrase(luck: random.Random, text: str) -> str:
    return f'"{_piece(luck, text)}"'


def _beginning(luck: random.Random, text: str) -> str:
    word = _word(luck, text)
    return f"{word[: luck.randrange(2, len(word) + 1)]}*"


def _typo(luck: random.Random, text: str) -> str:
    return typo(luck, _word(luck, text))


def typo(luck: random.Random, word: str) -> str:
    """Return a word with one character wrong, doubled or left out."""
    at = luck.randrange(len(word))
    return word[:at] + luck.choice(("", "x", "数", word[at] * 2)) + word[at + 1 :]


def _field(luck: random.Random, _text: str) -> str:
    return luck.choice(
        (
            *(
                "kind:note",
                "kind:case",
                "status:secret",
                "status:open",
                "region:密云",
                "region:海淀",
                "risk:grave",
            ),
            *("org:77", "org:2", "code:minors", "code:pricing", "year:1999", "year:2026", "assigned:me"),
            *("filed:..2030", "due:2024", "overdue:yes", "system:S-2026-000001", "lang:zh", "C-2026-000777"),
        )
    )


_WAYS: tuple[Callable[[random.Random, str], str], ...] = (_word, _piece, _phrase, _beginning, _typo, _field)


def questions(seed: str, texts: list[str]) -> Iterator[Question]:
    """Yield what the reader asks, without end: any query, by any filter, in any order, on any page."""
    luck = random.Random(seed)
    for query in queries(luck, texts):
        only, without = {}, {}
        if luck.random() < 0.15:
            only = {"kind": frozenset(luck.sample((*_KINDS, "note"), 2))}
        if luck.random() < 0.1:
            without = {"status": frozenset({luck.choice((*_STATUSES, "secret"))})}
        order = luck.choice(_ORDERS)
        yield Question(
            query=parse(query),
            badges=READER,
            only=only,
            without=without,
            facets=luck.choice((_ALL_FACETS, _ALL_FACETS, FACETS, ())),
            order=order,
            start=luck.choice((None, None, 20.0)),
            offset=luck.choice((0, 0, 0, 0, 0, 5)),
            limit=luck.choice((20, 20, 20, 20, 5, 0)),
        )


def told(engine: Engine, question: Question, texts: dict[str, Document]) -> str:
    """Return everything a reader gets of an answer: all of it, and the words marked in what they read."""
    answer = engine.ask(question)
    read = [texts[hit.key] for hit in answer.hits[:2] if hit.key in texts]
    return f"{answer} {_marked(answer.terms, *read)}"


@lru_cache(maxsize=1)
def _marked(terms: tuple[str, ...], *read: Document) -> str:
    """What is marked in the documents read; a world that answers as the one before has it marked alike."""
    return repr([(highlight(one.title, terms), highlight(one.text, terms, 40)) for one in read])


def pairs(worlds: int) -> int:
    """Return of how many pairs of worlds one question tells."""
    return len(list(combinations(range(worlds), 2)))


def differing(engines: list[Engine], asked: Iterator[Question], count: int) -> Iterator[Question]:
    """Ask so many questions in every world; yield those that are not answered alike in all."""
    texts = {one.key: one for one in seen()}
    for question in islice(asked, count):
        if len({told(engine, question, texts) for engine in engines}) > 1:
            yield question
