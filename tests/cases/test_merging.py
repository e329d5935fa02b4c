"""A duplicate handled together with a leading case: receipts stay alive, nothing of their time or pauses is lost."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from portal import clocks
from portal.cases import commands
from portal.cases.model import HANDLING, Case
from portal.cases.verbs import CaseVerb
from portal.clocks import keeping
from portal.store import at, now
from tests.cases.test_life import COMPLAINT, code_in
from tests.factories import case, case_in, do, load
from tests.people import YEAR, organisation_id, said

ONE_DATABASE = pytest.mark.parametrize("database", ["sqlite"], indirect=True)
WHY = {"body": "It is the same ride."}
NAMED = {"title": "Bob's own words", "body": "Bob paid forty."}


@pytest.fixture
def pair(portal):
    """The case that leads, which cyber handles for Amy, and a duplicate of Bob's with the intake centre."""
    return case_in(portal, "handling"), case_in(portal, "accepted", by="bob", **NAMED)


def path(ref):
    return f"/en/cases/{ref}"


def merged(who, lead, twin, by="intake"):
    return who[by].post(f"{path(twin)}/merge", other=lead, **WHY)


def test_a_duplicate_is_closed_and_points_to_the_case_that_leads(portal, who, pair):
    lead, twin = pair
    assert merged(who, lead, twin).status_code == 303
    found = case(portal, twin)
    assert (found.status, found.outcome, found.lead_id) == ("closed", "duplicate", case(portal, lead).id)
    seen = said(who["bob"].get(path(twin)))
    assert f"This case is handled together with another one: {lead} Being handled" in seen
    assert "It is the same ride." in seen
    assert f"{twin} Bob's own words" in said(who["intake"].get(path(lead)))


def test_its_holder_reads_how_the_leading_case_goes_on_and_nothing_else(portal, who, pair):
    lead, twin = pair
    assert who["bob"].get(path(lead)).status_code == 404
    who["amy"].post(f"{path(lead)}/message", body="Amy says more.")
    merged(who, lead, twin)
    who["cyber"].post(f"{path(lead)}/progress", body="We have asked them.")
    who["cyber"].post(f"{path(lead)}/note", body="Between us.")
    portal.follow()
    seen = said(who["bob"].get(path(lead)))
    assert "We have asked them." in seen
    assert not any(
        word in seen for word in ("A dear ride", "The price rose.", "Amy says more.", "Between us.")
    )
    assert "reported progress" in said(who["bob"].get("/en/inbox/"))
    who["cyber"].post(f"{path(lead)}/answer", body="You get it back.")
    who["cyber"].post(f"{path(lead)}/close", outcome="explained", body="It was wrong.", next_step="more")
    portal.follow()
    seen, told = said(who["bob"].get(path(lead))), said(who["bob"].get("/en/inbox/"))
    assert "You get it back." in seen
    assert "It was wrong." in seen
    assert "gave the official answer" in told
    assert "closed the case" in told
    assert lead in said(who["bob"].get("/en/search/?q=back"))
    assert lead not in said(who["bob"].get("/en/search/?q=ride"))


def test_who_filed_the_leading_case_hears_nothing_of_the_duplicate(portal, who, pair):
    lead, twin = pair
    merged(who, lead, twin)
    portal.follow()
    seen = said(who["amy"].get(path(lead)))
    assert twin not in seen
    assert "put it together" not in seen
    assert "put it together" not in said(who["amy"].get("/en/inbox/"))
    assert who["amy"].get(path(twin)).status_code == 404


@ONE_DATABASE
def test_who_filed_the_leading_case_is_told_why_a_second_time_limit_runs(portal, who, pair):
    lead, twin = pair
    why = "This time limit came with another case of the same matter"
    assert why not in said(who["amy"].get(path(lead)))
    merged(who, lead, twin)
    assert said(who["amy"].get(path(lead))).count(why) == 1
    assert "此项期限来自并入本案的另一件同一事项案件" in said(who["amy"].get(f"/zh-hans/cases/{lead}"))
    who["intake"].post(f"{path(twin)}/separate", body="Another day.")
    assert why not in said(who["amy"].get(path(lead)))


def test_the_anonymous_are_told_on_their_page_what_has_happened(portal, who):
    lead, browser = case_in(portal, "handling"), who["visitor"]
    browser.post("/en/cases/new", **COMPLAINT)
    twin = f"C-{YEAR}-000002"
    merged(who, lead, twin)
    who["cyber"].post(f"{path(lead)}/progress", body="We have asked them.")
    seen = said(browser.get(path(twin)))
    assert "for this reason: It is the same ride." in seen
    assert "We have asked them." in seen
    assert "stay good for both" in seen
    assert "stay good for both" not in said(who["intake"].get(path(twin)))
    who["amy"].post(f"{path(lead)}/withdraw")
    assert "That case ended without an answer to you." in said(browser.get(path(twin)))


def test_an_anonymous_receipt_stays_alive_and_opens_both(portal, who):
    lead, browser = case_in(portal, "handling"), who["visitor"]
    filed = browser.post("/en/cases/new", **COMPLAINT)
    twin, code = f"C-{YEAR}-000002", code_in(filed)
    assert merged(who, lead, twin).status_code == 303
    other = who["visitor"]
    assert other.post("/en/cases/track", reference=twin, code=code).status_code == 303
    assert "handled together with another one" in said(other.get(path(twin)))
    who["cyber"].post(f"{path(lead)}/answer", body="You get it back.")
    assert "You get it back." in said(other.get(path(lead)))
    assert other.get(f"{path(twin)}/receipt").status_code == 200


@ONE_DATABASE
def test_its_holder_judges_and_opens_their_own_case_again(portal, who, pair):
    lead, twin = pair
    merged(who, lead, twin)
    judged = {"contacted": "no", "solved": "no", "satisfaction": "dissatisfied", "body": "Not the same."}
    assert who["bob"].post(f"{path(twin)}/rate", **judged).status_code == 303
    assert who["bob"].post(f"{path(twin)}/reopen", body="Mine was another ride.").status_code == 303
    found = case(portal, twin)
    assert (found.status, found.lead_id) == ("handling", None)
    assert who["bob"].get(path(lead)).status_code == 404


def test_a_wrong_merge_is_undone(portal, who, pair):
    lead, twin = pair
    due = case(portal, twin).due_on
    merged(who, lead, twin)
    assert who["intake"].post(f"{path(twin)}/separate", body="Another day.").status_code == 303
    found = case(portal, twin)
    assert (found.status, found.outcome, found.lead_id, found.due_on) == ("accepted", "", None, due)
    assert "Another day." in said(who["bob"].get(path(twin)))
    assert who["bob"].get(path(lead)).status_code == 404
    assert "Linked cases" not in said(who["intake"].get(path(lead)))
    assert who["intake"].get(f"{path(twin)}/separate").status_code == 404


# --- what is refused ---


@ONE_DATABASE
def test_a_case_that_does_not_go_on_cannot_lead(portal, who):
    twin = case_in(portal, "accepted", by="bob")
    for state in ("needs_info", "answered", "closed", "withdrawn", "refused"):
        page = merged(who, case_in(portal, state), twin)
        assert (page.status_code, "That case cannot lead" in said(page)) == (422, True), state
        assert "It is the same ride." in page.text
        assert case(portal, twin).status == "accepted"


@ONE_DATABASE
def test_there_are_no_chains_and_no_circles(portal, who, pair):
    lead, twin = pair
    merged(who, lead, twin)
    third = case_in(portal, "accepted")
    assert "It can only lead." in said(merged(who, third, lead))
    assert "This is the case itself." in said(merged(who, third, third))
    assert merged(who, lead, twin).status_code == 409


def test_a_case_that_leads_one_out_of_sight_is_merged_into_none(portal, who, pair):
    lead, twin = pair
    merged(who, lead, twin)
    do(
        portal,
        "cyber",
        CaseVerb.TRANSFER,
        lead,
        commands.transfer,
        organisation_id("market"),
        "agreed",
        "Yours.",
    )
    third = case_in(portal, "accepted")
    do(portal, "intake", CaseVerb.DISPATCH, third, commands.dispatch, organisation_id("market"))
    assert who["market"].get(path(twin)).status_code == 404
    assert "It can only lead." in said(merged(who, third, lead, by="market"))


@ONE_DATABASE
def test_who_keeps_out_of_a_duplicate_keeps_out_of_the_case_that_leads(portal, who, pair):
    lead, twin = pair
    note = f"{path(lead)}/note"
    assert (
        who["intake_head"].post(f"{path(twin)}/recuse", ground="related", body="My sister.").status_code
        == 303
    )
    assert who["intake_head"].get(note).status_code == 200
    assert merged(who, lead, twin).status_code == 303
    assert who["intake_head"].get(note).status_code == 404
    assert "You have declared a conflict of interest." in said(who["intake_head"].get(path(lead)))
    assert who["intake"].get(note).status_code == 200


def test_only_who_has_both_merges_them(who, pair):
    lead, twin = pair
    for name in ("amy", "bob", "cyber", "cyber_member", "market", "acme", "operator"):
        page = who[name].post(f"{path(twin)}/merge", other=lead, **WHY)
        assert page.status_code == 404, name


@ONE_DATABASE
def test_a_department_cannot_merge_into_what_it_does_not_handle(portal, who, pair):
    lead, twin = pair
    assert "no case with this number" in said(merged(who, twin, lead, by="cyber"))


@ONE_DATABASE
def test_a_merged_case_comes_back_when_its_leading_case_is_withdrawn(portal, who, pair):
    lead, twin = pair
    merged(who, lead, twin)
    who["amy"].post(f"{path(lead)}/withdraw")
    assert "Handle it by itself again: the leading case is over" in said(who["intake"].get("/en/"))
    assert who["intake"].post(f"{path(twin)}/separate", body="It goes on.").status_code == 303
    assert case(portal, twin).due_on is not None


# --- time ---


def pauses(portal, *refs):
    """Every pause that the handling clocks of these cases know of, live or not."""
    with portal.store.reading() as session:
        rows = [load(session, Case, ref) for ref in refs]
        found = {(item["from"], item["why"]) for row in rows for clock in row.clocks for item in clock.pauses}
        live = {row.ref: [clock.status for clock in clocks.live(row)] for row in rows}
        return found, live


def due(portal, ref):
    """When the case must be handled."""
    with portal.store.reading() as session:
        live = clocks.live(load(session, Case, ref))
        return min((clock.due_on for clock in live if clock.regime in HANDLING), default=None)


def kept(portal, actions):
    """Merge a case that has been through `actions` into another and out again, and say what was lost."""
    start, lead = now(), case_in(portal, "handling")
    with at(start + timedelta(days=actions[0] % 3)):
        twin = case_in(portal, "handling", by="bob")
    moment = start + timedelta(days=3)
    for hours in actions:
        moment += timedelta(hours=hours)
        with at(moment):
            if case(portal, twin).status == "handling":
                do(portal, "cyber", CaseVerb.APPRAISE, twin, commands.appraise, "hearing", "On Friday.")
            else:
                do(portal, "cyber", CaseVerb.RESUME_HANDLING, twin, commands.resume_handling, "Go on.")
    with at(moment):
        return _merge_and_part(portal, lead, twin)


def _merge_and_part(portal, lead, twin):
    before, (known, _live) = [due(portal, ref) for ref in (lead, twin)], pauses(portal, twin)
    lost = []
    with portal.store.writing() as session:
        permit = portal.gate.admit(session, portal.actor("cyber"), CaseVerb.MERGE, twin)
        commands.merge(permit, permit.find(CaseVerb.MERGE, lead), "The same.")
    found, live = pauses(portal, lead)
    lost += ["a pause"] if not known <= found else []
    lost += ["a clock that runs on the closed one"] if pauses(portal, twin)[1][twin] else []
    lost += ["the earlier date"] if due(portal, lead) != min(before) else []
    lost += ["a clock that stands still for ever"] if "paused" in live[lead] else []
    do(portal, "cyber", CaseVerb.SEPARATE, twin, commands.separate, "Another.")
    lost += ["a pause on the way back"] if not known <= pauses(portal, twin)[0] else []
    lost += ["the date on the way back"] if due(portal, twin) != before[1] else []
    return lost


ACTIONS = st.lists(st.integers(1, 60), min_size=1, max_size=5)
CHECKS = [HealthCheck.function_scoped_fixture, HealthCheck.too_slow]


@ONE_DATABASE
@settings(max_examples=8, deadline=None, database=None, suppress_health_check=CHECKS)
@given(ACTIONS)
def test_a_merge_loses_nothing_of_the_time(portal, actions):
    assert kept(portal, actions) == []


def test_on_both_databases_too(portal):
    assert kept(portal, [5, 30, 10]) == []


@ONE_DATABASE
def test_a_merge_that_forgets_pauses_is_noticed(portal, monkeypatch):
    honest = keeping.copy_clock

    def forgetful(row, clock):
        taken = honest(row, clock)
        taken.pauses = []
        return taken

    monkeypatch.setattr(keeping, "copy_clock", forgetful)
    assert "a pause" in kept(portal, [5, 30, 10])
