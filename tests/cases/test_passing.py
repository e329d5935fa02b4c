"""A case that stands still, and a refusal that is appealed against."""

from __future__ import annotations

from datetime import timedelta

import pytest

from portal import clocks
from portal.cases import commands
from portal.cases.model import Case
from portal.cases.verbs import CaseVerb
from portal.store import at, now
from tests.factories import case, case_in, do, load
from tests.people import said


@pytest.fixture
def path(portal):
    """The address of a case in a state."""
    return lambda state, **changes: f"/en/cases/{case_in(portal, state, **changes)}"


def running(portal, ref):
    """Return the clocks of a case by rule: their status and last day."""
    with portal.store.reading() as session:
        found = load(session, Case, ref)
        return {clock.regime: (clock.status, clock.due_on) for clock in clocks.live(found)}


@pytest.mark.parametrize(
    ("state", "by"),
    [("received", "intake"), ("accepted", "intake"), ("dispatched", "cyber"), ("handling", "cyber")],
)
def test_a_case_returns_to_where_it_stood_still(portal, who, path, state, by):
    address = path(state)
    assert who[by].post(f"{address}/ask-info", body="When was it?").status_code == 303
    assert case(portal, address[-13:]).status == "needs_info"
    assert "When was it?" in said(who["amy"].get(f"{address}/supply"))
    assert "Send what is asked for" in said(who["amy"].get("/en/"))
    assert who["amy"].post(f"{address}/supply", body="On Monday at nine.").status_code == 303
    found = case(portal, address[-13:])
    assert (found.status, found.resumes) == (state, "")
    assert "On Monday at nine." in said(who[by].get(address))
    assert "Send what is asked for" not in said(who["amy"].get("/en/"))


def test_no_time_runs_while_the_complainant_is_asked(portal, path):
    ref = path("handling")[-13:]
    before = running(portal, ref)["handling"]
    do(portal, "cyber", CaseVerb.ASK_INFO, ref, commands.ask_info, "When was it?")
    assert running(portal, ref)["handling"][0] == "paused"
    with at(now() + timedelta(days=14)):
        do(portal, "amy", CaseVerb.SUPPLY, ref, commands.supply, "On Monday.")
    status, due = running(portal, ref)["handling"]
    assert status == "running"
    assert due > before[1] + timedelta(days=12)


def test_an_anonymous_complainant_supplies_with_the_code(portal, who):
    ref = case_in(portal, "handling", receipt="held")
    do(portal, "cyber", CaseVerb.ASK_INFO, ref, commands.ask_info, "When was it?")
    with portal.store.writing() as session:
        holder = portal.actor("visitor", "held")
        commands.supply(portal.gate.admit(session, holder, CaseVerb.SUPPLY, ref), "On Monday.")
    assert case(portal, ref).status == "handling"
    assert "On Monday." in said(who["cyber"].get(f"/en/cases/{ref}"))


def test_whoever_asked_can_go_on_without_an_answer(portal, who, path):
    address = path("needs_info")
    assert who["cyber"].post(f"{address}/resume-handling", body="Nothing came.").status_code == 303
    assert case(portal, address[-13:]).status == "handling"
    assert "Nothing came." not in said(who["amy"].get(address))
    assert who["amy"].post(f"{address}/supply", body="Too late?").status_code == 409


@pytest.mark.parametrize("ground", ["appraisal", "hearing"])
def test_the_time_of_an_appraisal_or_a_hearing_is_not_counted(portal, who, path, ground):
    address = path("handling")
    asked = {"ground": ground, "body": "The institute tests it."}
    assert who["cyber"].post(f"{address}/appraise", **asked).status_code == 303
    assert running(portal, address[-13:])["handling"][0] == "paused"
    assert "The institute tests it." in said(who["amy"].get(address))
    assert who["cyber"].post(f"{address}/answer", body="Meanwhile.").status_code == 409
    assert who["cyber"].post(f"{address}/resume-handling", body="It failed.").status_code == 303
    assert running(portal, address[-13:])["handling"][0] == "running"


@pytest.mark.parametrize(
    ("name", "verb"), [("amy", "ask-info"), ("cyber", "supply"), ("market", "ask-info"), ("bob", "supply")]
)
def test_each_asks_and_answers_for_themselves(who, path, name, verb):
    address = path("handling" if verb == "ask-info" else "needs_info")
    assert who[name].post(f"{address}/{verb}", body="Me?").status_code == 404


# --- appeals ---

WHOSE = ("The complainant: Complaint", "AI Complaints Centre: Refusal", "The complainant: Appeal")
STANDS = {"decision": "refused", "ground": "in_court", "route": "court", "body": "It stands."}


def test_a_refusal_names_the_way_that_is_open_instead(who, path):
    address = path("received")
    refusal = {"ground": "in_court", "body": "A court has it."}
    assert who["intake"].post(f"{address}/refuse", **refusal).status_code == 422
    assert who["intake"].post(f"{address}/refuse", **refusal, route="court").status_code == 303
    assert "Open instead A court or arbitration" in said(who["amy"].get(address))


def test_an_appeal_that_is_right_is_accepted_by_somebody_else(portal, who, path):
    address = path("appealed")
    assert "Decide on the appeal" in said(who["intake_head"].get("/en/"))
    mine = who["intake"].post(f"{address}/decide-appeal", decision="accepted", body="I was wrong.")
    assert (mine.status_code, "You refused this case yourself" in said(mine)) == (422, True)
    told = said(who["intake_head"].get(f"{address}/decide-appeal"))
    assert [line in told for line in WHOSE] == [True] * 3
    made = who["intake_head"].post(f"{address}/decide-appeal", decision="accepted", body="It is ours.")
    assert made.status_code == 303
    found = case(portal, address[-13:])
    assert (found.status, found.ground, found.route) == ("accepted", "", "")
    assert "handling" in running(portal, address[-13:])
    assert "It is ours." in said(who["amy"].get(address))


def test_a_refusal_that_stands_stands_for_good(portal, who, path):
    address = path("appealed")
    bare = who["intake_head"].post(f"{address}/decide-appeal", decision="refused", ground="", body="No.")
    assert bare.status_code == 422
    assert who["intake_head"].post(f"{address}/decide-appeal", **STANDS).status_code == 303
    assert case(portal, address[-13:]).status == "refused"
    assert running(portal, address[-13:]) == {}
    assert who["amy"].get(f"{address}/appeal").status_code == 404
    assert "Appeal against the refusal" not in said(who["amy"].get(address))


def test_an_appeal_comes_within_thirty_days(portal, who, path):
    address = path("refused")
    with at(now() + timedelta(days=33)):
        late = who["amy"].post(f"{address}/appeal", body="But no court has it.")
        offered = "/appeal" in portal.browser("amy").get(address).text
    assert (late.status_code, "The time for an appeal is over." in said(late)) == (422, True)
    assert (offered, "/appeal" in who["amy"].get(address).text) == (False, True)
    with at(now() + timedelta(days=29)):
        assert who["amy"].post(f"{address}/appeal", body="But no court has it.").status_code == 303


def test_only_who_complained_appeals(who, path):
    address = path("refused")
    for name in ("bob", "intake", "acme", "visitor"):
        answer = who[name].post(f"{address}/appeal", body="Me too.")
        assert answer.status_code == (303 if name == "visitor" else 404), name
        assert "appeal" not in (answer.location or "") or "sign-in" in answer.location
