"""Whatever is asked of search, at any of its doors: never an answer of 5xx, and none that costs half a second."""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote_from_bytes

import pytest

from portal.access import Permit
from portal.search import queries, suggest
from portal.search.engine import Engine, Remark, highlight
from portal.search.sense import sense
from portal.search.verbs import SearchVerb
from portal.serving import LONGEST_ADDRESS
from tests.factories import case_in, filed
from tests.people import Browser, Portal
from tests.search.test_hostile import NAUGHTY, PATTERNS, SECONDS
from tests.search.worlds import made
from tests.timing import within

MANY, PARTS, DOORS = 200_000, 10, 10  # queries in `make torture`; in so many tests; every tenth at a door
TOGETHER = 40  # asked by somebody who was admitted once
LONG = 100_000  # characters
_SIGNS = (
    '"',
    "(",
    ")",
    "-",
    "*",
    ":",
    " OR ",
    " AND ",
    " NOT ",
    "..",
    "：",
    "“",
    "（",
    "＊",
    " ",
    "~",
    "^",
    "\\",
)
_FIELDS = (
    "kind:",
    "org:",
    "status:",
    "code:",
    "region:",
    "filed:",
    "due:",
    "assigned:",
    "overdue:",
    "年:",
    "类型：",
)
_RANGES = (
    *((0x20, 0x7F), (0xA0, 0x24F), (0x300, 0x36F), (0x590, 0x6FF), (0x900, 0xDFF), (0x2000, 0x206F)),
    *((0x3000, 0x30FF), (0x4E00, 0x9FFF), (0xAC00, 0xD7A3), (0xD800, 0xDFFF), (0xE000, 0xE100)),
    *(
        (0xFE00, 0xFEFF),
        (0xFF00, 0xFFEF),
        (0x1F300, 0x1FAFF),
        (0x20000, 0x2A6DF),
        (0xE0000, 0xE007F),
        (0, 0x1F),
    ),
)
_NAMES = ("kind", "status", "code", "org", "region", "risk", "year", "order", "start", "page")
_ADDRESSES = (
    *(
        "/en/search/?q=%s",
        "/zh-hans/search/?q=%s&order=%s",
        "/en/search/complete?q=%s",
        "/en/search/?like=%s",
    ),
    *(
        "/en/search/compose?q=%s",
        "/en/search/?all=%s&phrase=%s&any=%s&none=%s&from=%s&to=%s",
        "/en/watches/atom?q=%s",
    ),
    *("/en/search/?q=a&kind=%s&org=%s&year=%s&code=-%s&start=%s&page=%s", "/en/search/export/%s?q=%s"),
)


def hostile(luck: random.Random) -> Iterator[str]:
    """Yield texts made to hurt, without end."""
    while True:
        yield luck.choice(_SORTS)(luck)


def _known(luck: random.Random) -> str:
    return luck.choice((*NAUGHTY, *PATTERNS))


def _mixed(luck: random.Random) -> str:
    return luck.choice(("", " ", " OR ", " -")).join(_known(luck)[:80] for _ in range(luck.randrange(2, 6)))


def _characters(luck: random.Random) -> str:
    ranges = [luck.choice(_RANGES) for _ in range(luck.randrange(1, 4))]
    return "".join(chr(luck.randint(*luck.choice(ranges))) for _ in range(luck.randrange(1, 300)))


def _nested(luck: random.Random) -> str:
    depth, inside = luck.randrange(1, 3000), luck.choice(("法", "a*", '"', "", "x OR y"))
    opens = luck.choice(("(", "-(", "NOT (", "((", "（", '"('))
    return opens * depth + inside + ")" * luck.choice((depth, 0, depth - 1))


def _long(luck: random.Random) -> str:
    one = luck.choice(
        ("a", "法", "11", "a-", "\u0301", "ﷺ", "ab* ", "𠮷", "\u202e", "\x00", "A\u0335", "一*")
    )
    return one * (luck.choice((100, 300, 2000, LONG)) // len(one))


def _grammar(luck: random.Random) -> str:
    words = (*_FIELDS, *_SIGNS, *_SIGNS, "法", "model", "11", "2026-13-45", "me", "yes", "9" * 30)
    return "".join(luck.choice(words) for _ in range(luck.randrange(1, 60)))


_SORTS = (_known, _mixed, _characters, _characters, _nested, _grammar, _grammar, _grammar, _long)


@pytest.fixture
def full(portal: Portal, blank) -> Portal:
    """A portal of a few cases, with an index of two thousand documents of what hurts most."""
    for text in ("法 11 model", "\u202e" + "ab " * 50, "一二三"):
        filed(portal, "bob", title=text, body=text * 9)
    case_in(portal, "handling", title="a-b*c")
    portal.follow()
    engine = portal.app.extensions["portal"].services["search"]
    said = (f"11{n:08} a{n} 法 一{chr(0x4E00 + n)} 法法法法" for n in range(2000))
    again = ("法" * 250, "法律" * 125, "一丁丂七丄丅丆万丈三" * 20, "a " * 250) * 5
    texts = enumerate((*said, *again), start=900)
    engine.update([made(blank, key=f"case:{n}", text=text) for n, text in texts], (), engine.position())
    return portal


def at_the_doors(browser: Browser, luck: random.Random, texts: Iterator[str]) -> None:
    """Open an address with hostile parts, none longer than the server reads."""
    address = luck.choice(_ADDRESSES)
    count = address.count("%s")
    parts = [next(texts)[: LONGEST_ADDRESS // (12 * count)] for _ in range(count)]
    written = (quote_from_bytes(part.encode("utf-8", "surrogatepass")) for part in parts)
    answer = browser.get(address % tuple(written))
    assert answer.status_code < 500, (address, parts)


def handed_on(text: str) -> str:
    """Return a text as the web server hands it on: no broken bytes; one with a NUL goes no further than the door."""
    return text.encode("utf-8", "surrogatepass").decode("utf-8", "replace").replace("\0", "")


@dataclass
class Beneath:
    """What the doors ask, without the page around it: one who was admitted and asks many questions."""

    engine: Engine
    slices: Any
    permit: Permit[Any]
    rings: Any

    def ask(self, address: dict[str, list[str]]) -> None:
        asked = queries.read(self.permit.session, address, tuple)
        meaning = sense(self.permit, self.slices, self.rings) if asked.words else None
        answer = queries.ask(self.permit, self.engine, asked, meaning)
        assert Remark.AWAY not in answer.notes, address  # the engine gave up
        for _hit, card in queries.shown(self.permit, self.slices, answer.hits):
            highlight(card.title, answer.terms), highlight(card.text, answer.terms, 160)
        suggest.completions(self.permit, self.engine, self.slices, asked.words[:256])
        if not answer.total:
            suggest.better(self.permit, self.engine, self.slices, asked.words)


@contextmanager
def beneath(portal: Portal, name: str) -> Iterator[Beneath]:
    """Let somebody in."""
    house = portal.app.extensions["portal"]
    engine, slices = house.services["search"], house.services["slices"]
    with portal.app.test_request_context("/en/search/"), portal.store.reading() as session:
        permit = portal.gate.admit(session, portal.actor(name), SearchVerb.ASK)
        yield Beneath(engine, slices, permit, house.services["rings"](permit))


def tormented(portal: Portal, seed: str, count: int, every: int) -> None:
    """Ask so many hostile questions; each `every`-th at a door."""
    luck = random.Random(seed)
    texts, browsers = hostile(luck), [portal.browser(name) for name in ("visitor", "bob", "operator")]

    def at_a_door() -> None:
        at_the_doors(luck.choice(browsers), luck, texts)

    for number in range(0, count, TOGETHER):
        doors = len(range(number, min(number + TOGETHER, count), every))
        for _ in range(doors):
            _in_time(portal, luck, at_a_door, seed)
        with beneath(portal, "bob") as within_doors:

            def asks(inside: Beneath = within_doors) -> None:
                names = ["q", *(name for name in _NAMES if luck.random() < 0.1)]
                inside.ask({name: [handed_on(next(texts))] for name in names})

            for _ in range(min(TOGETHER, count - number) - doors):
                _in_time(portal, luck, asks, seed)


def _in_time(portal: Portal, luck: random.Random, ask: Callable[[], None], seed: str) -> None:
    """Ask, and if that took long ask the very same again."""
    clock = time.process_time if portal.store.dialect == "sqlite" else time.perf_counter
    state = luck.getstate()

    def again() -> None:
        luck.setstate(state)
        ask()

    begun = clock()
    ask()
    if clock() - begun > SECONDS:
        assert within(SECONDS, again, _clock(portal)), (seed, state)


def _clock(portal: Portal) -> Callable[[], float]:
    """Seconds of CPU of this process and of the database's server, where there is one; all time if not on Linux."""
    if portal.store.dialect == "sqlite":
        return time.process_time
    if not Path("/proc/self/schedstat").exists():
        return time.perf_counter

    def both() -> float:
        with portal.store.engine.connect() as connection:
            mine = "SELECT pid FROM pg_stat_activity WHERE datname = current_database()"
            pids = connection.exec_driver_sql(mine).scalars().all()
        server = [int(Path(f"/proc/{pid}/schedstat").read_text().split()[0]) for pid in pids]
        return time.process_time() + sum(server) / 1e9

    return both


def test_no_hostile_question_is_a_failure_of_ours(full: Portal) -> None:
    tormented(full, "now", 160, every=1)


@pytest.mark.torture
@pytest.mark.parametrize("part", range(PARTS))
def test_no_hostile_question_of_very_many_is_a_failure_of_ours(full: Portal, part: int) -> None:
    tormented(full, f"{part} {random.random()}", MANY // PARTS, DOORS)
