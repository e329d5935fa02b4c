"""Words that mean the same: who keeps them, and that a change holds from the next search on."""

from __future__ import annotations

import pytest

from portal.access import CLOCK
from portal.terms import commands
from portal.terms.model import DEFAULTS, FEWEST, LENGTH, LONGEST, MOST, SHORTEST, ring
from portal.terms.verbs import SynonymVerb
from tests.factories import case_in
from tests.people import Cast, Portal, said


def added(who: Cast, words: str) -> str:
    answer = who["operator"].post("/en/terms/new", words=words)
    assert answer.status_code == 303, said(answer)
    return str(answer.location).partition("?")[0]


def found(who: Cast, words: str) -> str:
    return said(who["amy"].get("/en/search/", query_string={"q": words}))


def test_a_word_finds_what_is_called_otherwise_from_the_next_search_on(portal: Portal, who: Cast) -> None:
    ref = case_in(portal, "received", title="价格歧视", body="同一商品价格不同。")
    portal.follow()
    assert "Nothing was found" in found(who, "宰客行为")
    page = added(who, "价格歧视、宰客，price discrimination")
    assert ref in found(who, "宰客")
    assert ref in found(who, "Price Discrimination")
    assert "Nothing was found" in found(who, '"宰客"')
    who["operator"].post(f"{page}/change", words="差别定价、宰客")
    assert "Nothing was found" in found(who, "宰客")
    who["operator"].post(f"{page}/change", words="价格歧视、宰客")
    assert ref in found(who, "宰客")
    who["operator"].post(f"{page}/retire")
    assert "Nothing was found" in found(who, "宰客")


def test_operators_keep_the_list_and_everybody_may_read_it(portal: Portal, who: Cast) -> None:
    page = added(who, "大模型、LLM")
    for name in ("visitor", "amy", "cyber", "acme_admin"):
        assert "大模型、LLM" in said(who[name].get("/en/terms/"))
        assert who[name].get(page).status_code == 200
        assert "Add words" not in said(who[name].get("/en/terms/"))
    assert [who[name].get("/en/terms/new").status_code for name in ("amy", "auditor", "operator")] == [
        404,
        404,
        200,
    ]
    assert who["amy"].get(f"{page}/retire").status_code == 404
    who["operator"].post(f"{page}/retire")
    assert [who[name].get(page).status_code for name in ("amy", "operator")] == [404, 200]


@pytest.mark.parametrize(
    ("words", "message"),
    [
        ("杀熟", "Write two to eight different words"),
        ("杀熟、杀熟", "Write two to eight different words"),
        ("、".join(f"词语{n}" for n in range(9)), "Write two to eight different words"),
        ("杀、宰客", "Each word has two to forty characters"),
        ("a" * 41 + ", bb", "Each word has two to forty characters"),
    ],
)
def test_what_would_find_nothing_or_everything_is_refused(who: Cast, words: str, message: str) -> None:
    answer = who["operator"].post("/en/terms/new", words=words)
    assert (answer.status_code, message in said(answer), words[:8] in answer.text) == (422, True, True)


def test_a_new_portal_begins_with_a_list(portal: Portal, who: Cast) -> None:
    for line in DEFAULTS:
        words = ring(line)
        assert len(line) <= LENGTH
        assert FEWEST <= len(words) <= MOST
        assert all(SHORTEST <= len(word) <= LONGEST for word in words), line
    with portal.store.writing() as session:
        commands.bring_in(portal.gate.admit(session, CLOCK, SynonymVerb.BRING_IN), DEFAULTS)
    assert DEFAULTS[0] in said(who["visitor"].get("/zh-hans/terms/"))
