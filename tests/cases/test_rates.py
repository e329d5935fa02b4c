"""Figures about departments: right, fixed when their quarter is over, and each by the formula of its time."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select, update

import portal as house
from portal.cases import commands
from portal.cases.model import CallBack
from portal.cases.model.figures import Figures
from portal.cases.queries import coming, quarters
from portal.cases.verbs import CaseVerb
from portal.ledger import Event
from portal.store import at
from tests.factories import case, case_in, do
from tests.people import last_event, organisation_id, said

GOOD, FAIR = commands.Heard("yes", True, True, "satisfied"), commands.Heard("yes", True, True, "basically")
POOR = commands.Heard("yes", False, False, "dissatisfied", missing="All of it.")
MIXED = (GOOD,) * 4 + (FAIR,) * 3 + (POOR,) * 3
RATES = "/en/cases/rates"
ONE_DATABASE = pytest.mark.parametrize("database", ["sqlite"], indirect=True)


@pytest.fixture
def judged(portal):
    """Close a case in the last quarter that is over and call its complainant back; return its number."""

    def make(heard: commands.Heard, day=None) -> str:
        with at(day or quarters()[0].end - timedelta(days=20)):
            ref = case_in(portal, "callback")
            do(portal, "intake", CaseVerb.CALL_BACK, ref, commands.call_back, heard)
            return ref

    return make


def table(who) -> list[list[str]]:
    """Return the lines of the table for a spreadsheet: quarter, day, edition, department, figures."""
    page = who["visitor"].get(f"{RATES}?as=csv")
    assert page.data.startswith("\ufeff".encode())
    return [line.split(",") for line in page.text.removeprefix("\ufeff").splitlines()[1:]]


def row_of(who, name="Cyberspace Office", number=0) -> list[str]:
    """Return the figures of a department, in the order of the page; the latest first."""
    return [line[4:] for line in table(who) if line[3] == name][number]


def let_time_pass(portal) -> None:
    """Let the clock look whether a quarter is over; what else follows from the ledger makes no figure."""
    for look in house.alarms():
        look(portal.store)


def fixes(portal) -> list[Event]:
    with portal.store.reading() as session:
        found = session.scalars(select(Event).where(Event.kind == "figures").order_by(Event.id)).all()
        session.expunge_all()
        return list(found)


def test_the_clock_fixes_the_figures_of_the_printed_formula_once(portal, who, judged):
    for heard in MIXED:
        judged(heard)
    assert table(who) == []
    portal.follow()
    #                      judged, response, resolution, satisfaction (4 + 0.9 x 3) / 10, together, closings, …
    figures = ["10", "70.0%", "70.0%", "67.0%", "68.8%", "10", "30.0%", "10", "100.0%"]
    assert row_of(who) == row_of(who, "All departments") == figures
    shown = said(who["visitor"].get(RATES))
    assert "Cyberspace Office 10 70.0% 70.0% 67.0% 68.8%" in shown
    assert "Together: 0.1 × response + 0.5 × resolution + 0.4 × satisfaction." in shown
    assert "Satisfaction: 1.0 × satisfied + 0.9 × basically satisfied" in shown
    assert "Not counted at all: closings as Part of another case." in shown
    portal.follow()
    (event,) = fixes(portal)
    assert (event.verb, event.actor_kind, event.facts["quarter"]) == (
        "figures.fix",
        "clock",
        quarters()[0].code,
    )
    assert len(event.facts["digest"]) == 64


@ONE_DATABASE
def test_fewer_than_five_cases_make_no_figure(portal, who, judged):
    for heard in (GOOD, GOOD, FAIR, POOR):
        judged(heard)
    let_time_pass(portal)
    few, none = "fewer than 5", "–"
    assert row_of(who) == [few, none, none, none, none, few, none, few, none]
    assert "Too few cases for any figure: Cyberspace Office." in said(who["visitor"].get(RATES))
    assert row_of(who, "All departments") == [none] * 9


@ONE_DATABASE
@pytest.mark.parametrize("heard", [(GOOD,) * 5 + (POOR,), (POOR,) * 5 + (GOOD,), (POOR,) * 6 + (GOOD,) * 2])
def test_one_or_two_people_on_one_side_make_no_figure(portal, who, judged, heard):
    for one in heard:
        judged(one)
    let_time_pass(portal)
    many, none = str(len(heard)), "–"
    assert row_of(who) == [many, none, none, none, none, many, none, many, "100.0%"]
    assert row_of(who, "All departments") == row_of(who)


def test_what_is_said_after_a_quarter_changes_none_of_its_figures(portal, who, judged):
    refs = [judged(heard) for heard in (GOOD, GOOD, GOOD, FAIR, FAIR, FAIR)]
    opinion = commands.Opinion(False, False, "dissatisfied")
    do(portal, "amy", CaseVerb.RATE, refs[0], commands.rate, opinion)
    let_time_pass(portal)
    before = table(who)
    assert before[0][4:8] == ["6", "100.0%", "100.0%", "95.0%"]
    do(portal, "amy", CaseVerb.RATE, refs[1], commands.rate, opinion)
    case_in(portal, "closed")
    let_time_pass(portal)
    assert table(who) == before


def test_what_the_complainant_told_the_portal_counts_before_the_call_back(portal, who, judged):
    refs = [judged(GOOD) for _number in range(6)]
    with at(quarters()[0].end - timedelta(days=10)):
        for ref in refs[:3]:
            do(
                portal,
                "amy",
                CaseVerb.RATE,
                ref,
                commands.rate,
                commands.Opinion(True, False, "dissatisfied"),
            )
    let_time_pass(portal)
    assert row_of(who)[1:4] == ["100.0%", "50.0%", "50.0%"]


@ONE_DATABASE
def test_the_quarter_that_runs_is_not_shown(portal, who):
    for _number in range(5):
        case_in(portal, "closed")
    let_time_pass(portal)
    assert "Figures appear when a quarter" in said(who["visitor"].get(RATES))
    assert (table(who), fixes(portal)) == ([], [])


def test_figures_belong_to_who_had_the_case_then(portal, who, judged):
    refs = [judged(GOOD) for _number in range(6)]
    end = quarters()[0].end
    for ref in refs[:3]:
        with at(end - timedelta(days=9)):
            do(portal, "amy", CaseVerb.ASK_REVIEW, ref, commands.ask_review, "It is not.")
        with at(end - timedelta(days=8)):
            do(
                portal, "intake_head", CaseVerb.DECIDE_REVIEW, ref, commands.decide_review,
                "overturned", "It is not solved.",
            )  # fmt: skip
        with at(end - timedelta(days=7)):
            do(portal, "intake", CaseVerb.DISPATCH, ref, commands.dispatch, organisation_id("market"))
    assert case(portal, refs[0]).handler_org_id == organisation_id("market")
    let_time_pass(portal)
    assert row_of(who) == ["6", "100.0%", "100.0%", "100.0%", "100.0%", "6", "50.0%", "6", "100.0%"]
    assert "Market Supervision Bureau" not in {line[3] for line in table(who)}


def test_the_outcomes_that_are_left_out_are_in_no_figure(portal, who, judged):
    for heard in MIXED:
        judged(heard)
    for ref in [judged(GOOD) for _number in range(3)]:
        with portal.store.engine.begin() as connection:  # as a merge leaves it
            connection.exec_driver_sql(
                "UPDATE closure SET outcome = 'duplicate' WHERE case_id = (SELECT id FROM \"case\" WHERE ref = "
                f"'{ref}')"
            )
    let_time_pass(portal)
    assert row_of(who)[:7] == ["10", "70.0%", "70.0%", "67.0%", "68.8%", "10", "30.0%"]


# --- the formula ---

NEXT = {
    "excluded": ["duplicate", "referred"],
    "resolved": ["resolved", "mediated"],
    "satisfied": "100",
    "basically": "50",
    "response": "0",
    "resolution": "50",
    "satisfaction": "50",
    "least": "6",
    "fewest": "3",
    "basis_zh": "本市2027年考核办法",
    "basis_en": "The city's rules of 2027",
}


def enact(who, name="operator", **changes):
    sent = NEXT | {"valid_from": coming()[0].isoformat()} | changes
    return who[name].post("/en/cases/rates/formula/rates-1/enact", **sent)


def test_a_quarter_keeps_the_formula_it_began_under(portal, who, judged):
    for heard in MIXED:
        judged(heard)
    let_time_pass(portal)
    before = table(who)
    assert enact(who).status_code == 303
    assert last_event(portal).facts == {"edition": 2, "valid_from": coming()[0].isoformat()}
    assert "edition 2, for quarters from" in said(who["visitor"].get(RATES))
    later = coming(2)[1]
    day = quarters()[0].end + timedelta(days=(later - coming()[0]).days + 100)
    for heard in MIXED:
        judged(heard, day)
    with at(day + timedelta(days=95)):
        let_time_pass(portal)
        now_shown = table(who)
        assert now_shown[0][2:9] == ["2", "Cyberspace Office", "10", "70.0%", "70.0%", "55.0%", "62.5%"]
        assert [line for line in now_shown if line[0] == before[0][0]] == before
        page = said(who["visitor"].get(RATES))
        assert "The city's rules of 2027" in page
        assert "0.5 × basically satisfied" in page
        assert "0.9 × basically satisfied" in page


REFUSED = [
    ({"response": "10"}, "The three weights must make 100 per cent together."),
    ({"basically": "101"}, "Number must be between 0 and 100."),
    ({"satisfied": "40"}, "It cannot count more than"),
    ({"least": "4"}, "Number must be between 5 and 50."),
    ({"fewest": "2"}, "Number must be between 3 and 10."),
    ({"least": "x"}, "Not a valid integer value"),
    ({"resolved": ["referred"]}, "Choose at least one outcome that is counted."),
    ({"resolved": ["resolved", "duplicate"]}, "cannot count as resolved"),
    ({"excluded": ["nonsense"]}, "is not a valid choice"),
    ({"valid_from": "2020-01-01"}, "Not a valid choice"),
    ({"basis_en": ""}, "Fill in this field."),
]


@ONE_DATABASE
def test_a_formula_that_tells_too_much_or_nothing_is_refused(portal, who):
    for changes, message in REFUSED:
        page = enact(who, **changes)
        assert (page.status_code, message in said(page)) == (422, True), said(page)
        assert "本市2027年考核办法" in page.text
    assert last_event(portal) is None


@ONE_DATABASE
def test_two_operators_do_not_overwrite_each_other(portal, who):
    first, second = portal.browser("operator"), portal.browser("operator")
    path, sent = "/en/cases/rates/formula/rates-1/enact", NEXT | {"valid_from": coming()[0].isoformat()}
    for browser in (first, second):
        browser.open(path)
    assert first.send(path, **sent).status_code == 303
    assert second.send(path, **sent).status_code == 409


@ONE_DATABASE
def test_only_operators_keep_formula_and_corrections(portal, who, judged):
    judged(GOOD)
    let_time_pass(portal)
    for name in ("intake_head", "cyber", "acme", "amy", "auditor"):
        assert "Enact a new formula" not in who[name].get(RATES).text
        assert enact(who, name).status_code == 404
        assert who[name].get(f"/en/cases/rates/figures-{quarters()[0].code}-1/correct").status_code == 404


# --- corrections ---


def correct(who, revision=1):
    path = f"/en/cases/rates/figures-{quarters()[0].code}-{revision}/correct"
    return who["operator"].post(path, ground="records")


def put_right(portal, many: int) -> None:
    """Let so many call-backs say that the matter is not solved, past every door."""
    with portal.store.engine.begin() as connection:
        solved = select(CallBack.id).where(CallBack.solved.is_(True)).limit(many).scalar_subquery()
        connection.execute(update(CallBack).where(CallBack.id.in_(solved)).values(solved=False))


def test_a_correction_stands_beside_what_it_corrects(portal, who, judged):
    for heard in MIXED + (GOOD,) * 3:
        judged(heard)
    let_time_pass(portal)
    before = row_of(who)
    same = correct(who)
    assert (same.status_code, "the figures are the same" in said(same)) == (422, True)
    put_right(portal, 4)
    assert row_of(who) == before
    assert correct(who).status_code == 303
    assert row_of(who, number=1) == before
    assert (before[2], row_of(who)[2]) == ("76.9%", "46.2%")
    assert row_of(who)[3] == before[3]
    event = fixes(portal)[-1]
    told = (event.verb, event.facts["revision"], event.facts["ground"])
    assert told == ("figures.correct", 2, "records")
    page = said(who["visitor"].get(RATES))
    assert "Records of the quarter have been put right." in page
    assert "What was published of this quarter before" in page
    assert correct(who).status_code == 409


@ONE_DATABASE
def test_a_correction_of_one_or_two_tells_of_nobody(portal, who, judged):
    for heard in MIXED + (GOOD,) * 3:
        judged(heard)
    let_time_pass(portal)
    before = row_of(who)
    put_right(portal, 2)
    assert correct(who).status_code == 303
    assert (before[2], row_of(who)[2], row_of(who)[4]) == ("76.9%", "–", "–")
    assert row_of(who)[3] == before[3]
    put_right(portal, 2)  # together they are four, which is enough
    assert correct(who, 2).status_code == 303
    assert row_of(who)[2] == "46.2%"


@ONE_DATABASE
def test_what_is_kept_is_what_was_published(portal, who, judged):
    for heard in (GOOD,) * 5 + (POOR,):
        judged(heard)
    let_time_pass(portal)
    with portal.store.reading() as session:
        session.info["consumer"] = "tests"
        (figures,) = session.scalars(select(Figures)).all()
        kept = {"valid": 6, "closings": 6, "timed": 6, "on_time": 6}
        assert figures.lines == [{"org": organisation_id("cyber"), **kept}, {"org": None, **kept}]
