"""What complainants say about how their cases ended, and what is open to them then."""

from __future__ import annotations

import re
from datetime import timedelta
from email.message import EmailMessage

import pytest

from portal.cases import commands
from portal.cases.model import Case, Rating
from portal.cases.verbs import CaseVerb
from portal.store import at, now
from tests.cases.test_life import COMPLAINT, code_in
from tests.factories import case, case_in, do, load
from tests.mail.postbox import letters
from tests.people import organisation_id, organisation_ref, said

CONTENT = {"contacted": "yes", "solved": "yes", "satisfaction": "satisfied"}
CROSS = {"contacted": "no", "solved": "no", "satisfaction": "dissatisfied", "body": "Nobody ever rang."}


@pytest.fixture
def path(portal):
    """The address of a case in a state."""
    return lambda state, **changes: f"/en/cases/{case_in(portal, state, **changes)}"


def closed_by_the_department(who, where: str) -> None:
    assert who["cyber"].post(f"{where}/close", outcome="resolved").status_code == 303


def asked(portal) -> list[EmailMessage]:
    return [mail for mail in letters(portal) if "respond/" in mail.get_content()]


def link_in(mail: EmailMessage) -> str:
    return re.search(r"/(?:en|zh-hans)/cases/respond/\S+", mail.get_content())[0]


def ratings(portal) -> int:
    with portal.store.reading() as session:
        session.info["consumer"] = "tests"
        return session.query(Rating).count()


# --- the judgement ---


def test_a_judgement_is_read_by_everybody_but_the_department(portal, who, path):
    where = path("callback")
    assert who["amy"].post(f"{where}/rate", **CROSS).status_code == 303
    assert "Nobody ever rang." in said(who["amy"].get(where))
    assert "Nobody ever rang." in said(who["intake"].get(f"{where}/call-back"))
    portal.follow()
    for name in ("cyber", "cyber_member"):
        assert "Nobody ever rang." not in said(who[name].get(where))
        assert "judged the outcome" not in said(who[name].get(where))
        assert "judged" not in said(who[name].get("/en/inbox/"))
        assert "Nobody ever rang." not in who[name].get("/en/search/?q=rang").text


def test_what_is_said_last_counts(portal, who, path):
    where = path("closed")
    assert who["amy"].post(f"{where}/rate", **CROSS).status_code == 303
    assert who["amy"].post(f"{where}/rate", **CONTENT).status_code == 303
    page = said(who["amy"].get(where))
    assert ratings(portal) == 2
    assert "Satisfied" in page


def test_nobody_else_judges(who, path):
    where = path("closed")
    for name in ("bob", "cyber", "intake", "market", "acme", "operator"):
        assert who[name].post(f"{where}/rate", **CONTENT).status_code == 404, name


def test_half_a_judgement_is_not_kept(portal, who, path):
    page = who["amy"].post(f"{path('closed')}/rate", contacted="yes", body="I typed this.")
    assert (page.status_code, "I typed this." in page.text, ratings(portal)) == (422, True, 0)


def test_the_holder_of_the_query_code_judges(portal, who):
    browser = who["visitor"]
    page = browser.post("/en/cases/new", **COMPLAINT)
    ref = re.search(r"C-\d{4}-\d{6}", page.text)[0]
    assert code_in(page)
    finish(portal, ref)
    assert browser.post(f"/en/cases/{ref}/rate", **CONTENT).status_code == 303
    assert who["visitor"].get(f"/en/cases/{ref}/rate").status_code == 303


def finish(portal, ref: str) -> None:
    for by, verb, command, values in (
        ("intake", CaseVerb.ACCEPT, commands.accept, ()),
        ("intake", CaseVerb.DISPATCH, commands.dispatch, (organisation_id("cyber"),)),
        ("cyber", CaseVerb.ANSWER, commands.answer, ("It is settled.",)),
        ("cyber", CaseVerb.CLOSE, commands.close, (commands.Ending("resolved"),)),
    ):
        do(portal, by, verb, ref, command, *values)


# --- the link ---


def test_the_link_in_the_mail_judges_without_a_sign_in_once(portal, who, path):
    where = path("answered")
    closed_by_the_department(who, where)
    (mail,) = asked(portal)
    assert mail["To"] == "Amy <amy@example.org>"
    assert "A dear ride" not in mail.get_content()
    link, stranger = link_in(mail), who["visitor"]
    assert stranger.get(link).status_code == 200
    thanked = stranger.post(link, **CROSS)
    assert (thanked.status_code, "Thank you" in said(thanked)) == (200, True)
    assert "Nobody ever rang." in said(who["intake"].get(where))
    again = who["visitor"].post(link, **CONTENT)
    assert (again.status_code, "has been used already" in said(again)) == (422, True)
    assert ratings(portal) == 1


def test_the_link_can_do_nothing_else(portal, who, path):
    where = path("answered")
    closed_by_the_department(who, where)
    holder = who["visitor"]
    holder.get(link_in(asked(portal)[0]))
    holder.post(link_in(asked(portal)[0]), **CONTENT)
    for action in ("", "/rate", "/message", "/withdraw", "/reopen", "/ask-review"):
        assert holder.get(f"{where}{action}").status_code == 303  # to sign in, as for anybody


def test_who_left_an_address_without_an_account_is_asked_there(portal, who):
    page = who["visitor"].post("/en/cases/new", **COMPLAINT, name="Li", contact="LI@example.org")
    ref = re.search(r"C-\d{4}-\d{6}", page.text)[0]
    where = f"/en/cases/{ref}"
    who["intake"].post(f"{where}/accept")
    who["intake"].post(f"{where}/dispatch", department=organisation_ref("cyber"))
    who["cyber"].post(f"{where}/answer", body="It is settled.")
    closed_by_the_department(who, where)
    assert [mail["To"] for mail in asked(portal)] == ["Li <li@example.org>"]


def test_nobody_is_written_to_who_left_no_address(portal, who):
    for contact in ("", "139 0000 0000", "not an address"):
        page = who["visitor"].post("/en/cases/new", **COMPLAINT, contact=contact)
        where = f"/en/cases/{re.search(r'C-[0-9]{4}-[0-9]{6}', page.text)[0]}"
        who["intake"].post(f"{where}/accept")
        who["intake"].post(f"{where}/dispatch", department=organisation_ref("cyber"))
        who["cyber"].post(f"{where}/answer", body="It is settled.")
        closed_by_the_department(who, where)
    assert asked(portal) == []


def test_a_link_to_a_closing_that_did_not_hold_is_dead(portal, who, path):
    where = path("answered")
    closed_by_the_department(who, where)
    link = link_in(asked(portal)[0])
    unsolved = {"reached": "yes", "solved": "no", "satisfaction": "dissatisfied", "missing": "All of it."}
    who["intake"].post(f"{where}/call-back", **unsolved)
    assert who["visitor"].post(link, **CONTENT).status_code == 422


@pytest.mark.parametrize("token", ["x", "a.b", "é.é", "a" * 3000])
def test_an_invented_link_says_so_and_does_nothing(portal, who, token):
    page = who["visitor"].get(f"/en/cases/respond/{token}")
    assert (page.status_code, "This link does not work" in said(page)) == (200, True)
    who["visitor"].open("/en/account/sign-in")
    browser = who["visitor"]
    browser.open("/en/account/sign-in")
    assert browser.send(f"/en/cases/respond/{token}", **CONTENT).status_code == 422
    assert ratings(portal) == 0


# --- opening again ---


def test_a_case_opened_again_has_a_new_clock_and_is_handled_anew(portal, who, path):
    where = path("closed")
    assert who["amy"].post(f"{where}/reopen", body="It rose again today.").status_code == 303
    again = case(portal, where[-13:])
    assert (again.status, again.outcome, again.due_on is not None) == ("handling", "", True)
    assert "It rose again today." in said(who["cyber"].get(where))
    assert "opened the case again" in said(who["cyber"].get(where))


def test_a_case_is_opened_again_within_thirty_days_and_twice_at_most(portal, who, path):
    start, where = now(), path("closed")
    ref = where[-13:]
    with at(start + timedelta(days=32)):
        assert "/reopen" not in portal.browser("amy").get(where).text
        late = portal.browser("amy").post(f"{where}/reopen", body="Too late.")
        assert (late.status_code, "The 30 days for this have passed." in said(late)) == (422, True)
    for _time in range(2):
        assert who["amy"].post(f"{where}/reopen", body="Again.").status_code == 303
        do(portal, "cyber", CaseVerb.ANSWER, ref, commands.answer, "Settled.")
        do(portal, "cyber", CaseVerb.CLOSE, ref, commands.close, commands.Ending("resolved"))
        do(portal, "intake", CaseVerb.CALL_BACK, ref, commands.call_back, commands.Heard("no_way"))
    assert who["amy"].get(f"{where}/reopen").status_code == 404
    assert "Open it again" not in said(who["amy"].get(where))


# --- the ladder ---


def test_a_review_that_upholds_can_be_asked_for_once_more_and_no_more(portal, who, path):
    where = path("closed")
    for stage, decider in enumerate(("intake", "intake_head"), 1):
        assert who["amy"].post(f"{where}/ask-review", body="You did not look at the logs.").status_code == 303
        assert case(portal, where[-13:]).status == "under_review"
        assert "Decide the review" in said(who[decider].get("/en/inbox/"))
        upheld = {"decision": "upheld", "body": f"The logs say the same, {stage}."}
        assert who[decider].post(f"{where}/decide-review", **upheld).status_code == 303
        assert case(portal, where[-13:]).status == "closed"
        assert f"The logs say the same, {stage}." in said(who["amy"].get(where))
    assert who["amy"].get(f"{where}/ask-review").status_code == 404


def test_the_second_review_is_decided_by_somebody_else(portal, who, path):
    where = path("closed")
    upheld = {"decision": "upheld", "body": "The logs say the same."}
    who["amy"].post(f"{where}/ask-review", body="You did not look.")
    who["intake"].post(f"{where}/decide-review", **upheld)
    who["amy"].post(f"{where}/ask-review", body="You did not look again.")
    page = who["intake"].post(f"{where}/decide-review", **upheld)
    assert (page.status_code, "had no part in this case" in said(page)) == (422, True)
    assert case(portal, where[-13:]).status == "under_review"


def test_the_department_does_not_decide_about_itself(who, path):
    where = path("closed")
    who["amy"].post(f"{where}/ask-review", body="You did not look.")
    for name in ("amy", "bob", "cyber", "cyber_member", "market", "acme", "operator"):
        assert who[name].get(f"{where}/decide-review").status_code == 404, name


def test_a_review_that_overturns_sends_the_case_back(portal, who, path):
    where = path("closed")
    who["amy"].post(f"{where}/ask-review", body="You did not look.")
    sent = who["intake"].post(f"{where}/decide-review", decision="overturned", body="Look at the logs.")
    assert sent.status_code == 303
    again = case(portal, where[-13:])
    assert (again.status, again.outcome, again.due_on is not None) == ("redo", "", True)
    assert "Look at the logs." in said(who["cyber"].get(where))


def test_a_review_is_asked_for_within_thirty_days(portal, who, path):
    start, where = now(), path("closed")
    with at(start + timedelta(days=29)):
        assert portal.browser("amy").post(f"{where}/ask-review", body="In time.").status_code == 303
    other = path("closed")
    with at(start + timedelta(days=33)):
        assert portal.browser("amy").post(f"{other}/ask-review", body="Late.").status_code == 422


def test_a_review_unanswered_after_thirty_days_is_late(portal, who, path):
    where = path("closed")
    who["amy"].post(f"{where}/ask-review", body="You did not look.")
    with portal.store.reading() as session:
        clocks = [(c.regime, c.status, c.amount, c.unit) for c in load(session, Case, where[-13:]).clocks]
    assert ("review", "running", 30, "calendar_days") in clocks
