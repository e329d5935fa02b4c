"""What people type, made fit to keep."""

from __future__ import annotations

import json
import os
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.web.typed import clean, excerpt
from tests.timing import within

NAUGHTY = Path(os.environ.get("PORTAL_REAL_TEXTS", "nowhere"), "naughty_strings.jsonl")
ANY = st.text(st.characters(exclude_categories=()), max_size=200)
HOSTILE = st.text(
    st.sampled_from(
        "a人 \n\r\t\x00\x1b\x85\u2028\ud800\udc00\ufffe\ufeff\u0301\u0323\u0344"
        "\u202a\u202c\u202e\u2066\u2068\u2069\u200b\u200d"
    )
)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  张三 \n", "张三"),
        ("\u3000张三\u3000", "张三"),
        ("e\u0301", "é"),
        ("a\r\nb\rc\u2028d", "a b c d"),
        ("a\tb", "a b"),
        ("a\x00b\x1b[31m\x7f\x9b", "ab[31m"),
        ("\ud83d\ude00a\udfff", "a"),
        ("a\ufffe\ufdd0\U0010ffff\ufeffb", "ab"),
        ("abc\u202etxt.exe", "abctxt.exe"),
        ("\u200b\u2060\u200e", ""),
        ("\U000e0041\U000e0042", ""),
        ("👨\u200d👩", "👨\u200d👩"),
        ("ﷺ", "ﷺ"),
        ("", ""),
    ],
)
def test_a_single_line(typed, kept):
    assert clean(typed, multiline=False) == kept


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("a\r\nb\rc\x85d\u2029e", "a\nb\nc\nd\ne"),
        ("\n\n a\tb \n", "a\tb"),
        ("a\u202eb", "a\u202eb\u202c"),
        ("a\u202eb\nc", "a\u202eb\u202c\nc"),
        ("a\u202cb\u2069", "ab"),
        ("\u2067a\u202ab\u2069c", "\u2067a\u202ab\u2069c"),
        ("\u2067a\u202ab", "\u2067a\u202ab\u202c\u2069"),
        ("\u202a\u2067a\u202cb", "\u202a\u2067ab\u2069\u202c"),
        ("\u200fשלום", "\u200fשלום"),
    ],
)
def test_several_lines(typed, kept):
    assert clean(typed, multiline=True) == kept


@pytest.mark.parametrize("multiline", [False, True])
def test_marks_heaped_on_a_letter_are_cut(multiline):
    assert clean("a" + "\u0335" * 5000 + "b", multiline) == "a" + "\u0335" * 30 + "b"


@given(ANY | HOSTILE, st.booleans())
def test_whatever_is_typed_becomes_fit_and_stays_as_it_is(typed, multiline):
    kept = clean(typed, multiline)
    assert clean(kept, multiline) == kept
    assert unicodedata.is_normalized("NFC", kept)
    kept.encode("utf-8")
    controls = {c for c in kept if unicodedata.category(c) in {"Cc", "Cs"}}
    assert controls <= ({"\n", "\t"} if multiline else set())
    assert kept == kept.strip()


@given(HOSTILE)
def test_every_line_closes_what_it_opens(typed):
    for line in clean(typed, multiline=True).split("\n"):
        isolates = sum(line.count(c) for c in "\u2066\u2067\u2068")
        assert line.count("\u2069") == isolates


@pytest.mark.parametrize(
    "shape",
    [
        "\u0301\u0323",
        "a\u0301",
        "\u202e",
        "\u2067",
        "\u2069",
        "\u2067\u202a",
        "\r",
        "\x00",
        "\ud800",
        "人",
        "\u0344",
        "\t ",
    ],
)
@pytest.mark.parametrize("multiline", [False, True])
def test_no_shape_is_dear(shape, multiline):
    typed = (shape * 100_000)[:100_000]
    assert within(0.5, lambda: (clean(typed, multiline), excerpt(typed, 200)))


@pytest.mark.skipif(
    not NAUGHTY.exists(), reason="PORTAL_REAL_TEXTS names no folder with naughty_strings.jsonl"
)
def test_naughty_strings_pass():
    for entry in NAUGHTY.read_text(encoding="utf-8").strip().split("\n"):
        typed = json.loads(entry)["s"]
        assert clean(clean(typed, multiline=True), multiline=True) == clean(typed, multiline=True)
        assert len(excerpt(typed, 20)) <= 20


@pytest.mark.parametrize(
    ("text", "chars", "short"),
    [
        ("a\n\n b", 10, "a b"),
        ("一二三四五", 5, "一二三四五"),
        ("一二三四五六", 5, "一二三四…"),
        ("一二三，四五六", 5, "一二三…"),
        ("The committee decided", 16, "The committee…"),
        ("The committee decided", 10, "The…"),
        ("Donaudampfschiff", 8, "Donauda…"),
        ("abce\u0301fgh", 5, "abc…"),
        ("👨\u200d👩\u200d👧 family", 4, "👨…"),
        ("abc", 0, ""),
        ("", 5, ""),
    ],
)
def test_an_excerpt(text, chars, short):
    assert excerpt(text, chars) == short


@given(ANY, st.integers(0, 50))
def test_an_excerpt_is_never_longer_than_asked(text, chars):
    assert len(excerpt(text, chars)) <= chars
