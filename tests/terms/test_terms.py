"""Words that mean the same: who keeps them, and that a change holds from the next search on."""

from __future__ import annotations

import re

import pytest

from portal.access import CLOCK
from portal.terms import commands
from portal.terms.model import DEFAULTS, FEWEST, LENGTH, LONGEST, MOST, SHORTEST, ring
from portal.terms.verbs import SynonymVerb
from tests.factories import case_in
from tests.people import Cast, Portal, organisation_ref, said
from tests.watches.saving import save


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


def regions(who: Cast, query: str, lang: str = "en") -> list[tuple[str, ...]]:
    """What the filters by region are called, and how many each has."""
    page = who["intake"].get(f"/{lang}/search/?{query}").text
    found = re.findall(r'class="gz-facet" href="([^"]*)".*?__text">([^<]*)<.*?__count">([^<]*)<', page)
    return [(text, count) for href, text, count in found if "region=" in href]


def test_a_district_counts_as_one_under_all_its_names(portal: Portal, who: Cast) -> None:
    for district in ("滨河区", "Binhe District", "Binhe District", "高新区", "South"):
        case_in(portal, "received", district=district)
    portal.follow()
    apart = [("Binhe District", "2"), ("South", "1"), ("滨河区", "1"), ("高新区", "1")]
    assert sorted(regions(who, "kind=case")) == apart
    for words in ("滨河区、Binhe District", "高新区、Gaoxin District", "滨河区、South"):
        added(who, words)
    called = {"en": ["Binhe District", "Gaoxin District"], "zh-hans": ["滨河区", "高新区"]}
    for lang, (binhe, gaoxin) in called.items():
        assert regions(who, "kind=case", lang) == [(binhe, "3"), ("South", "1"), (gaoxin, "1")]
    for name in ("滨河区", "Binhe+District"):
        assert "3 records" in said(who["intake"].get(f"/en/search/?kind=case&region={name}"))
    assert "2 records" in said(who["intake"].get("/en/search/?kind=case&region=-滨河区"))
    assert "3 records" in said(who["intake"].get('/en/search/?q=region:"binhe district"'))


def test_the_routing_table_knows_a_district_by_all_its_names(portal: Portal, who: Cast) -> None:
    added(who, "北区、North")
    line = {"category": "pricing", "district": "North", "basis": "for the north"}
    who["intake"].post("/en/routing/add", **line, department=organisation_ref("market"))
    ref = case_in(portal, "accepted", category="pricing", district="北区")
    assert "for the north" in said(who["intake"].get(f"/en/cases/{ref}/dispatch"))


def test_a_saved_search_calls_a_district_as_its_reader_does(portal: Portal, who: Cast) -> None:
    added(who, "滨河区、Binhe District")
    where = save(who["amy"], "region=滨河区&kind=case")
    assert "Binhe District" in said(who["amy"].get(where))
    assert "滨河区" in said(who["amy"].get(where.replace("/en/", "/zh-hans/")))


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
