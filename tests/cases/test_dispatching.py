"""How a case comes to a department, and who has had it."""

from __future__ import annotations

import html
import re
from datetime import timedelta

import pytest

from portal.cases import commands, queries
from portal.cases.verbs import CaseVerb
from portal.store import at, now
from tests.factories import case, case_in, do
from tests.people import organisation_id, organisation_ref, said


@pytest.fixture
def path(portal):
    """The address of a case in a state."""
    return lambda state, **changes: f"/en/cases/{case_in(portal, state, **changes)}"


def verbs_of(portal, ref):
    with portal.store.reading() as session:
        permit = portal.gate.admit(session, portal.actor("intake"), CaseVerb.READ, ref)
        return [(s.org_id, s.way, s.taken_up is not None, s.until is None) for s in queries.stations(permit)]


def chain_of(page):
    """Return the rows of the table of who has had the case, as plain text."""
    table = page.text.partition("Who has had it</caption>")[2].partition("</table>")[0]
    rows = re.findall(r"<tr.*?</tr>", table, re.DOTALL)[1:]
    cells = [re.findall(r"<t[hd].*?</t[hd]>", row, re.DOTALL) for row in rows]
    return [[" ".join(html.unescape(re.sub(r"<[^>]*>", "", cell)).split()) for cell in row] for row in cells]


def test_a_department_signs_for_what_was_dispatched(portal, who, path):
    address = path("dispatched")
    assert "Take it up" in said(who["cyber"].get("/en/"))
    assert who["cyber"].post(f"{address}/take-up").status_code == 303
    assert case(portal, address[-13:]).status == "handling"
    assert "took up the case" in said(who["amy"].get(address))
    assert who["cyber"].post(f"{address}/take-up").status_code == 409


def test_nobody_else_signs_for_it(who, path):
    address = path("dispatched")
    for name in ("intake", "market", "cyber_member", "amy", "acme", "operator"):
        assert who[name].post(f"{address}/take-up").status_code == 404, name


@pytest.mark.parametrize(("verb", "state"), [("progress", "handling"), ("answer", "answered")])
def test_who_works_without_signing_has_signed(portal, who, path, verb, state):
    address = path("dispatched")
    assert who["cyber"].post(f"{address}/{verb}", body="We looked into it.").status_code == 303
    assert case(portal, address[-13:]).status == state
    assert verbs_of(portal, address[-13:])[-1] == (organisation_id("cyber"), "case.dispatch", True, True)
    assert said(who["amy"].get(address)).count("took up the case") == 1


def test_signing_moves_no_due_date(portal, path):
    ref = path("dispatched")[-13:]
    before = case(portal, ref).due_on
    with at(now() + timedelta(days=9)):
        do(portal, "cyber", CaseVerb.TAKE_UP, ref, commands.take_up)
    assert case(portal, ref).due_on == before


def test_everybody_who_reads_a_case_sees_who_has_had_it(portal, who):
    start = now()
    ref = case_in(portal, "accepted")
    with at(start + timedelta(days=1)):
        do(portal, "intake", CaseVerb.DISPATCH, ref, commands.dispatch, organisation_id("market"))
    with at(start + timedelta(days=3)):
        do(portal, "intake", CaseVerb.DISPATCH, ref, commands.dispatch, organisation_id("cyber"))
        do(portal, "cyber", CaseVerb.TAKE_UP, ref, commands.take_up)
        do(portal, "cyber", CaseVerb.ANSWER, ref, commands.answer, "It is settled.")
    with at(start + timedelta(days=10)):
        do(portal, "cyber", CaseVerb.CLOSE, ref, commands.close, commands.Ending("resolved"))
        do(portal, "intake", CaseVerb.CALL_BACK, ref, commands.call_back, commands.Heard("no_way"))
        do(portal, "cyber", CaseVerb.PUBLISH, ref, commands.publish, "A price rose", "Settled.")
    rows = chain_of(who["visitor"].get(f"/en/cases/{ref}"))
    assert [(row[0], row[1], row[5]) for row in rows] == [
        ("AI Complaints Centre", "Filed there", "1 day"),
        ("Market Supervision Bureau", "Dispatched", "2 days"),
        ("Cyberspace Office", "Dispatched", "7 days"),
    ]
    assert [bool(row[3]) for row in rows] == [False, False, True]
    assert "has it now" not in str(rows)


def test_who_has_an_open_case_has_it_now(portal, who):
    ref = case_in(portal, "handling")
    assert [row[4] for row in chain_of(who["amy"].get(f"/en/cases/{ref}"))][-1] == "has it now"
    do(portal, "amy", CaseVerb.WITHDRAW, ref, commands.withdraw)
    assert "has it now" not in said(who["amy"].get(f"/en/cases/{ref}"))


def test_a_dispatch_is_the_intake_centres(who, path):
    address = path("handling")
    assert who["cyber"].post(f"{address}/dispatch", department=organisation_ref("market")).status_code == 404
    assert who["intake"].post(f"{address}/dispatch", department=organisation_ref("market")).status_code == 303
    assert who["market"].post(f"{address}/take-up").status_code == 303
    assert who["cyber"].get(address).status_code == 404


# --- returning a dispatch ---

REASONS = {"ground": "not_our_duty", "body": "Prices are the market bureau's."}


def test_a_return_that_is_right_goes_to_another_department(portal, who, path):
    address = path("dispatched")
    assert who["cyber"].post(f"{address}/send-back", **REASONS).status_code == 303
    assert case(portal, address[-13:]).status == "objected"
    assert "Decide on the return" in said(who["intake"].get("/en/"))
    ruling = {"decision": "upheld", "department": organisation_ref("market"), "body": "They are right."}
    assert who["intake"].post(f"{address}/adjudicate", **ruling).status_code == 303
    found = case(portal, address[-13:])
    assert (found.status, found.handler_org_id, found.designated) == (
        "dispatched",
        organisation_id("market"),
        False,
    )
    assert who["market"].post(f"{address}/send-back", **REASONS).status_code == 303
    assert [row[1] for row in chain_of(who["amy"].get(address))] == [
        "Filed there",
        "Dispatched",
        "Returned: It is not among the department's duties",
        "Return found right",
        "Returned: It is not among the department's duties",
    ]


def test_a_designated_department_cannot_return_it(portal, who, path):
    address = path("objected")
    page = who["intake"].get(f"{address}/adjudicate")
    assert "It is a price." in said(page)
    assert who["intake"].post(f"{address}/adjudicate", decision="designated", body="No.").status_code == 303
    found = case(portal, address[-13:])
    assert (found.status, found.handler_org_id, found.designated) == (
        "handling",
        organisation_id("cyber"),
        True,
    )
    assert who["cyber"].get(f"{address}/send-back").status_code == 404
    assert "Return it" not in said(who["cyber"].get(address))
    assert who["cyber"].post(f"{address}/answer", body="Done, then.").status_code == 303


def test_a_return_that_goes_nowhere_yet_stays_with_the_intake_centre(portal, who, path):
    address = path("objected")
    assert who["intake"].post(f"{address}/adjudicate", decision="upheld", body="Yes.").status_code == 303
    found = case(portal, address[-13:])
    assert (found.status, found.handler_org_id) == ("accepted", organisation_id("intake"))
    assert who["cyber"].get(address).status_code == 404


def test_the_department_that_returned_it_does_not_get_it_back_as_if_it_were_right(who, path):
    address = path("objected")
    same = {"decision": "upheld", "department": organisation_ref("cyber"), "body": "Yes."}
    page = who["intake"].post(f"{address}/adjudicate", **same)
    assert (page.status_code, "This is the department that returned it." in said(page)) == (422, True)


def test_a_return_has_its_limit_which_signing_does_not_move(portal, who, path):
    address = path("dispatched")
    with at(now() + timedelta(days=9)):
        who["cyber"].post(f"{address}/take-up")
        page = who["cyber"].post(f"{address}/send-back", **REASONS)
    assert (page.status_code, "2 working days" in said(page)) == (422, True)
    assert "Prices are the market bureau&#39;s." in page.text
    assert case(portal, address[-13:]).status == "handling"


def test_the_reasons_are_for_departments_and_the_ground_for_everybody(who, path):
    address = path("objected")
    assert "It is a price." in said(who["intake"].get(address))
    told = said(who["amy"].get(address))
    assert "It is a price." not in told
    assert "returned the case It is not among the department's duties" in told


def test_only_the_intake_centre_decides_on_a_return(who, path):
    address = path("objected")
    for name in ("cyber", "market", "amy", "cyber_member", "operator"):
        assert who[name].get(f"{address}/adjudicate").status_code == 404, name


def test_what_moves_a_case_on_stands_out_and_only_for_whom_it_waits(portal, who, path):
    mine, theirs = path("accepted"), path("handling")
    assert leading(who["intake"].get(mine)) == ["Dispatch"]
    assert leading(who["cyber"].get(theirs)) == ["Answer"]
    elsewhere = who["intake"].get(theirs)
    assert leading(elsewhere) == []
    assert "Dispatch" in said(elsewhere)


def leading(page):
    """Return the buttons of a record that stand out."""
    row = page.text.partition('<nav class="gz-actions"')[2].partition("</nav>")[0]
    return re.findall(r'class="govuk-button" [^>]*>([^<]*)<', row)
