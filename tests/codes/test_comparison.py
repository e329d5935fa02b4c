"""What differs between two editions: as values, and on the page."""

from __future__ import annotations

import random

import pytest

from portal.codes.model import ClauseText, EditionText, compare, continued, in_order
from portal.difference import difference
from tests.people import YEAR, said
from tests.timing import within

A = ClauseText("1.1", "Incidents", "We report within 15 days.", "Safety", "Days", "a")
B = ClauseText("1.2", "Labels", "Pictures carry a label.", "Product", "", "b")
C = ClauseText("1.3", "Minors", "Minors are protected.", "", "", "c")


def edition(*clauses, title="A code", preamble=""):
    return EditionText(title, preamble, "", clauses)


def states(old, new):
    return [(change.clause.key, change.state) for change in compare(edition(*old), edition(*new)).changes]


def numbered(clause, number, **changes):
    text = {name: getattr(clause, name) for name in ("heading", "body", "responsible", "measure", "key")}
    return ClauseText(number, **(text | changes))


def joined(parts, *kinds):
    return "".join(text for kind, text in parts if kind in kinds)


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ([A, B], [A, B], [("a", "unchanged"), ("b", "unchanged")]),
        ([A], [A, B], [("a", "unchanged"), ("b", "added")]),
        ([A, B, C], [A, C], [("a", "unchanged"), ("b", "removed"), ("c", "unchanged")]),
        ([A, B], [B], [("a", "removed"), ("b", "unchanged")]),
        ([A, B], [numbered(B, "1.1"), numbered(A, "1.2")], [("b", "moved"), ("a", "moved")]),
        ([A], [numbered(A, "1.1", body="We report within 5 days.")], [("a", "changed")]),
        ([A], [numbered(A, "2.1", measure="Hours")], [("a", "changed")]),
        ([], [A], [("a", "added")]),
        ([A], [], [("a", "removed")]),
        ([], [], []),
    ],
)
def test_what_became_of_each_clause(old, new, expected):
    assert states(old, new) == expected


def test_a_changed_clause_says_which_of_its_texts_differ():
    [change] = compare(edition(A), edition(numbered(A, "2.1", measure="Hours"))).changes
    assert change.moved
    assert change.before == A
    assert change.texts == {"measure": (("del", "Days"), ("ins", "Hours"))}


def test_title_and_preamble_are_compared():
    found = compare(edition(title="Old", preamble="Same"), edition(title="New", preamble="Same"))
    assert found.texts == {"title": (("del", "Old"), ("ins", "New"))}


@pytest.mark.parametrize(
    ("old", "new", "parts"),
    [
        (
            "我们在15日内报告。",
            "我们在5日内报告。",
            (("same", "我们在"), ("del", "15"), ("ins", "5"), ("same", "日内报告。")),
        ),
        (
            "投诉由法务部处理。",
            "投诉由合规部处理。",
            (("same", "投诉由"), ("del", "法务"), ("ins", "合规"), ("same", "部处理。")),
        ),
        (
            "It binds all.",
            "It guides all.",
            (("same", "It "), ("del", "binds"), ("ins", "guides"), ("same", " all.")),
        ),
        ("一\n二", "一\n二\n三", (("same", "一\n二"), ("ins", "\n三"))),
        ("", "新", (("ins", "新"),)),
        ("旧", "", (("del", "旧"),)),
    ],
)
def test_chinese_differs_by_characters_and_words_and_numbers_as_wholes(old, new, parts):
    assert difference(old, new) == parts


def hostile():
    rng = random.Random(7)
    han = [chr(0x4E00 + n) for n in range(3000)]
    text = "".join(rng.choices(han, k=20_000))
    return {
        "noise": ("".join(rng.choices("ab,", k=20_000)), "".join(rng.choices("ab,", k=20_000))),
        "han": (text, "".join(rng.choices(han, k=20_000))),
        "every second": (text, "".join("x" if n % 2 else c for n, c in enumerate(text))),
        "reversed": (text, text[::-1]),
        "lines": ("\n".join("ab" * 5_000), "\n".join("ba" * 5_000)),
        "many words": (" ".join(f"{n:x}".translate(_LETTERS) for n in range(5_000)), "Z " * 10_000),
        "private": ("\U000f0000\U0010ffff" * 10_000, "\U000f0001\U0010ffff" * 10_000),
        "rtl": ("\u202e\u0627\u0644" * 6_000, "\u0627\u202e\u0644" * 6_000),
    }


_LETTERS = str.maketrans("0123456789", "ghijklmnop")


@pytest.mark.parametrize("name", hostile())
def test_any_two_texts_are_compared_in_less_than_half_a_second_and_lose_nothing(name):
    old, new = hostile()[name]
    found = []
    assert within(0.5, lambda: found.append(difference(old, new)))
    parts = found[0]
    assert (joined(parts, "same", "del"), joined(parts, "same", "ins")) == (old, new)


def test_a_whole_edition_of_hostile_clauses_stays_within_its_budget():
    rng = random.Random(8)

    def clauses():
        text = ["".join(rng.choices("ab,", k=20_000)) for _ in range(3)]
        return [ClauseText(f"1.{n}", "x", text[n % 3], "", "", str(n)) for n in range(1, 100)]

    editions = edition(*clauses()), edition(*clauses())
    found = []
    assert within(4, lambda: found.append(compare(*editions)))
    assert found[0].count("changed") == 99


def test_clauses_stand_in_the_order_of_their_numbers():
    odd = ["1.10", "1.9", "2", "", "1", "x", "10.1", "٣.1"]
    ordered = [clause.number for clause in in_order(ClauseText(number, "", "") for number in odd)]
    assert ordered == ["1", "٣.1", "1.9", "1.10", "2", "10.1", "", "x"]


def test_a_text_from_elsewhere_continues_the_clauses_it_rewords():
    new = edition(numbered(A, "1.1", key="", heading="Accidents"), numbered(B, "1.4", key=""))
    assert [clause.key for clause in continued(new, (A, B)).clauses] == ["a", "b"]


def test_made_up_and_repeated_keys_are_not_believed():
    new = edition(A, numbered(C, "1.4", key="a"), numbered(C, "1.5", key="zz"))
    first, second, third = (clause.key for clause in continued(new, (A,)).clauses)
    assert first == "a"
    assert len({first, second, third}) == 3
    assert "zz" not in (second, third)


CODE = f"/en/codes/K-{YEAR}-000001"


def test_the_page_shows_the_difference_in_words_not_by_colour_only(who):
    one = {"lang": "zh-hans", "title": "准则", "clauses-0-number": "1.1", "clauses-0-heading": "报告"}
    one |= {"clauses-0-body": "15日内报告。", "clauses-1-number": "1.2", "clauses-1-heading": "标识"}
    who["acme"].post("/en/codes/new", **(one | {"clauses-1-body": "生成内容加标识。"}))
    who["acme"].post(f"{CODE}/publish", checked="y")
    assert "No clause differs" in said(who["visitor"].get(f"{CODE}/compare"))
    who["acme"].post(f"{CODE}/revise")
    two = {
        "lang": "zh-hans",
        "title": "准则",
        "note": "从严",
        "clauses-0-number": "1.1",
        "clauses-0-heading": "报告",
    }
    two |= {"clauses-0-body": "5日内报告。", "clauses-1-number": "1.2", "clauses-1-heading": "未成年人"}
    who["acme"].post(f"{CODE}/edit", **(two | {"clauses-1-body": "保护未成年人。", "clauses-1-remove": ""}))
    who["acme"].post(f"{CODE}/publish", checked="y")
    page = who["visitor"].get(f"{CODE}/compare?from=1&to=2")
    assert '<del><span class="govuk-visually-hidden">Removed: </span>15</del>' in page.text
    assert '<ins><span class="govuk-visually-hidden">Added: </span>5</ins>' in page.text
    assert said(page).startswith(f"K-{YEAR}-000001 Edition 2 compared with edition 1")
    assert who["visitor"].get(f"{CODE}/compare?from=2&to=1").status_code == 200


def test_an_edition_that_is_not_there_is_not_found(who):
    assert who["acme"].post("/en/codes/new", lang="en", title="T").status_code == 303
    assert who["acme"].get(f"{CODE}/compare").status_code == 200
    for query in ("from=x", "to=9", "from=%00&to=1", "from=" + "1" * 5000, "to=%EF%BC%91"):
        assert who["acme"].get(f"{CODE}/compare?{query}").status_code == 404, query
