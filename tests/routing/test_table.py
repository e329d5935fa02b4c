"""The routing table, and what it suggests."""

from __future__ import annotations

import re

import pytest

from tests.factories import case, case_in
from tests.people import last_event, organisation_id, organisation_ref, said

LINE = {"category": "pricing", "department": organisation_ref("market"), "basis": "Price Law, art. 33"}


def add(who, name="intake", **changes):
    return who[name].post("/en/routing/add", **{**LINE, **changes})


def ref_of(who, word="change"):
    return re.search(rf"/routing/([\w-]+)/{word}", who["intake"].get("/en/routing/").text)[1]


def chosen(page):
    found = re.search(r'<option value="([^"]*)" selected', page.text)
    return found[1] if found else ""


def test_the_table_suggests_and_whoever_dispatches_chooses(portal, who):
    assert add(who).status_code == 303
    path = f"/en/cases/{case_in(portal, 'accepted')}"
    page = who["intake"].get(f"{path}/dispatch")
    assert "The routing table suggests Market Supervision Bureau. Price Law, art. 33" in said(page)
    assert chosen(page) == organisation_ref("market")
    assert who["intake"].post(f"{path}/dispatch", department=organisation_ref("cyber")).status_code == 303
    assert case(portal, path[-13:]).handler_org_id == organisation_id("cyber")
    assert last_event(portal).facts["suggested"] == organisation_id("market")


def test_the_most_particular_line_counts(portal, who):
    add(who, category="", department=organisation_ref("cyber"), basis="for all")
    add(who, category="", district="North", department=organisation_ref("industry"), basis="for the north")
    add(who, basis="for prices")
    add(who, district="north", department=organisation_ref("intake"), basis="for prices in the north")
    wanted = {
        ("pricing", "North"): "for prices in the north",
        ("pricing", "South"): "for prices",
        ("privacy", "NORTH"): "for the north",
        ("privacy", ""): "for all",
    }
    for (category, district), basis in wanted.items():
        ref = case_in(portal, "accepted", category=category, district=district)
        assert f". {basis}" in said(who["intake"].get(f"/en/cases/{ref}/dispatch"))


def test_without_a_line_nothing_is_suggested(portal, who):
    page = who["intake"].get(f"/en/cases/{case_in(portal, 'accepted')}/dispatch")
    assert "The routing table suggests" not in said(page)
    assert chosen(page) == ""


def test_a_line_is_changed_and_taken_out_of_use(portal, who):
    add(who)
    ref = ref_of(who)
    page = who["operator"].get(f"/en/routing/{ref}/change")
    assert "Price Law, art. 33" in page.text
    changed = {**LINE, "department": organisation_ref("cyber"), "basis": "agreed"}
    assert who["operator"].post(f"/en/routing/{ref}/change", **changed).status_code == 303
    dispatch = f"/en/cases/{case_in(portal, 'accepted')}/dispatch"
    assert "suggests Cyberspace Office. agreed" in said(who["intake"].get(dispatch))
    assert who["intake"].post(f"/en/routing/{ref}/retire").status_code == 303
    assert "The routing table suggests" not in said(who["intake"].get(dispatch))
    assert add(who).status_code == 303


@pytest.mark.parametrize(
    "changes",
    [{"department": ""}, {"department": "O-2026-000099"}, {"category": "nonsense"}, {"district": "x" * 41}],
)
def test_a_line_that_leads_nowhere_is_refused_and_kept(who, changes):
    page = add(who, **changes)
    assert (page.status_code, "Price Law, art. 33" in page.text) == (422, True)


def test_two_lines_about_the_same_are_one_too_many(who):
    add(who)
    twin = add(who)
    assert (twin.status_code, "There is a line for this category and district already." in said(twin)) == (
        422,
        True,
    )


def test_departments_read_the_table_and_the_intake_centre_writes_it(who):
    add(who)
    assert "Price Law, art. 33" in said(who["market"].get("/en/routing/"))
    assert "Take out of use" not in said(who["market"].get("/en/routing/"))
    assert add(who, "market", category="privacy").status_code == 422
    assert who["market"].get(f"/en/routing/{ref_of(who)}/change").status_code == 404
    for name in ("amy", "acme", "guild", "auditor"):
        assert who[name].get("/en/routing/").status_code == 404
