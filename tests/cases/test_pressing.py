"""More time, urgency, supervision, and help from above."""

from __future__ import annotations

from datetime import timedelta

import pytest

from portal import clocks
from portal.cases import commands
from portal.cases.model import Case
from portal.cases.verbs import CaseVerb
from portal.i18n import local
from portal.store import at, now
from tests.factories import case, case_in, do, load
from tests.people import said

WANTED = {"amount": "5", "ground": "expert", "body": "The institute needs a week."}


@pytest.fixture
def path(portal):
    """The address of a case in a state."""
    return lambda state, **changes: f"/en/cases/{case_in(portal, state, **changes)}"


def running(portal, ref):
    """Return the duties of a case that run or stand still: status and last day by rule."""
    with portal.store.reading() as session:
        found = load(session, Case, ref)
        return {clock.regime: (clock.status, clock.due_on) for clock in clocks.duties(found)}


# --- more time ---


def test_more_time_is_given_by_somebody_else_and_the_complainant_is_told(portal, who, path):
    address = path("handling")
    before = running(portal, address[-13:])["handling"][1]
    assert who["cyber"].post(f"{address}/ask-extension", **WANTED).status_code == 303
    assert "Decide on more time" in said(who["intake"].get("/en/"))
    page = said(who["intake"].get(f"{address}/grant-extension"))
    assert "5 working days" in page
    assert "The institute needs a week." in page
    told = {"body": "The expert's report comes in a week."}
    assert who["intake"].post(f"{address}/grant-extension", **told).status_code == 303
    assert running(portal, address[-13:])["handling"][1] > before + timedelta(days=6)
    seen = said(who["amy"].get(address))
    assert "The expert's report comes in a week." in seen
    assert "extended the time for handling" in seen
    assert "The institute needs a week." not in seen
    assert "Decide on more time" not in said(who["intake"].get("/en/"))
    assert who["intake"].post(f"{address}/grant-extension", **told).status_code == 404


def test_who_asked_does_not_decide(portal, who, path):
    address = path("accepted")
    do(portal, "intake", CaseVerb.DISPATCH, address[-13:], commands.dispatch, 1)
    who["intake"].post(f"{address}/take-up")
    assert who["intake"].post(f"{address}/ask-extension", **WANTED).status_code == 303
    mine = who["intake"].post(f"{address}/grant-extension", body="Yes.")
    assert (mine.status_code, "You asked for this extension yourself" in said(mine)) == (422, True)
    assert who["intake_head"].post(f"{address}/deny-extension", body="No.").status_code == 303
    assert not case(portal, address[-13:]).extends


def test_no_more_is_asked_for_than_the_rule_allows(portal, who, path):
    address = path("handling")
    for amount in ("11", "366", "0", "-1", "many", ""):
        page = who["cyber"].post(f"{address}/ask-extension", **{**WANTED, "amount": amount})
        assert (page.status_code, "The institute needs a week." in page.text) == (422, True), amount
        assert not case(portal, address[-13:]).extends, amount


def test_what_is_late_is_not_extended(portal, who, path):
    address = path("handling")
    who["cyber"].post(f"{address}/ask-extension", **WANTED)
    with at(now() + timedelta(days=60)):
        late = who["intake"].post(f"{address}/grant-extension", body="Yes.")
    assert (late.status_code, "can no longer be extended" in said(late)) == (422, True)


def test_an_officer_of_the_department_gives_no_time(who, path):
    address = path("handling")
    who["cyber"].post(f"{address}/ask-extension", **WANTED)
    for name in ("cyber", "market", "amy", "cyber_member"):
        assert who[name].get(f"{address}/grant-extension").status_code == 404, name


# --- urgency ---


def test_an_urgent_case_runs_under_another_rule_and_keeps_its_start(portal, who, path):
    address = path("handling")
    urgent = {"urgency": "urgent", "body": "A child is concerned."}
    assert who["intake"].post(f"{address}/grade", **urgent).status_code == 303
    assert running(portal, address[-13:]).keys() == {"handling_24h"}
    assert "Urgency Urgent" in said(who["amy"].get(address))
    assert "A child is concerned." not in said(who["amy"].get(address))
    assert who["intake"].post(f"{address}/grade", **urgent).status_code == 422
    assert who["cyber"].post(f"{address}/grade", **urgent).status_code == 404


def test_a_case_graded_before_it_is_accepted_is_accepted_as_urgent(portal, who, path):
    address = path("received")
    who["intake"].post(f"{address}/grade", urgency="critical", body="Danger.")
    assert running(portal, address[-13:]).keys() == {"acceptance"}
    who["intake"].post(f"{address}/accept")
    assert running(portal, address[-13:]).keys() == {"handling_2h"}


# --- supervision and help ---


def test_supervision_shows_level_and_day_to_everybody(who, path):
    address = path("handling")
    day = local(now()).date() + timedelta(days=5)
    watched = {"level": "listed", "due_on": day.isoformat(), "body": "Thrice late."}
    assert who["intake"].post(f"{address}/supervise", **watched).status_code == 303
    assert "Supervised by public listing, until" in said(who["amy"].get(address))
    over = who["intake"].post(f"{address}/supervise", **{**watched, "due_on": "2026-01-05"})
    assert (over.status_code, "This day is over." in said(over)) == (422, True)
    assert who["cyber"].get(f"{address}/supervise").status_code == 404


def test_help_from_above_is_called_for_and_comes(who, path):
    address = path("handling")
    assert who["cyber"].post(f"{address}/escalate", body="Three bureaus disagree.").status_code == 303
    assert "Bring the departments together" in said(who["intake"].get("/en/"))
    assert who["cyber"].get(f"{address}/escalate").status_code == 404
    assert who["intake"].post(f"{address}/coordinate", body="Cyber leads, by Friday.").status_code == 303
    assert "Cyber leads, by Friday." in said(who["cyber"].get(address))
    assert "Cyber leads, by Friday." not in said(who["amy"].get(address))
    assert "Bring the departments together" not in said(who["intake"].get("/en/"))
