"""The life of an evaluation, through the web door: draft, right of reply, publication, withdrawal."""

from __future__ import annotations

from datetime import timedelta

import pytest

from portal.access import CLOCK
from portal.clocks import Calendar
from portal.evaluations import commands
from portal.evaluations.model import Grading, score
from portal.evaluations.verbs import EvaluationVerb
from portal.i18n import local
from portal.store import at, now
from tests.people import YEAR, organisation_ref, said

NEW, PAGE = "/en/evaluations/new", f"/en/evaluations/E-{YEAR}-000001"
FORM = {
    "nature": "evaluation",
    "lang": "en",
    "title": "How fair is the price?",
    "subject": organisation_ref("acme"),
    "domain": "1",
    "period": "Spring 2026",
    "risk": "high",
    "findings": "Members pay **more**.",
    "method": "Sixty accounts bought the same forty things.",
    "evidence": "Raw data: https://example.org/data.csv.\nA notebook of the testers, page 3",
    "recommendation": "Publish the rules.",
    "interests": "Paid by our own dues; no ties.",
    "criteria-0-name": "Rules are public",
    "criteria-0-grade": "1",
    "criteria-0-weight": "2",
    "criteria-0-reason": "They are called random.",
    "criteria-1-name": "Prices are alike",
    "criteria-1-grade": "4",
    "criteria-1-weight": "1",
    "criteria-1-reason": "After the change they are.",
    "criteria-2-name": "Old orders",
    "criteria-2-grade": "none",
    "criteria-2-weight": "1",
    "criteria-2-reason": "Nobody let us see them.",
}


def drafted(who, **changes):
    return who["guild"].post(NEW, **(FORM | changes))


def announced(who, **changes):
    drafted(who, **changes)
    return who["guild"].post(f"{PAGE}/announce")


def replied(who, position="disputes", body="Our members get other **gifts**."):
    return who["acme"].post(f"{PAGE}/reply", position=position, body=body)


def publish(who):
    return who["guild"].post(f"{PAGE}/publish", checked="y")


def test_from_draft_to_withdrawal(who):
    assert drafted(who).location == f"{PAGE}?done=evaluation.draft"
    assert who["guild"].post(f"{PAGE}/announce").location == f"{PAGE}?done=evaluation.announce"
    assert replied(who).location == f"{PAGE}?done=evaluation.reply#replies"
    assert publish(who).location == f"{PAGE}?done=evaluation.publish"
    page = said(who["visitor"].get(PAGE))
    assert f"E-{YEAR}-000001 Published How fair is the price? High risk" in page
    assert "2.0 of 4: the sum of grade × weight (6) divided by the sum of weights (3)." in page
    assert "Left out for insufficient evidence: 1." in page
    assert "Old orders Insufficient evidence 1 Nobody let us see them." in page
    assert "Paid by our own dues; no ties." in page
    who["guild"].post(f"{PAGE}/withdraw", reason="The samples were mixed up.")
    page = said(who["visitor"].get(PAGE))
    assert "Withdrawn How fair is the price?" in page
    assert "The samples were mixed up." in page
    assert "Members pay more" in page


def test_the_reply_stands_beside_the_findings(who):
    announced(who)
    replied(who)
    publish(who)
    replied(who, "has_corrected", "We stopped it in June.")
    page = who["visitor"].get(PAGE).text.partition("gz-sides")[2]
    left, _, right = page.partition("gz-side--reply")
    assert "Members pay <strong>more</strong>" in left
    replies = right.partition("Criteria and grades")[0]
    assert replies.index("Disputes the findings") < replies.index("Has corrected what was found")
    assert "Our members get other <strong>gifts</strong>." in replies
    assert "Acme Technology" in replies


def test_nothing_is_published_before_the_enterprise_is_heard(who):
    drafted(who)
    assert "Publish" not in said(who["guild"].get(PAGE)).partition("Findings")[0]
    answer = publish(who)
    assert answer.status_code == 422
    assert "Show the draft to the enterprise first" in said(answer)
    who["guild"].post(f"{PAGE}/announce")
    answer = publish(who)
    assert answer.status_code == 422
    assert "The enterprise still has time to reply." in said(answer)
    replied(who, "needs_time", "Give us a week.")
    assert publish(who).status_code == 422
    assert who["visitor"].get(PAGE).status_code != 200
    replied(who)
    assert publish(who).status_code == 303


def test_after_ten_working_days_silence_does_not_stop_it(who, portal):
    announced(who)
    last = Calendar().add(local(now()).date(), 10)
    day = timedelta(days=(last - local(now()).date()).days)
    with at(now() + day):
        assert portal.browser("guild").post(f"{PAGE}/publish", checked="y").status_code == 422
    with at(now() + day + timedelta(days=1)):
        late = portal.browser("guild")
        assert "The time to reply is over: publish it" in said(late.get("/en/inbox/"))
        assert late.post(f"{PAGE}/publish", checked="y").location == f"{PAGE}?done=evaluation.publish"
    page = said(who["visitor"].get(PAGE))
    assert "The enterprise was asked and did not reply within ten working days." in page
    assert "The time to reply had passed without a reply." in page


def test_a_change_after_the_announcement_begins_the_time_anew(who):
    announced(who)
    replied(who)
    who["guild"].post(f"{PAGE}/edit", **(FORM | {"findings": "Members pay much more."}))
    assert publish(who).status_code == 422
    assert (
        who["guild"].post(f"{PAGE}/edit", **(FORM | {"subject": organisation_ref("beta")})).status_code == 422
    )
    assert "Members pay much more." in said(who["acme"].get(PAGE))


def test_who_is_not_on_the_portal_cannot_be_waited_for(who):
    drafted(who, subject="", subject_name="Faraway Robotics")
    assert who["guild"].post(f"{PAGE}/announce").status_code == 422
    assert publish(who).status_code == 303
    assert "Evaluated Faraway Robotics" in said(who["visitor"].get(PAGE))


@pytest.mark.parametrize("name", ["Acme Technology", "acme technology", "甲乙科技有限公司"])
def test_who_could_reply_is_not_passed_over_by_its_name(who, name):
    answer = drafted(who, subject="", subject_name=name)
    assert answer.status_code == 422
    assert "This enterprise is on the portal." in said(answer)


def test_an_evaluation_without_criteria_is_not_shown_to_anybody(who):
    plain = {name: value for name, value in FORM.items() if not name.startswith("criteria")}
    who["guild"].post(NEW, **plain)
    assert who["guild"].post(f"{PAGE}/announce").status_code == 422


def test_what_is_given_up_stays_between_the_two(who):
    announced(who)
    replied(who)
    who["guild"].post(f"{PAGE}/withdraw", reason="The enterprise convinced us.")
    assert "Given up before publication" in said(who["acme"].get(PAGE))
    assert who["bob"].get(PAGE).status_code == 404
    assert publish(who).status_code == 409


def test_an_incident_is_brought_in_for_everybody(who, portal):
    content = commands.Content(
        "A bus stood still", "It hit a truck.", "incident", domain="7", occurred_on=now().date(), lang="en"
    )
    with portal.store.writing() as session:
        permit = portal.gate.admit(session, CLOCK, EvaluationVerb.BRING_IN)
        commands.bring_in(permit, commands.Record(content, "aiid:23", "AI Incident Database, CC BY-SA 4.0"))
    page = said(who["visitor"].get(PAGE))
    assert "A bus stood still" in page
    assert "AI Incident Database, CC BY-SA 4.0" in page
    found = said(who["visitor"].get("/en/evaluations/?nature=incident&domain=7"))
    assert "A bus stood still" in found
    assert "A bus stood still" not in said(who["visitor"].get("/en/evaluations/?domain=1"))


def test_the_score_leaves_out_what_could_not_be_judged():
    found = score([Grading("a", 0, ""), Grading("b", None, "", 5), Grading("c", 3, "", 3)])
    assert (found.mean, found.graded, found.left_out) == (9 / 4, 2, 1)
    assert score([Grading("a", None, "")]).mean is None
