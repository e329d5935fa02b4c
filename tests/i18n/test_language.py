"""Who is being answered, and which language a header asks for."""

from __future__ import annotations

import threading

import pytest

from portal.i18n import HTML_LANG, LANGS, current, match_language, pick, reset, set_language, using
from tests.timing import within


def test_chinese_is_the_default_and_a_block_ends_where_it_ends():
    assert current() == "zh-hans"
    with using("en"):
        with using("zh-hans"):
            assert current() == "zh-hans"
        assert current() == "en"
    assert current() == "zh-hans"


def test_a_language_is_reset_by_its_token():
    token = set_language("en")
    assert current() == "en"
    reset(token)
    assert current() == "zh-hans"


def test_a_block_ends_when_it_raises():
    with pytest.raises(KeyError), using("en"):
        raise KeyError
    assert current() == "zh-hans"


@pytest.mark.parametrize("lang", ["", "de", "zh-Hans", "EN"])
def test_an_unknown_language_is_refused(lang):
    with pytest.raises(ValueError, match="not a language"):
        set_language(lang)


def test_one_readers_language_is_not_anothers():
    seen = []
    with using("en"):
        thread = threading.Thread(target=lambda: seen.append(current()))
        thread.start()
        thread.join()
    assert seen == ["zh-hans"]


def test_every_language_has_its_lang_attribute():
    assert tuple(HTML_LANG) == LANGS


@pytest.mark.parametrize(
    ("lang", "zh", "en", "text"),
    [
        ("zh-hans", "市局", "Bureau", "市局"),
        ("en", "市局", "Bureau", "Bureau"),
        ("en", "市局", "", "市局"),
        ("zh-hans", None, "Bureau", "Bureau"),
        ("en", None, None, ""),
    ],
)
def test_of_two_columns_the_readers_or_the_other(lang, zh, en, text):
    assert pick(lang, zh, en) == text


@pytest.mark.parametrize(
    ("header", "lang"),
    [
        (None, "zh-hans"),
        ("", "zh-hans"),
        ("en", "en"),
        ("en-GB,en;q=0.9,zh;q=0.8", "en"),
        ("zh-CN,zh;q=0.9,en;q=0.8", "zh-hans"),
        ("zh-TW", "zh-hans"),
        ("fr,en;q=0.4", "en"),
        ("fr", "zh-hans"),
        ("en;q=0,zh;q=0.1", "zh-hans"),
        ("en;q=0", "zh-hans"),
        ("en;q=0.5,zh-CN;q=0.7", "zh-hans"),
        ("EN-us ; Q=0.5", "en"),
        ("en;q=nan,zh;q=0.1", "zh-hans"),
        ("en;q=99", "zh-hans"),
        ("*,en;q=0.5", "zh-hans"),
        ("english", "zh-hans"),
        (",,;;,q=1,\x00,\ud800,en", "en"),
    ],
)
def test_a_header_chooses(header, lang):
    assert match_language(header) == lang


def test_the_default_is_the_callers():
    assert match_language("fr", default="en") == "en"


@pytest.mark.parametrize("shape", ["en;q=0.", ",", ";", "en,", "-", "9", "q=", " "])
def test_a_hostile_header_costs_nothing(shape):
    header = shape * 1_000_000
    assert within(0.5, lambda: [match_language(header) for _ in range(100)])
