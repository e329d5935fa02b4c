"""Queries and documents made to hurt: every question is answered, in bounded time."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from portal.search.engine import Embedded, Question, highlight, parse
from tests.search.worlds import made
from tests.timing import within

ALL = frozenset({"public"})
SECONDS = 0.5  # of processor time, for one question

# shapes, not wordings: reserved words, numbers, scripts, direction marks, control characters, injections
NAUGHTY = (
    *("undefined", "NULL", "-1", "1E+02", "0x0", "NaN", "Infinity", "١٢٣", "½¼", "⁰⁴⁵", "Ω≈ç√∫", "${7*7}"),
    *(
        "田中さんに",
        "社會科學院",
        "사회과학원",
        "ⴰⵣⵓⵍ",
        "مُنَاقَشَةُ",
        "בְּרֵאשִׁית",
        "ı İ ß ẞ ŉ",
        "，。！？",
        "ﷺ" * 20,
    ),
    *("\u202etest\u202c", "\u2060\u200b\ufeff", "\x00\x01\x7f", "\ud800", "\udfff\ud800", "Ⱥ" * 20),
    *(
        "Z\u032e\u031e\u0360\u0359\u0354\u0345a\u0317\u031e\u0348\u033b",
        "\U0001f469\U0001f3fd\u200d\U0001f4bb",
    ),
    *("'; DROP TABLE x--", "<script>alert(1)</script>", "../../etc/passwd", "%s%n"),
    *("kind:", "kind:kind:kind:", "org:99999999999999999999", "year:-1", "lang:\ud800", "NOT", "AND AND"),
    *("OR OR OR", "()", ")(", '""""', '"*"', "*a*", "a*b*", "-" * 50, "- -a", "--a"),
)

PATTERNS = (
    *("?" * 256, "*" * 256, "a* " * 80, "?*" * 128, "ab* OR " * 30, "[a TO z]", "NOT " * 64, "(" * 256),
    *(
        "()" * 128,
        "((((((((a))))))))",
        "a" * 256,
        "法" * 256,
        "法 " * 128,
        "11* " * 60,
        "a-" * 128,
        "一*" * 100,
    ),
    *('"' * 255, '"a" ' * 60, "\u0301" * 256, "ﷺ" * 256, "-(-(-(-(-(-(-a", "a~ " * 80),
)


@pytest.fixture(scope="module")
def engine(new_engine, blank):
    """Two thousand documents of what hurts most: numbers with one beginning, one character repeated."""
    engine = new_engine()
    engine.update(
        [made(blank, key=str(n), text=f"11{n:08} a{n} 法 一{chr(0x4E00 + n)} 法法法法") for n in range(2000)],
        (),
        1,
    )
    return engine


def _asked_anew(engine, text):
    if isinstance(engine, Embedded):
        engine.cache.clear()
    return engine.ask(Question(parse(text), ALL))


@pytest.mark.parametrize("text", NAUGHTY + PATTERNS)
def test_a_hostile_query_is_answered_in_time(engine, text):
    answers = []
    assert within(SECONDS, lambda: answers.append(_asked_anew(engine, text)))
    for answer in answers:
        assert answer.total <= 2000
        assert highlight(text, answer.terms) or not text


@settings(max_examples=60)
@given(st.text(st.characters(codec=None), max_size=300))
def test_every_text_is_answered(engine, text):
    answer = engine.ask(Question(parse(text), ALL))
    assert len(answer.hits) == min(20, answer.total)


@pytest.mark.parametrize("badges", [{"\ud800"}, {""}, {"public\x00"}, {"a" * 10_000}, {"публичный"}, set()])
def test_a_badge_nobody_wrote_opens_nothing(engine, badges):
    assert engine.ask(Question(parse(""), frozenset(badges))).total == 0


def test_a_page_beyond_the_end_is_empty(engine):
    for offset, limit in ((2000, 20), (10**9, 20), (0, 0), (0, -5), (-3, 0)):
        assert engine.ask(Question(parse(""), ALL, offset=offset, limit=limit)).hits == ()
