"""Links between cases: made by who handles them, seen by who reads both, and by nobody else in any trace."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from portal.cases import commands
from portal.cases.projections import WORDS
from portal.cases.verbs import CaseVerb
from tests.factories import case_in, do
from tests.people import organisation_id, said

MISSING = "There is no case with this number that you may use here."


@pytest.fixture
def pair(portal):
    """A case that cyber handles for Amy, and one that the intake centre has of Bob: their numbers."""
    return case_in(portal, "handling"), case_in(portal, "accepted", by="bob", title="The same dear ride")


def path(ref):
    return f"/en/cases/{ref}"


def linked(who, one, other, by="intake", nature="same"):
    return who[by].post(f"{path(one)}/link", other=other, nature=nature)


def side_of(who, ref, by="intake"):
    return re.search(r"/cases/relations/([\w-]+)/unlink", who[by].get(path(ref)).text)[1]


def test_a_link_stands_on_both_cases_for_who_reads_both(who, pair):
    one, other = pair
    assert linked(who, one, other, nature="follows").status_code == 303
    seen = said(who["intake"].get(path(one)))
    assert f"{other} The same dear ride" in seen
    assert "linked it with another case" in seen
    assert f"This case follows from it: {other}" in seen
    assert f"It follows from this case: {one}" in said(who["intake"].get(path(other)))


def test_a_link_is_taken_back_on_both_with_a_ground(who, pair):
    one, other = pair
    linked(who, one, other)
    removed = who["intake_head"].post(f"/en/cases/relations/{side_of(who, other)}/unlink", ground="mistake")
    assert removed.status_code == 303
    for ref in pair:
        seen = said(who["intake"].get(path(ref)))
        assert "Linked cases" not in seen
        assert "removed the link with another case" in seen
        assert "The wrong case was linked" in seen
    assert linked(who, one, other).status_code == 303


# --- two worlds: with a link and without, for who may not read the other case ---


def traces(portal, who, name, refs):
    """What somebody sees of cases, their inbox and what search finds of them."""
    portal.follow()
    pages = [path(ref) for ref in refs] + ["/en/inbox/", "/en/", "/en/search/?q=ride", "/en/cases/"]
    return [re.sub(r"this number: \w+", "", said(who[name].get(page))) for page in pages]


def test_nobody_learns_of_a_case_that_they_may_not_read(portal, who, pair):
    names = ("amy", "bob", "cyber", "market")
    before = {name: traces(portal, who, name, pair) for name in names}
    linked(who, *pair)
    assert {name: traces(portal, who, name, pair) for name in names} == before


def test_taking_a_link_back_leaves_no_trace_either(portal, who, pair):
    before = [traces(portal, who, name, pair) for name in ("amy", "cyber")]
    linked(who, *pair)
    who["intake"].post(f"/en/cases/relations/{side_of(who, pair[0])}/unlink", ground="mistake")
    assert [traces(portal, who, name, pair) for name in ("amy", "cyber")] == before


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_a_tale_that_tells_of_links_is_noticed(portal, who, pair, monkeypatch):
    before = traces(portal, who, "amy", pair)
    linked(who, *pair)
    monkeypatch.setitem(WORDS, CaseVerb.LINK, replace(WORDS[CaseVerb.LINK], open=True))
    assert traces(portal, who, "amy", pair) != before


def test_who_reads_the_other_case_later_sees_the_link_then(portal, who, pair):
    linked(who, *pair)
    assert "Linked cases" not in said(who["cyber"].get(path(pair[0])))
    do(portal, "intake", CaseVerb.DISPATCH, pair[1], commands.dispatch, organisation_id("cyber"))
    assert "Linked cases" in said(who["cyber"].get(path(pair[0])))


# --- who links, and with what ---


def test_only_officers_of_its_departments_link_a_case(who, pair):
    for name in ("amy", "cyber_member", "market", "operator"):
        assert who[name].get(f"{path(pair[0])}/link").status_code == 404, name


def test_a_case_that_may_not_be_read_is_as_absent_as_one_that_is_not_there(who, pair):
    one, other = pair
    for number in (other, "C-2026-999999", "nonsense"):
        page = linked(who, one, number, by="cyber")
        assert (page.status_code, MISSING in said(page)) == (422, True)


def test_nothing_is_linked_with_itself_or_twice(who, pair):
    one, other = pair
    assert "This is the case itself." in said(linked(who, one, one))
    linked(who, one, other)
    for first, second in (pair, pair[::-1]):
        assert "These two cases are linked already." in said(linked(who, first, second))


def test_who_may_not_read_both_takes_no_link_back(who, pair):
    linked(who, *pair)
    address = f"/en/cases/relations/{side_of(who, pair[0])}/unlink"
    for name in ("amy", "cyber", "visitor"):
        assert who[name].get(address).status_code == (303 if name == "visitor" else 404), name


def test_an_officer_with_a_conflict_links_nothing(who, pair):
    who["intake"].post(f"{path(pair[0])}/recuse", ground="related", body="My brother drives there.")
    assert who["intake"].get(f"{path(pair[0])}/link").status_code == 404


def test_a_link_taken_back_meanwhile_is_not_taken_back_twice(who, pair):
    linked(who, *pair)
    address = f"/en/cases/relations/{side_of(who, pair[0])}/unlink"
    assert who["intake"].post(address, ground="different").status_code == 303
    assert who["intake_head"].post(address, ground="different").status_code == 409
