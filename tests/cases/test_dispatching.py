"""How a case comes to a department, and who has had it."""

from __future__ import annotations

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
        return [(s.org_id, s.verb, s.taken_up is not None, s.until is None) for s in queries.stations(permit)]


def chain_of(page):
    """Return the rows of the table of who has had the case, as plain text."""
    table = page.text.partition("Who has had it</caption>")[2].partition("</table>")[0]
    rows = re.findall(r"<tr.*?</tr>", table, re.DOTALL)[1:]
    cells = [re.findall(r"<t[hd].*?</t[hd]>", row, re.DOTALL) for row in rows]
    return [[" ".join(re.sub(r"<[^>]*>", "", cell).split()) for cell in row] for row in cells]


def test_a_department_signs_for_what_was_dispatched(portal, who, path):
    address = path("dispatched")
    assert "Take it up" in said(who["cyber"].get("/en/"))
    assert who["cyber"].post(f"{address}/take-up").status_code == 303
    assert case(portal, address[-13:]).status == "handling"
    assert "took up the case" in said(who["amy"].get(address))
    assert who["cyber"].post(f"{address}/take-up").status_code == 409


@pytest.mark.parametrize("name", ["intake", "market", "cyber_member", "amy", "acme", "operator"])
def test_nobody_else_signs_for_it(who, path, name):
    assert who[name].post(f"{path('dispatched')}/take-up").status_code == 404


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
        do(portal, "cyber", CaseVerb.CLOSE, ref, commands.close, "resolved")
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
