"""Chinese names by the initials of their syllables."""

from __future__ import annotations

import pytest

from portal.i18n.pinyin import initials, said


@pytest.mark.parametrize(
    ("name", "part"),
    [
        ("甲乙科技有限公司", "甲乙科技"),
        ("某某市甲乙科技集团股份有限公司", "甲乙科技"),
        ("市网信办", "网信办"),
        ("中国甲乙公司", "甲乙"),
        ("Acme 甲乙（中国）", "甲乙中国"),
        ("公司", "公司"),
        ("Acme", ""),
    ],
)
def test_people_say_a_part_of_a_name(name, part):
    assert said(name) == part


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("甲乙科技有限公司", ("jykjyxgs", "jykj")),
        ("重庆银行", ("cqyh", "cqyx", "zqyh", "zqyx")),
        ("Acme", ()),
        ("甲", ()),
        ("", ()),
        ("\ud800", ()),
    ],
)
def test_a_name_has_initials(name, words):
    assert initials(name) == words
