"""The search page: everything of the reader's is found, and nothing else."""

from __future__ import annotations

import re

import pytest

from portal import SLICES
from portal.search.engine import Document
from tests.factories import case_in
from tests.people import said


def found(browser, query):
    return said(browser.get(f"/en/search/?q={query}"))


def test_each_finds_what_is_theirs(portal, who):
    case_in(portal, "handling", title="算法歧视投诉", body="招聘平台的算法筛掉女性简历。")
    portal.follow()
    for name in ("amy", "intake", "cyber", "cyber_member"):
        assert "投诉" in found(who[name], "算法歧视")
    for name in ("bob", "market", "acme", "guild", "operator", "auditor", "visitor"):
        assert "Nothing was found" in found(who[name], "算法歧视")


def test_a_class_is_found_in_the_other_language(portal, who):
    """Nothing of the text is English: the case's class is, in both languages of the portal."""
    case_in(portal, "handling", title="招聘筛选", body="简历被筛掉。", category="pricing")
    portal.follow()
    assert "招聘" in found(who["amy"], "unfair+pricing")
    assert "招聘" in found(who["amy"], "大数据")


def test_traditional_characters_find_simplified_ones_and_the_other_way(portal, who):
    case_in(portal, "handling", title="數據泄露", body="平台泄露数据。")
    portal.follow()
    for query in ("数据泄露", "數據洩露"[:2], "數據"):
        assert "泄露" in found(who["amy"], query)


def test_an_organisation_is_found_by_the_initials_of_its_name(portal, who):
    case_in(portal, "received")
    who["acme_admin"].post(
        "/en/organisations/O-2026-000004/describe", name_zh="甲乙科技有限公司", district="海淀区"
    )
    portal.follow()
    assert "甲乙科技有限公司" in said(who["visitor"].get("/zh-hans/search/?q=jykj"))


def test_a_class_means_the_same_in_the_whole_house():
    known = {}
    for kind in (kind for capability in SLICES.values() for kind in capability.kinds):
        for code, label in (kind.codes | kind.risks).items():
            assert known.setdefault(code, label) == label


def test_a_state_is_called_as_the_records_call_it(portal, who):
    """A case is not accepted, an organisation is refused: one word in the index."""
    ref = case_in(portal, "refused")
    case_in(portal, "received")
    portal.follow()
    for lang, label in (("en", "Not accepted"), ("zh-hans", "不予受理")):
        page = who["intake"].get(f"/{lang}/search/?kind=case").text
        assert f'__text">{label}<' in page
        for called in (label, "refused"):
            found = who["intake"].get(f'/{lang}/search/?q=status:"{called}"').text
            assert re.findall(r"C-\d{4}-\d{6}", found.partition("<main")[2])[0] == ref


def test_a_number_leads_to_its_record_for_who_may_read_it(portal, who):
    ref = case_in(portal, "received")
    assert who["amy"].get(f"/en/search/?q={ref.lower()}").location == f"/en/cases/{ref}"
    assert who["bob"].get(f"/en/search/?q={ref}").status_code == 200


def test_a_stale_index_shows_less_and_never_more(portal, who):
    """The law that raw hits are never shown: the gate reads every hit again."""
    case_in(portal, "received", title="hidden matter")
    portal.follow()
    engine = portal.app.extensions["portal"].services["search"]
    engine.position()
    widened = Document(
        key="statement:1", kind="case", title="hidden matter", text="", reference="", audience=frozenset({"public"}),
        status="received", organisation=(), year=2026, moment=0.0, lang="en", group="case:1",
    )  # fmt: skip
    engine.update([widened], [], engine.position())
    engine.close()
    page = who["visitor"].get("/en/search/?q=hidden+matter")
    assert "gz-result__title" not in page.text


def test_a_lost_index_is_built_again(portal, who):
    case_in(portal, "received", title="lost matter")
    portal.follow()
    portal.app.extensions["portal"].services["search"].clear()
    portal.follow()
    assert "lost" in found(who["amy"], "lost+matter")


@pytest.mark.parametrize(
    "query",
    ["%00", "%ED%A0%80", "((((((((((", "NOT " * 60, "a" * 5000, "kind:case org:", "*", '"', "year:x", "🙂"],
)
def test_no_query_breaks_it(who, query):
    assert who["visitor"].get("/en/search/", query_string={"q": query}).status_code == 200


def test_any_filter_may_be_asked_for(who):
    bad = "kind=x&status=%FF&org=O-1&org=%ED%A0%80&year=99999&year=abcd&page=-1&order=zz"
    assert who["visitor"].get(f"/zh-hans/search/?{bad}").status_code == 200


def test_the_language_switch_keeps_the_page_and_the_query(who):
    page = who["visitor"].get("/en/search/?q=algorithm&order=newest")
    assert 'href="/zh-hans/search/?q=algorithm&amp;order=newest"' in page.text


def test_a_public_page_sets_no_cookie_and_answers_304(who):
    browser = who["visitor"]
    first = browser.get("/en/search/?q=x")
    assert "Set-Cookie" not in first.headers
    assert first.headers["Cache-Control"] == "public, no-cache"
    again = browser.get("/en/search/?q=x", headers={"If-None-Match": first.headers["ETag"]})
    assert again.status_code == 304


def test_what_is_somebodys_own_is_not_stored(who):
    assert who["amy"].get("/en/").headers["Cache-Control"] == "no-store"
