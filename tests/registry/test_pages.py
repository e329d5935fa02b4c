"""The register and the library of laws: what was brought in is read, found and linked."""

from __future__ import annotations

from portal.access import CLOCK
from portal.registry.commands import Entry
from portal.registry.commands import bring_in as enter
from portal.registry.verbs import SystemVerb
from portal.statutes.commands import Article
from portal.statutes.commands import bring_in as collect
from portal.statutes.verbs import ProvisionVerb
from tests.people import YEAR, organisation_id, said


def filed(portal):
    """Bring two systems of one enterprise and three articles of one law in."""
    with portal.store.writing() as session:
        permit = portal.gate.admit(session, CLOCK, SystemVerb.BRING_IN)
        for number, name in ((1, "派单算法"), (2, "定价算法")):
            enter(
                permit,
                Entry(organisation_id("acme"), f"备{number}号", "dispatch", name, purpose_zh="分配订单"),
            )
        permit = portal.gate.admit(session, CLOCK, ProvisionVerb.BRING_IN)
        for number in "一二三":
            collect(
                permit,
                Article(
                    "算法推荐管理规定", f"第{number}条", f"正文{number}", f"key {number}", text_en="Text"
                ),
            )


def test_a_system_shows_its_filing_and_its_siblings(portal, who):
    filed(portal)
    page = said(who["visitor"].get(f"/zh-hans/systems/S-{YEAR}-000001"))
    assert "备1号" in page
    assert "定价算法" in page
    assert "派单算法" in said(who["visitor"].get("/zh-hans/systems/?class=dispatch"))


def test_an_article_leads_to_its_neighbours(portal, who):
    filed(portal)
    answer = who["visitor"].get(f"/en/laws/L-{YEAR}-000002")
    assert answer.status_code == 200
    assert f"/en/laws/L-{YEAR}-000001" in answer.text
    assert f"/en/laws/L-{YEAR}-000003" in answer.text
    assert "正文二" in answer.text


def test_both_are_found_by_their_words(portal, who):
    filed(portal)
    portal.follow()
    assert f"S-{YEAR}-000001" in said(who["visitor"].get("/zh-hans/search/?q=派单"))
    assert f"L-{YEAR}-000003" in said(who["visitor"].get("/zh-hans/search/?q=正文三"))
