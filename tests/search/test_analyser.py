"""What a text is found by."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.search.engine.analyser import WORD_LIMIT, Piece, fold, marks, pieces, stem, terms
from tests.timing import within

anything = st.text(st.characters(codec=None), max_size=60)  # lone surrogates too


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("算法备案", ["算法", "法备", "备案", "案"]),
        ("备案，投诉", ["备案", "案", "投诉", "诉"]),
        ("法", ["法"]),
        ("AI大模型", ["ai", "大模", "模型", "型"]),
        ("ＡＩ　Ⅳ", ["ai", "iv"]),
        ("Évaluation", ["evaluation"]),
        ("演算法歧視", ["演算", "算法", "法歧", "歧视", "视"]),
        ("數據／发布", ["数据", "据", "发布", "布"]),
        ("C-2026-000123", ["c2026000123", "c", "2026", "000123"]),
        ("网信算备1101号", ["网信", "信算", "算备", "备", "1101", "号"]),
        ("the city's and/or", ["the", "city", "s", "and", "or"]),
        ("ひらがなカナ", ["ひら", "らが", "がな", "なカ", "カナ", "ナ"]),
        ("", []),
        ("!?—…\x00\ud800", []),
    ],
)
def test_the_terms_of_a_text(text, found):
    assert terms(text)[0] == found


def test_parts_of_an_identifier_stand_in_a_row_and_its_whole_at_the_first():
    assert terms("案 C-2026-000123 x") == (
        ["案", "c2026000123", "c", "2026", "000123", "x"],
        [0, 1, 1, 2, 3, 4],
    )


@pytest.mark.parametrize(
    "forms",
    [
        ("complaint", "complaints"),
        ("agency", "agencies"),
        ("handle", "handled", "handles", "handling"),
        ("plan", "planned", "planning", "plans"),
        ("policy", "policies"),
        ("process", "processes", "processing"),
        ("evaluate", "evaluated", "evaluating"),
    ],
)
def test_forms_of_a_word_are_one_term(forms):
    assert len({stem(form) for form in forms}) == 1


@pytest.mark.parametrize("word", ["status", "bias", "use", "need", "king", "gpt4", "000123"])
def test_words_that_only_look_like_forms_keep_their_meaning(word):
    assert stem(word) in {word, word.removesuffix("s")}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("算法备案", (Piece("算法", 0), Piece("法备", 1), Piece("备案", 2))),
        ("法", (Piece("法", 0, prefix=True),)),
        ("C-2026", (Piece("c", 0), Piece("2026", 1))),
        ("AI投诉", (Piece("ai", 0), Piece("投诉", 1))),
        ("投诉AI", (Piece("投诉", 0), Piece("ai", 2))),
    ],
)
def test_the_pieces_of_a_question(text, found):
    assert pieces(text) == found


@pytest.mark.parametrize(
    ("text", "found", "marked"),
    [
        ("handled", (Piece("handled", 0, prefix=True),), ("handled*",)),
        ("C-2026-00", (Piece("c", 0), Piece("2026", 1), Piece("00", 2, prefix=True)), ("c", "2026", "00*")),
        ("算法", (Piece("算法", 0),), ("算法",)),
        ("a", (Piece("a", 0),), ("a",)),
        ("…", (), ()),
    ],
)
def test_the_pieces_of_a_beginning(text, found, marked):
    assert pieces(text, open_ended=True) == found
    assert marks(text, open_ended=True) == marked


@given(anything)
def test_positions_ascend_and_every_term_can_be_written(text):
    found, places = terms(text, 7)
    assert places == sorted(places)
    assert all(term.encode() and len(term) <= WORD_LIMIT for term in found)


@given(anything.filter(str.strip))
def test_a_text_is_found_by_itself(text):
    found, places = terms(text)
    have = set(zip(found, places, strict=True))
    asked = pieces(text)
    assert all(
        any(term.startswith(piece.term) and place == piece.offset for term, place in have)
        if piece.prefix
        else (piece.term, piece.offset) in have
        for piece in asked
    )


@given(anything)
def test_folding_twice_is_folding_once(text):
    assert fold(fold(text)) == fold(text)


def test_a_limit_of_positions_holds():
    assert terms("数据安全 model 法规", 10, 5) == (
        ["数据", "据安", "安全", "全", "model"],
        [10, 11, 12, 13, 14],
    )
    assert terms("数据安全", 0, 2)[1] == [0, 1]


@pytest.mark.parametrize(
    "unit",
    ["a", "法", "a-", "-a1", "\u0301", "\u0316\u0301", "é", "ﷺ", "ᄀ", "Ａ", "1.", "\ud800", "a'", "_", "ς"],
)
def test_hostile_text_takes_time_in_proportion(unit):
    text = unit * (100_000 // len(unit))
    assert within(0.75, lambda: (terms(text), pieces(text[:256])))
