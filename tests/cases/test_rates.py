"""Figures about departments: right, and silent about every single person."""

from __future__ import annotations

from datetime import timedelta

import pytest

from portal.cases import commands
from portal.cases.queries.rates import quarters
from portal.cases.verbs import CaseVerb
from portal.store import at
from tests.factories import case_in, do
from tests.people import said

GOOD, FAIR = commands.Heard("yes", True, True, "satisfied"), commands.Heard("yes", True, True, "basically")
POOR = commands.Heard("yes", False, False, "dissatisfied", missing="All of it.")


@pytest.fixture
def judged(portal):
    """Close a case in the last quarter that is over and call its complainant back; return its number."""
    day = quarters()[0].end - timedelta(days=20)

    def make(heard: commands.Heard) -> str:
        with at(day):
            ref = case_in(portal, "callback")
            do(portal, "intake", CaseVerb.CALL_BACK, ref, commands.call_back, heard)
            return ref

    return make


def row_of(page) -> list[str]:
    """Return the cells of the only department in a table for a spreadsheet."""
    _head, *rows = page.text.removeprefix("\ufeff").splitlines()
    assert len(rows) == 1
    return rows[0].split(",")


def test_the_figures_are_the_printed_formula(who, judged):
    for heard in (GOOD, GOOD, FAIR, FAIR, POOR):
        judged(heard)
    page = who["visitor"].get("/en/cases/rates?as=csv")
    assert page.data.startswith("\ufeff".encode())
    #                       judged, response, resolution, satisfaction (2 + 0.9 x 2) / 5, together, closings, …
    assert row_of(page)[1:9] == [
        "Cyberspace Office", "5", "80.0%", "80.0%", "76.0%", "78.4%", "5", "20.0%",
    ]  # fmt: skip
    shown = said(who["visitor"].get("/en/cases/rates"))
    assert "Cyberspace Office 5 80.0% 80.0% 76.0% 78.4%" in shown
    assert "Together: 0.1 × response + 0.5 × resolution + 0.4 × satisfaction." in shown


def test_fewer_than_five_cases_make_no_figure(who, judged):
    for heard in (GOOD, GOOD, FAIR, POOR):
        judged(heard)
    assert row_of(who["visitor"].get("/en/cases/rates?as=csv"))[2:9] == [
        "fewer than 5", "–", "–", "–", "–", "fewer than 5", "–",
    ]  # fmt: skip


def test_what_is_said_after_a_quarter_changes_none_of_its_figures(portal, who, judged):
    refs = [judged(heard) for heard in (GOOD, GOOD, GOOD, FAIR, GOOD)]
    before = who["visitor"].get("/en/cases/rates?as=csv").text
    assert who["amy"].post(
        f"/en/cases/{refs[0]}/rate", contacted="no", solved="no", satisfaction="dissatisfied"
    ).status_code in (303, 404)
    do(portal, "amy", CaseVerb.RATE, refs[1], commands.rate, commands.Opinion(False, False, "dissatisfied"))
    case_in(portal, "closed")
    assert who["visitor"].get("/en/cases/rates?as=csv").text == before


def test_what_the_complainant_told_the_portal_counts_before_the_call_back(portal, who, judged):
    refs = [judged(GOOD) for _number in range(5)]
    with at(quarters()[0].end - timedelta(days=10)):
        do(
            portal,
            "amy",
            CaseVerb.RATE,
            refs[0],
            commands.rate,
            commands.Opinion(True, False, "dissatisfied"),
        )
    assert row_of(who["visitor"].get("/en/cases/rates?as=csv"))[3:6] == ["100.0%", "80.0%", "80.0%"]


def test_the_quarter_that_runs_is_not_shown(portal, who):
    for _number in range(5):
        case_in(portal, "closed")
    assert "Figures appear when a quarter" in said(who["visitor"].get("/en/cases/rates"))
    assert len(who["visitor"].get("/en/cases/rates?as=csv").text.splitlines()) == 1
