"""The life of a complaint, through the web door."""

from __future__ import annotations

import re

import pytest

from tests.factories import case_in
from tests.people import organisation_ref, said, statements

CASE = "/en/cases/C-2026-000001"
COMPLAINT = {
    "category": "pricing",
    "title": "A dear ride",
    "body": "The price rose while I looked.",
    "consent": "y",
}
CODE = re.compile(r"[0-9A-HJKMNP-TV-Z]{4}(?:-[0-9A-HJKMNP-TV-Z]{4}){6}")


@pytest.fixture
def case(portal):
    """The address of a case in a state."""
    return lambda state, **changes: f"/en/cases/{case_in(portal, state, **changes)}"


def code_in(page):
    return CODE.search(page.text)[0]


def test_a_complaint_goes_from_the_citizen_to_the_public(portal, who):
    filed = who["amy"].post("/en/cases/new", **COMPLAINT)
    assert (filed.status_code, filed.location.partition("?")[0].startswith("/en/cases/C-")) == (303, True)
    path = filed.location.partition("?")[0]
    assert who["intake"].post(f"{path}/accept").status_code == 303
    assert who["intake"].post(f"{path}/dispatch", department=organisation_ref("cyber")).status_code == 303
    assert who["cyber"].post(f"{path}/progress", body="We asked the enterprise.").status_code == 303
    assert who["amy"].post(f"{path}/message", body="Thank you.").status_code == 303
    assert who["cyber"].post(f"{path}/note", body="Ask for the logs.").status_code == 303
    assert who["cyber"].post(f"{path}/answer", body="It was switched off.").status_code == 303
    assert who["cyber"].post(f"{path}/close", outcome="resolved").status_code == 303
    heard = {"reached": "yes", "contacted": "yes", "solved": "yes", "satisfaction": "satisfied"}
    assert who["intake"].post(f"{path}/call-back", **heard).status_code == 303
    summary = {"title": "A price rose", "body": "It was switched off.", "checked": "y"}
    assert who["cyber"].post(f"{path}/publish", **summary).status_code == 303
    public = said(who["visitor"].get(path))
    assert "A price rose" in public
    assert "The price rose while I looked." not in public
    assert "Ask for the logs." not in said(who["amy"].get(path))
    assert "Ask for the logs." in said(who["cyber_member"].get(path))


def test_the_others_see_nothing_of_an_open_case(case, who):
    path = case("answered")
    for name in ("bob", "market", "acme", "guild", "operator", "auditor"):
        assert who[name].get(path).status_code == 404
    assert who["visitor"].get(path).status_code == 303


def test_an_anonymous_complaint_is_followed_with_its_code(portal, who):
    filed = who["visitor"].post("/en/cases/new", **COMPLAINT)
    code, ref = code_in(filed), re.search(r"C-\d{4}-\d{6}", filed.text)[0]
    elsewhere = who["visitor"]
    opened = elsewhere.post("/en/cases/track", reference=ref.lower(), code=code.lower().replace("-", " "))
    assert (opened.status_code, opened.location) == (303, f"/en/cases/{ref}")
    assert "The price rose while I looked." in said(elsewhere.get(f"/en/cases/{ref}"))
    assert elsewhere.post(f"/en/cases/{ref}/message", body="More: it rose again.").status_code == 303
    assert "it rose again" in said(who["intake"].get(f"/en/cases/{ref}"))
    assert who["visitor"].get(f"/en/cases/{ref}").status_code == 303


def test_a_wrong_number_and_a_wrong_code_answer_alike(portal, who):
    filed = who["visitor"].post("/en/cases/new", **COMPLAINT)
    ref, code = re.search(r"C-\d{4}-\d{6}", filed.text)[0], code_in(filed)
    wrong = [
        who["visitor"].post(
            "/en/cases/track", reference=ref, code=code[:-1] + ("0" if code[-1] != "0" else "1")
        ),
        who["visitor"].post("/en/cases/track", reference="C-2026-999999", code=code),
        who["visitor"].post("/en/cases/track", reference="x\x00", code="\u202e" * 3 + "abc"),
    ]
    assert [page.status_code for page in wrong] == [422] * 3
    assert len({said(page) for page in wrong}) == 1


def test_a_published_case_does_not_open_with_a_wrong_code(portal, who, case):
    path = case("closed")
    who["cyber"].post(f"{path}/publish", title="T", body="B", checked="y")
    assert who["visitor"].post("/en/cases/track", reference=path[-13:], code="0" * 28).status_code == 422


def test_the_same_form_sent_twice_files_once(portal, who):
    browser = who["visitor"]
    browser.open("/en/cases/new")
    first, second = browser.send("/en/cases/new", **COMPLAINT), browser.send("/en/cases/new", **COMPLAINT)
    assert (first.status_code, second.status_code) == (200, 200)
    assert code_in(first) == code_in(second)
    assert who["intake"].get("/en/cases/").text.count("gz-result__title") == 1


def test_text_that_was_changed_after_going_back_is_another_complaint(who):
    browser = who["amy"]
    browser.open("/en/cases/new")
    browser.send("/en/cases/new", **COMPLAINT)
    browser.send("/en/cases/new", **{**COMPLAINT, "title": "A dearer ride"})
    assert who["intake"].get("/en/cases/").text.count("gz-result__title") == 2


def test_what_was_typed_is_kept_when_something_is_missing(who):
    page = who["amy"].post("/zh-hans/cases/new", category="pricing", title="", body="只写了经过。")
    assert page.status_code == 422
    assert "只写了经过。" in page.text
    assert "存在问题" in page.text or "error-summary" in page.text


def test_an_expired_page_keeps_the_text(who):
    page = who["amy"].client.post("/en/cases/new", data={**COMPLAINT, "csrf_token": "1.abc"})
    assert page.status_code == 422
    assert "The price rose while I looked." in page.text


HOSTILE = [
    "x\x00y",
    "\u202eevil",
    "<script>alert(1)</script>",
    "'; DROP TABLE event;--",
    "\ud800",
    "Ω" * 3,
    "𝔘" * 10,
    "&#0;",
]


def test_hostile_text_is_only_text(who):
    for text in HOSTILE:
        raw = text.encode("utf-8", "surrogatepass")
        sent = who["amy"].post("/en/cases/new", **{**COMPLAINT, "title": raw, "body": raw + b" and more"})
        assert sent.status_code == 303, text
        page = who["amy"].get(sent.location)
        assert (page.status_code, "<script>alert" in page.text) == (200, False), text


def test_an_enormous_text_is_refused_and_kept(who):
    page = who["amy"].post("/en/cases/new", **{**COMPLAINT, "body": "x" * 5_000_000})
    assert (page.status_code, "x" * 100_000 in page.text) == (422, True)


@pytest.mark.parametrize(
    ("state", "name", "action", "fields"),
    [
        ("accepted", "intake", "accept", {}),
        ("handling", "intake", "refuse", {"ground": "in_court", "route": "court", "body": "A court."}),
        ("received", "intake", "dispatch", {"department": organisation_ref("cyber")}),
        ("answered", "cyber", "answer", {"body": "Again."}),
        ("handling", "cyber", "close", {"outcome": "resolved"}),
        ("closed", "amy", "withdraw", {}),
    ],
)
def test_a_step_out_of_turn_is_refused(case, who, state, name, action, fields):
    path = case(state)
    assert who[name].post(f"{path}/{action}", **fields).status_code == 409


def test_without_consent_nothing_is_published(case, who):
    path = case("closed", consent=False)
    assert who["cyber"].get(f"{path}/publish").status_code == 404
    assert "Publish a summary" not in said(who["cyber"].get(path))


def test_a_case_can_be_withdrawn_by_its_complainant_only(case, who):
    path = case("handling")
    assert who["cyber"].post(f"{path}/withdraw").status_code == 404
    assert who["amy"].post(f"{path}/withdraw").status_code == 303
    assert "Withdrawn" in said(who["cyber"].get(path))


def test_pages_cost_the_same_statements_whatever_they_show(portal, case, who):
    path = case("handling")
    who["cyber"].get("/en/cases/")

    def cost(address):
        return len(statements(portal, lambda: who["cyber"].get(address)))

    who["cyber"].post(f"{path}/progress", body="The first step.")
    few = cost("/en/cases/"), cost(path)
    for number in range(15):
        who["cyber"].post(f"{path}/progress", body=f"Step {number}.")
        case("handling")
    assert (cost("/en/cases/"), cost(path)) == few
