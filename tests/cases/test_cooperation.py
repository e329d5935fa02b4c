"""Departments at work on one case together, and officers who keep out of it."""

from __future__ import annotations

from datetime import timedelta

import pytest

from portal.cases import commands
from portal.cases.verbs import CaseVerb
from portal.i18n import local
from portal.store import at, now
from tests.factories import case, case_in, do
from tests.people import organisation_id, organisation_ref, said

GIVEN = {"department": organisation_ref("market"), "ground": "main_part", "body": "It is a price."}


@pytest.fixture
def path(portal):
    """The address of a case in a state."""
    return lambda state, **changes: f"/en/cases/{case_in(portal, state, **changes)}"


def asked(days=3):
    due = local(now()).date() + timedelta(days=days)
    return {
        "departments": organisation_ref("market"),
        "due_on": due.isoformat(),
        "body": "Send us the prices.",
    }


def involve(portal, ref, days=3):
    due = local(now()).date() + timedelta(days=days)
    do(portal, "cyber", CaseVerb.INVOLVE, ref, commands.involve, [organisation_id("market")], due, "Prices.")


# --- giving a case on ---


def test_a_case_given_on_stays_with_its_first_receiver_in_sight(portal, who, path):
    address = path("handling")
    assert who["cyber"].post(f"{address}/transfer", **GIVEN).status_code == 303
    found = case(portal, address[-13:])
    parties = found.status, found.handler_org_id, found.first_org_id
    assert parties == ("dispatched", organisation_id("market"), organisation_id("cyber"))
    told = said(who["cyber"].get(address))
    assert "First receiver Cyberspace Office" in told
    assert "It is a price." in told
    assert who["cyber"].post(f"{address}/answer", body="Ours?").status_code == 404
    assert who["market"].post(f"{address}/take-up").status_code == 303
    assert "Given on: The main part of the matter is that department's" in said(who["amy"].get(address))
    assert "It is a price." not in said(who["amy"].get(address))
    portal.follow()
    who["market"].post(f"{address}/answer", body="Settled.")
    portal.follow()
    assert "gave the official answer" in said(who["cyber"].get("/en/inbox/"))


def test_the_next_department_has_its_own_time_to_return_it(portal, who, path):
    address = path("handling")
    with at(now() + timedelta(days=9)):
        who["cyber"].post(f"{address}/transfer", **GIVEN)
        back = who["market"].post(f"{address}/send-back", ground="not_our_duty", body="No.")
    assert back.status_code == 303


def test_a_designated_department_cannot_give_it_on_either(portal, who, path):
    address = path("objected")
    do(portal, "intake", CaseVerb.ADJUDICATE, address[-13:], commands.adjudicate, "designated", "No.")
    assert who["cyber"].get(f"{address}/transfer").status_code == 404


def test_nobody_gives_a_case_to_themselves(who, path):
    own = {**GIVEN, "department": organisation_ref("cyber")}
    assert who["cyber"].post(f"{path('handling')}/transfer", **own).status_code == 422


# --- co-operating ---


def test_a_helper_reads_what_it_needs_and_not_who_complained(portal, who, path):
    address = path("handling", name="Amy Lin", contact="amy@example.org")
    assert who["market"].get(address).status_code == 404
    assert who["cyber"].post(f"{address}/involve", **asked()).status_code == 303
    seen = said(who["market"].get(address))
    assert "The price rose." in seen
    assert "Send us the prices." in seen
    assert "Amy Lin" not in seen
    assert "Send us the prices." not in said(who["amy"].get(address))
    assert who["market"].post(f"{address}/answer", body="Ours?").status_code == 404
    portal.follow()
    assert "A dear ride" in said(who["market"].get("/en/search/?q=ride"))


def test_the_lead_sees_what_is_missing_until_it_is_there(portal, who, path):
    address = path("handling")
    involve(portal, address[-13:])
    assert "Market Supervision Bureau" in said(who["cyber"].get(address))
    assert "still missing" in said(who["cyber"].get(address))
    assert "Give your part" in said(who["market"].get("/en/"))
    assert who["market"].post(f"{address}/contribute", body="Twelve yuan.").status_code == 303
    seen = said(who["cyber"].get(address))
    assert "contributed on" in seen
    assert "Twelve yuan." in seen
    assert "Twelve yuan." not in said(who["amy"].get(address))
    assert "Give your part" not in said(who["market"].get("/en/"))


def test_a_helper_that_is_late_is_shown_as_late(portal, who, path):
    address = path("handling")
    involve(portal, address[-13:])
    with at(now() + timedelta(days=4)):
        assert "overdue" in said(who["cyber"].get(address))


NOT_ASKED = [
    ({"departments": organisation_ref("cyber")}, "Your department leads already."),
    ({"due_on": "2026-01-05"}, "This day is over."),
    ({"due_on": "2030-01-05"}, "The case itself is due before that day."),
    ({"due_on": "soon"}, "Not a valid date value"),
    ({"departments": "O-2026-000099"}, "is not a valid choice"),
    ({"departments": ""}, "Choose one of the options."),
]


def test_what_cannot_be_asked_of_helpers_is_refused_with_a_word(portal, who, path):
    address = path("handling")
    for changes, message in NOT_ASKED:
        page = who["cyber"].post(f"{address}/involve", **{**asked(), **changes})
        kept, told = "Send us the prices." in page.text, message in said(page)
        assert (page.status_code, kept, told) == (422, True, True), message
        assert "still missing" not in said(who["cyber"].get(address)), message


def test_a_helper_that_gets_the_case_helps_no_more(portal, who, path):
    address = path("handling")
    involve(portal, address[-13:])
    who["cyber"].post(f"{address}/transfer", **GIVEN)
    assert "still missing" not in said(who["market"].get(address))
    assert who["market"].get(f"{address}/contribute").status_code == 404


def test_only_who_was_asked_contributes(portal, who, path):
    address = path("handling")
    involve(portal, address[-13:])
    for name in ("cyber", "amy", "intake", "acme", "cyber_member"):
        assert who[name].get(f"{address}/contribute").status_code == 404, name


# --- conflicts of interest ---


def test_an_officer_with_a_conflict_does_nothing_more(portal, who, path):
    address = path("accepted")
    conflict = {"ground": "related", "body": "My brother drives for them."}
    assert who["intake"].post(f"{address}/recuse", **conflict).status_code == 303
    assert who["intake"].post(f"{address}/dispatch", department=organisation_ref("cyber")).status_code == 404
    assert who["intake"].post(f"{address}/note", body="Still here.").status_code == 404
    assert "What you can do here" not in said(who["intake"].get(address))
    seen = said(who["intake_head"].get(address))
    assert "My brother drives for them." in seen
    assert "declared a conflict of interest" not in said(who["amy"].get(address))
    sent = who["intake_head"].post(f"{address}/dispatch", department=organisation_ref("cyber"))
    assert sent.status_code == 303


def test_a_conflict_on_one_case_is_none_on_another(who, path):
    first, second = path("received"), path("received")
    who["intake"].post(f"{first}/recuse", ground="interest", body="I hold shares.")
    assert who["intake"].post(f"{second}/accept").status_code == 303
    assert who["intake"].post(f"{first}/accept").status_code == 404
