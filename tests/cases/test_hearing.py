"""The enterprise is heard: it answers what is alleged, and never learns who alleges it."""

from __future__ import annotations

from datetime import timedelta

import pytest

from portal.access import Refused
from portal.cases import commands
from portal.cases.verbs import CaseVerb
from portal.store import at, now
from tests.factories import case, case_in, do
from tests.people import organisation_ref, said

SECRET = "The price rose."  # what the complainant wrote
ALLEGED = {"title": "Prices by telephone", "body": "The app asks more of some telephones.", "checked": "y"}
ANSWER = {
    "position": "disputed",
    "body": "All see the same price.",
    "remedy": "We publish a log.",
    "final": "yes",
}


@pytest.fixture
def heard(portal, who):
    """The address of a case in which the enterprise was asked for its answer."""

    def make(**changes) -> str:
        where = f"/en/cases/{case_in(portal, 'handling', **changes)}"
        sent = who["cyber"].post(f"{where}/hear", **ALLEGED, enterprise=organisation_ref("acme"))
        assert sent.status_code == 303
        return where

    return make


def test_the_allegation_begins_with_the_complaint_and_is_sent_as_the_officer_leaves_it(portal, who):
    where = f"/en/cases/{case_in(portal, 'handling')}"
    assert SECRET in who["cyber"].get(f"{where}/hear").text
    careless = {**ALLEGED, "enterprise": organisation_ref("acme"), "checked": ""}
    page = who["cyber"].post(f"{where}/hear", **careless)
    assert (page.status_code, "Please confirm that you have checked this." in said(page)) == (422, True)
    assert who["acme"].get(where).status_code == 404


def test_the_enterprise_reads_what_is_alleged_and_nothing_of_who_alleges_it(portal, who, heard):
    where = heard(name="Amy Li", contact="amy.li@example.org")
    portal.follow()
    for name in ("acme", "acme_admin"):
        page = who[name].get(where)
        assert (page.status_code, ALLEGED["body"] in said(page)) == (200, True)
        for text in (SECRET, "A dear ride", "Amy", "amy.li"):
            assert text not in page.text
        for word in ("dear", "Amy", "rose"):
            assert where[-13:] not in said(who[name].get(f"/en/search/?q={word}"))
        assert where[-13:] in said(who[name].get("/en/search/?q=telephones"))
    assert "asked the enterprise for its answer" in said(who["acme"].get("/en/inbox/"))
    assert "Answer what is alleged" in said(who["acme"].get("/en/inbox/"))
    assert who["beta"].get(where).status_code == 404


def test_a_complaint_by_an_organisation_does_not_name_it_to_the_enterprise(portal, who, heard):
    where = heard(by="guild")
    page = said(who["acme"].get(where))
    assert "AI Industry Guild" not in page
    assert "The complainant filed it" in page


def test_what_the_enterprise_answers_stands_beside_what_is_alleged(portal, who, heard):
    where = heard()
    assert case(portal, where[-13:]).status == "awaiting_company"
    assert who["acme"].post(f"{where}/reply", **ANSWER | {"final": "no"}).status_code == 303
    assert case(portal, where[-13:]).status == "awaiting_company"
    assert who["acme"].post(f"{where}/reply", **ANSWER).status_code == 303
    assert case(portal, where[-13:]).status == "handling"
    for name in ("amy", "cyber", "intake", "acme"):
        page = said(who[name].get(where))
        for text in (
            "First answer: It did not happen as alleged",
            "All see the same price.",
            "We publish a log.",
        ):
            assert text in page, (name, text)


def test_nobody_else_answers_for_the_enterprise(who, heard):
    address = heard()
    for name in ("amy", "cyber", "intake", "beta", "market", "guild", "operator"):
        assert who[name].post(f"{address}/reply", **ANSWER).status_code == 404, name


def test_half_an_answer_is_not_kept(who, heard):
    page = who["acme"].post(f"{heard()}/reply", body="I typed this.", position="sorry")
    assert (page.status_code, "I typed this." in page.text) == (422, True)


def test_an_enterprise_is_asked_once(who, heard):
    where = heard()
    who["acme"].post(f"{where}/reply", **ANSWER)
    again = who["cyber"].post(f"{where}/hear", **ALLEGED, enterprise=organisation_ref("acme"))
    assert (again.status_code, "has been asked already" in said(again)) == (422, True)


def test_silence_is_shown_as_silence_to_everybody_once_the_case_is_published(portal, who, heard):
    where = heard()
    page = said(who["amy"].get(where))
    assert ("The enterprise has until" in page, "has not answered" in page) == (True, False)
    with at(now() + timedelta(days=30)):  # fifteen days, and holidays at their end
        page = said(portal.browser("amy").get(where))
    assert "The enterprise has not answered. It was asked to answer by" in page
    assert who["cyber"].post(f"{where}/answer", body="It said nothing.").status_code == 303
    who["cyber"].post(f"{where}/close", outcome="resolved")
    who["intake"].post(f"{where}/call-back", reached="no_way")
    assert "has not answered" not in said(who["visitor"].get(where))
    who["cyber"].post(f"{where}/publish", title="T", body="B", checked="y")
    public = said(who["visitor"].get(where))
    assert "The enterprise has not answered." in public
    assert "to answer by ." not in public
    assert SECRET not in public


def test_nobody_is_offered_to_contradict_an_enterprise_that_was_not_heard(portal, who, heard):
    unheard = f"/en/cases/{case_in(portal, 'handling')}"
    assert ["/contest" in who["amy"].get(where).text for where in (unheard, heard())] == [False, True]


def test_the_complainant_contradicts_and_both_stand_side_by_side(who, heard):
    where = heard()
    early = who["amy"].post(f"{where}/contest", body="Not so.")
    assert (early.status_code, "has not answered yet" in said(early)) == (422, True)
    who["acme"].post(f"{where}/reply", **ANSWER)
    assert who["amy"].post(f"{where}/contest", body="My receipts say otherwise.").status_code == 303
    for name in ("amy", "cyber", "acme"):
        page = said(who[name].get(where))
        assert "All see the same price." in page
        assert "My receipts say otherwise." in page
    assert who["acme"].get(f"{where}/contest").status_code == 404


def test_a_correction_is_decided_by_somebody_else_and_changes_the_text(portal, who, heard):
    where = heard()
    demanded = {"about": "allegation", "body": "It is not telephones, it is tariffs."}
    assert who["acme"].post(f"{where}/demand-correction", **demanded).status_code == 303
    assert who["acme"].get(f"{where}/demand-correction").status_code == 404
    assert "Decide about the correction" in said(who["intake"].get("/en/inbox/"))
    ruling = {
        "decision": "accepted",
        "body": "It is right.",
        "title": "Prices by tariff",
        "text": "By tariff.",
    }
    own = who["cyber"].post(f"{where}/decide-correction", **ruling)
    assert (own.status_code, "Somebody other than the author" in said(own)) == (422, True)
    empty = who["intake"].post(f"{where}/decide-correction", **ruling | {"text": ""})
    assert (empty.status_code, "Give the corrected title and text." in said(empty)) == (422, True)
    assert who["intake"].post(f"{where}/decide-correction", **ruling).status_code == 303
    page = said(who["acme"].get(where))
    assert "By tariff." in page
    assert ALLEGED["body"] not in page
    assert who["intake"].get(f"{where}/decide-correction").status_code == 404


def test_a_summary_that_is_not_published_cannot_be_corrected(portal, who, heard):
    demanded, where = {"about": "summary", "body": "It is wrong."}, heard()
    form = who["acme"].get(f"{where}/demand-correction").text
    assert 'value="allegation" checked' in form
    assert "The public summary" not in form
    page = who["acme"].post(f"{where}/demand-correction", **demanded)
    assert (page.status_code, "It is wrong." in said(page)) == (422, True)
    with pytest.raises(Refused, match=r"No summary has been published\."):
        do(
            portal,
            "acme",
            CaseVerb.DEMAND_CORRECTION,
            where[-13:],
            commands.demand_correction,
            "summary",
            "It is.",
        )
