"""Where the words of a query stand in a text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.search.engine import highlight
from tests.timing import within


def marked(segments):
    return [text for text, found in segments if found]


@pytest.mark.parametrize(
    ("text", "terms", "found"),
    [
        ("关于人工智能的投诉", ("人工智能", "投诉"), ["人工智能", "投诉"]),
        ("平台人工智能", ("人工", "工智", "智能"), ["人工智能"]),
        ("Two Complaints, one complaint", ("complaint",), ["Complaints", "complaint"]),
        ("ＡＩ　ＭＯＤＥＬ and Ａi", ("ai", "model"), ["ＡＩ", "ＭＯＤＥＬ", "Ａi"]),
        ("Café", ("cafe",), ["Café"]),
        ("governance and government", ("govern*",), ["governance", "government"]),
        ("法律与算法", ("法",), ["法", "法"]),
        ("C-2026-000123", ("2026", "000123"), ["2026", "000123"]),
        ("model", ("mode",), []),
        ("<b>投诉</b>", ("投诉", "b"), ["b", "投诉", "b"]),
        ("anything", (), []),
        ("", ("a",), []),
    ],
)
def test_words_are_found_in_every_form(text, terms, found):
    segments = highlight(text, terms)
    assert marked(segments) == found
    assert "".join(part for part, _ in segments) == text


def test_the_passage_is_where_the_words_are_closest():
    text = "投诉。" + "空" * 500 + "平台对算法的投诉处理" + "空" * 500 + "算法"
    segments = highlight(text, ("算法", "投诉"), around=60)
    assert marked(segments) == ["算法", "投诉"]
    assert (segments[0], segments[-1]) == (("…", False), ("…", False))
    assert sum(len(part) for part, _ in segments) == 62


def test_a_short_text_is_shown_whole_and_a_long_one_without_words_from_its_start():
    assert highlight("短文", ("无",), around=60) == [("短文", False)]
    assert highlight("长" * 100, ("无",), around=60) == [("长" * 60, False), ("…", False)]


def test_a_passage_does_not_begin_inside_a_word():
    text = "administration " * 20 + "bias" + " administration" * 20
    assert highlight(text, ("bias",), around=40)[1][0].lstrip().startswith("administration")


def test_a_passage_does_not_end_inside_a_word():
    text = "bias " + "administration " * 20
    assert highlight(text, ("bias",), around=40)[1] == (" administration administration ", False)


@given(
    st.text(max_size=200),
    st.lists(st.text("ab法律*é", min_size=1, max_size=3), max_size=4),
    st.none() | st.integers(0, 50),
)
def test_segments_are_the_text_or_a_passage_of_it(text, terms, around):
    segments = highlight(text, terms, around)
    shown = "".join(part for part, _ in segments)
    assert shown.removeprefix("…").removesuffix("…") in text or text in shown
    assert all(part for part, _ in segments)
    assert around is None or len(shown) <= max(around, 1, min(len(text), around)) + 2


@pytest.mark.parametrize("unit", ["a", "法", "a ", "法律", "aa法", "\u0301", "\ud800"])
def test_time_is_in_proportion(unit):
    text = unit * (500_000 // len(unit))
    terms = [f"{a}{b}" for a in "法律数据安全算法" for b in "法律数据安全算法"] + ["a", "aa*"]
    assert within(1.0, lambda: highlight(text, terms, around=200))
