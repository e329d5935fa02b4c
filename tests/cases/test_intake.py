"""Matters taken in for somebody, filed for others or by many; people who join; consent given and taken back."""

from __future__ import annotations

import re
from itertools import product

import pytest

from portal.cases.queries import parts
from portal.cases.verbs import CaseVerb
from tests.cases.test_life import CODE, code_in
from tests.factories import case, case_in
from tests.people import EVERYBODY, organisation_ref, said

NEW, TRACK = "/en/cases/new", "/en/cases/track"
STORY = {"category": "pricing", "title": "A dear ride", "body": "The price rose."}
CALL = {**STORY, "channel": "phone", "name": "Old Mr Li", "contact": "+86 571 1234"}


@pytest.fixture
def published(portal, who):
    """The address of a case of Amy's whose summary is public."""
    path = f"/en/cases/{case_in(portal, 'closed')}"
    who["cyber"].post(f"{path}/publish", title="A price rose", body="Quixotic rides.", checked="y")
    portal.follow()
    return path


def reference(page):
    return re.search(r"C-\d{4}-\d{6}", page.text)[0]


def test_an_officer_takes_a_matter_in_for_a_person_whose_case_it_is(portal, who):
    receipt = who["intake"].post("/en/cases/take-in", **CALL)
    assert (receipt.status_code, "Old Mr Li" in receipt.text) == (200, False)
    ref, code = reference(receipt), code_in(receipt)
    assert (case(portal, ref).author_id, case(portal, ref).channel) == (None, "phone")
    record = said(who["intake"].get(f"/en/cases/{ref}"))
    assert "By telephone" in record
    assert "Old Mr Li" not in record
    assert "sealed" in record
    person = who["visitor"]
    assert person.post(TRACK, reference=ref, code=code).status_code == 303
    assert "The price rose." in said(person.get(f"/en/cases/{ref}"))
    assert person.post(f"/en/cases/{ref}/withdraw").status_code == 303


def test_who_took_it_in_is_not_its_complainant_and_the_receipt_is_given_once(portal, who):
    officer = who["market"]
    officer.open("/en/cases/take-in")
    first, again = (officer.send("/en/cases/take-in", **CALL) for _click in range(2))
    assert code_in(first) == code_in(again)
    ref = reference(first)
    assert reference(again) == ref
    assert officer.get(f"/en/cases/{ref}").status_code == 404
    assert officer.get(f"/en/cases/{ref}/withdraw").status_code == 404


def test_only_officers_of_departments_take_matters_in(who):
    for name in ("visitor", "amy", "acme", "guild", "cyber_member", "operator"):
        assert who[name].get("/en/cases/take-in").status_code == (303 if name == "visitor" else 404), name


def test_a_representative_says_for_whom_and_by_what(who):
    speaks = {"standing": "other", "represents": "Xiao Li, aged 9", "authority": "His mother"}
    for missing in ("represents", "authority", "name"):
        sent = {**STORY, **speaks, "name": "Ms Li", missing: ""}
        assert who["amy"].post(NEW, **sent).status_code == 422, missing
    path = who["amy"].post(NEW, **STORY, **speaks, name="Ms Li").location.partition("?")[0]
    for words in ("Xiao Li, aged 9", "His mother"):
        assert words in said(who["amy"].get(path))
        assert words not in said(who["intake"].get(path))
    assert "For another person" in said(who["intake"].get(path))


def test_a_group_names_one_to_five_people_and_how_many_they_are(who):
    group = {"standing": "group", "representatives": "Wang\nLi\nZhao", "headcount": "40"}
    for wrong in ({"representatives": ""}, {"representatives": "\n".join("ABCDEF")}, {"headcount": "many"}):
        assert who["amy"].post(NEW, **{**STORY, **group, **wrong}).status_code == 422, wrong
    path = who["amy"].post(NEW, **STORY, **group).location.partition("?")[0]
    assert "Wang; Li; Zhao" in said(who["amy"].get(path))
    record = said(who["intake"].get(path))
    assert "Zhao" not in record
    assert "40" in record


def test_what_belongs_to_another_answer_is_not_kept(portal, who):
    left = {"standing": "self", "represents": "Nobody", "headcount": "7", "name": "Amy"}
    path = who["amy"].post(NEW, **STORY, **left).location.partition("?")[0]
    assert "Nobody" not in said(who["intake"].get(path))


def test_it_happened_to_me_too_with_a_receipt_of_ones_own(portal, who, published):
    stranger = who["visitor"]
    joined = stranger.post(f"{published}/join", body="To me on Tuesday.")
    assert (joined.status_code, bool(CODE.search(joined.text))) == (200, True)
    assert case(portal, published[-13:]).supporters == 1
    elsewhere = who["visitor"]
    assert elsewhere.post(TRACK, reference=published[-13:], code=code_in(joined)).status_code == 303
    assert "To me on Tuesday." in said(elsewhere.get(published))
    assert "To me on Tuesday." in said(who["cyber"].get(published))
    for name in ("amy", "bob", "acme", "market", "visitor"):
        assert "To me on Tuesday." not in said(who[name].get(published)), name


def test_two_clicks_join_once_and_two_people_are_two(portal, who, published):
    stranger = who["visitor"]
    stranger.open(f"{published}/join")
    first, again = (stranger.send(f"{published}/join", body="Me too.") for _click in range(2))
    assert code_in(first) == code_in(again)
    assert who["bob"].post(f"{published}/join", body="And me.").status_code == 303
    assert case(portal, published[-13:]).supporters == 2
    assert who["amy"].post(f"{published}/join", body="It is mine.").status_code == 422


def test_nobody_joins_what_they_may_not_read(portal, who):
    path = f"/en/cases/{case_in(portal, 'handling')}"
    for name in ("bob", "acme", "guild", "cyber"):
        assert who[name].get(f"{path}/join").status_code == 404, name


def test_who_has_joined_follows_the_case_when_it_is_public_no_longer(portal, who, published):
    who["bob"].post(f"{published}/join", body="And me.")
    assert who["amy"].post(f"{published}/withdraw-consent").status_code == 303
    page = who["bob"].get(published)
    assert page.status_code == 200
    assert "Quixotic" not in page.text
    assert "And me." in said(page)


def test_consent_taken_back_ends_publication_at_once_everywhere(portal, who, published):
    reader = who["visitor"]
    assert "Quixotic" in said(reader.get(published))
    assert published[-13:] in said(reader.get("/en/search/?q=Quixotic"))
    assert who["amy"].post(f"{published}/withdraw-consent").status_code == 303
    for path in (published, "/en/search/?q=Quixotic", "/en/cases/", "/en/"):  # before the follower has moved
        page = who["visitor"].get(path)
        assert "Quixotic rides" not in page.text
        assert "A price rose" not in said(page)
    assert who["bob"].get(published).status_code == 404
    portal.follow()
    assert "Nothing was found" in said(who["visitor"].get("/en/search/?q=Quixotic"))
    assert who["cyber"].get(f"{published}/publish").status_code == 404


def test_consent_given_again_lets_the_department_publish_anew_once(portal, who, published):
    who["amy"].post(f"{published}/withdraw-consent")
    assert who["amy"].post(f"{published}/give-consent").status_code == 303
    assert who["visitor"].get(published).status_code == 303
    who["cyber"].post(f"{published}/publish", title="A price rose", body="Another account.", checked="y")
    portal.follow()
    public = said(who["visitor"].get(published))
    assert "Another account." in public
    assert "Quixotic" not in public
    assert said(who["visitor"].get("/en/cases/")).count("A price rose") == 1
    assert said(who["cyber"].get("/en/cases/")).count("A dear ride") == 1


def test_consent_is_the_complainants_alone(who, published):
    for name, action in product(EVERYBODY, ("withdraw-consent", "give-consent")):
        closed = 303 if name == "visitor" else 404
        assert name == "amy" or who[name].get(f"{published}/{action}").status_code == closed, (name, action)


def test_similar_cases_are_those_the_person_may_read_anyway(portal, who, published):
    hidden = f"/en/cases/{case_in(portal, 'handling', title='Quixotic rides elsewhere')}"
    portal.follow()
    citizen = who["visitor"]
    citizen.post(f"{NEW}/kind", matter="complaint", category="pricing")
    for step, fields in (
        ("about", {}),
        ("story", {"title": "Quixotic rides", "body": "b"}),
        ("harm", {}),
        ("you", {}),
    ):
        assert citizen.post(f"{NEW}/{step}", **fields).status_code == 303
    page = citizen.get(NEW)
    assert "Is it one of these?" in said(page)
    assert published[-13:] in page.text
    assert hidden[-13:] not in page.text


def test_a_serious_incident_counts_from_the_day_the_enterprise_was_aware(portal, who):
    facts = {
        "matter": "incident",
        "serious": "health",
        "aware_on": "2026-11-20",
        "severity": "serious_incident",
    }
    path = who["acme"].post(NEW, **{**STORY, **facts}).location.partition("?")[0]
    assert "Report of a serious incident" in said(who["intake"].get(path))
    late = {**facts, "aware_on": "2026-10-01", "harms": ["death"]}
    path = who["acme"].post(NEW, **{**STORY, **late, "title": "Late"}).location.partition("?")[0]
    assert "Report of an incident with a death" in said(who["intake"].get(path))


def test_the_subject_never_learns_who_complains_or_joins(portal, who, published):
    sent = who["amy"].post(
        NEW, **STORY, subject=organisation_ref("acme"), name="Amy A", contact="amy@a.example"
    )
    path = sent.location.partition("?")[0]
    assert who["acme_admin"].get(path).status_code == 404
    with portal.store.reading() as session:
        permit = portal.gate.admit(session, portal.actor("acme"), CaseVerb.READ, published[-13:])
        seen = parts(permit)
    assert (seen.complainant, seen.statement, seen.supporters) == (None, None, ())
