"""The form page by page: nothing typed is lost, and a draft is its holder's alone."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from sqlalchemy import func, select, text

from portal.cases.model import Case, Draft, Particulars, forget_drafts
from portal.cases.queries import mine
from portal.cases.verbs import DraftVerb
from portal.identity.sealing import Seal
from portal.ledger import Event
from portal.store import at, now
from tests.cases.test_life import CODE, code_in
from tests.factories import load
from tests.people import EVERYBODY, YEAR, Portal, organisation_ref, said

NEW = "/en/cases/new"
KIND = {"matter": "complaint", "category": "pricing"}
STORY = {"title": "A dear ride", "body": "The price rose.\nTwice.", "first_seen": "2026-11-03"}
HARM = {"severity": "incident", "harms": ["economic"], "affected": ["self", "consumers"], "people": "12"}


def count(portal: Portal, model) -> int:
    with portal.store.reading() as session:
        session.info["consumer"] = "tests"
        return session.scalar(select(func.count()).select_from(model))


def answer(browser, *, until: str = "you", **changes):
    """Answer page by page as the portal leads, each page as a browser would; return the last answer."""
    pages = {"kind": KIND, "about": {}, "story": STORY, "harm": HARM, "cause": {}, "duty": {}, "you": {}}
    step, sent = "kind", None
    while sent is None or "/new/" in sent.location:
        sent = browser.post(f"{NEW}/{step}", **{**pages[step], **changes.get(step, {})})
        assert sent.status_code == 303, said(sent)
        if step == until:
            return sent
        step = sent.location.rpartition("/")[2]
    return sent


def file(browser):
    """Look at the answers and file exactly what the page carries."""
    page = browser.get(NEW)
    fields = re.findall(
        r'<input type="hidden" name="([\w-]+)" value="([^"]*)"', page.text.partition("<main")[2]
    )
    sent: dict[str, list[str]] = {}
    for name, value in fields:
        sent.setdefault(name, []).append(value)
    return browser.client.post(NEW, data=sent)


def test_a_complaint_is_filed_page_by_page(portal, who):
    citizen = who["visitor"]
    assert answer(citizen).location == NEW
    page = said(citizen.get(NEW))
    for words in ("A dear ride", "3 November 2026", "Loss of money", "Me; Customers or users", "Change"):
        assert words in page
    filed = file(citizen)
    assert (filed.status_code, bool(CODE.search(filed.text))) == (200, True)
    ref = re.search(r"C-\d{4}-\d{6}", filed.text)[0]
    record = said(citizen.get(f"/en/cases/{ref}"))
    assert "The price rose. Twice." in record
    assert "Loss of money or property" in record
    with portal.store.reading() as session:
        session.info["consumer"] = "tests"
        facts = session.scalars(select(Particulars)).one()
        assert (facts.severity, facts.harms, facts.people) == ("incident", ["economic"], 12)
    assert count(portal, Draft) == 0


def test_a_plain_complaint_takes_six_pages_at_most(who):
    citizen = who["visitor"]
    citizen.get(f"{NEW}/kind")
    seen = [citizen.post(f"{NEW}/kind", **KIND).location]
    for fields in ({}, STORY, {}, {}):
        seen.append(citizen.post(seen[-1], **fields).location)
    assert [path.rpartition("/")[2] for path in seen] == ["about", "story", "harm", "you", "new"]
    assert "Step 2 of 6" in said(citizen.get(f"{NEW}/about"))


def test_going_back_shows_what_was_typed_and_changing_leads_to_the_answers(who):
    citizen = who["amy"]
    answer(citizen)
    page = citizen.get(f"{NEW}/story")
    assert 'value="A dear ride"' in page.text
    assert re.search(r'name="first_seen"[^>]*value="2026"', page.text)
    assert citizen.post(f"{NEW}/story", **{**STORY, "title": "A dearer ride"}).location == NEW
    assert "A dearer ride" in said(citizen.get(NEW))


def test_nothing_typed_is_lost_on_a_wrong_field(who):
    citizen = who["visitor"]
    answer(citizen, until="about")
    wrong = {"title": "", "body": "All I know.", "first_seen": ["1", "13", "2026"], "district": "Binhe"}
    page = citizen.post(f"{NEW}/story", **wrong)
    assert page.status_code == 422
    for kept in ("All I know.", 'value="13"', 'value="Binhe"'):
        assert kept in page.text
    assert citizen.post(f"{NEW}/story", **{**STORY, "first_seen": "2999-01-01"}).status_code == 422
    assert citizen.post(f"{NEW}/harm", people="a lot").status_code == 422


def test_a_draft_is_resumed_with_its_code_and_with_nothing_else(portal, who):
    citizen = who["visitor"]
    answer(citizen, until="story")
    code = code_in(citizen.post("/en/cases/draft/save"))
    elsewhere = who["visitor"]
    assert 'value="A dear ride"' not in elsewhere.get(f"{NEW}/story").text
    wrong = elsewhere.post("/en/cases/draft/resume", code=code[:-1] + ("0" if code[-1] != "0" else "1"))
    none = elsewhere.post("/en/cases/draft/resume", code="0" * 28)
    assert (wrong.status_code, none.status_code, said(wrong)) == (422, 422, said(none))
    opened = elsewhere.post("/en/cases/draft/resume", code=code.lower().replace("-", " "))
    assert (opened.status_code, opened.location) == (303, f"{NEW}/harm")
    assert 'value="A dear ride"' in elsewhere.get(f"{NEW}/story").text
    assert 'value="A dear ride"' in citizen.get(f"{NEW}/story").text


def test_a_new_code_takes_the_place_of_the_old_one(who):
    citizen = who["visitor"]
    answer(citizen, until="story")
    first, second = (code_in(citizen.post("/en/cases/draft/save")) for _again in range(2))
    elsewhere = who["visitor"]
    assert elsewhere.post("/en/cases/draft/resume", code=first).status_code == 422
    assert elsewhere.post("/en/cases/draft/resume", code=second).status_code == 303


def test_two_clicks_begin_one_draft_and_a_browser_that_missed_the_first_answer_knows_it(portal, who):
    citizen = who["visitor"]
    citizen.open(f"{NEW}/kind")
    citizen.send(f"{NEW}/kind", **KIND)
    citizen.client.delete_cookie(portal.app.config["PORTAL_COOKIE"])
    assert citizen.send(f"{NEW}/kind", **KIND).status_code == 303
    assert count(portal, Draft) == 1
    assert "Your answers" in said(citizen.get(f"{NEW}/story")) or "remembers" in said(
        citizen.get(f"{NEW}/story")
    )


def test_nobody_but_the_holder_reads_a_draft(portal, who):
    answer(who["amy"])
    holding = []
    for name in EVERYBODY:
        with portal.store.reading() as session:
            permit = portal.gate.admit(session, portal.actor(name), DraftVerb.RESUME)
            holding += [name] if mine(permit) else []
    assert holding == ["amy"]


def test_what_is_drafted_is_not_in_the_database_in_the_clear_nor_in_ledger_or_index(portal, who):
    before = count(portal, Event)
    answer(who["visitor"], story={**STORY, "title": "Zanzibar secret"})
    portal.follow()
    assert count(portal, Event) == before
    with portal.store.reading() as session:
        kept = session.scalars(select(Draft.content)).one()
    assert b"Zanzibar" not in kept
    assert (
        "Zanzibar" not in said(who["intake"].get("/en/search/?q=Zanzibar")).partition("Nothing was found")[2]
    )
    with pytest.raises(Exception, match="not what was sealed"):
        Seal(portal.settings.seal_keys).unseal(kept, "draft:somebody else")


def test_a_draft_can_be_thrown_away_and_leaves_nothing(portal, who):
    citizen = who["visitor"]
    answer(citizen, until="story")
    assert citizen.post("/en/cases/draft/discard").status_code == 303
    assert count(portal, Draft) == 0
    assert "A dear ride" not in citizen.get(f"{NEW}/story").text


def test_drafts_are_forgotten_when_their_time_is_over(portal, who):
    saved, unsaved, amy = who["visitor"], who["visitor"], who["amy"]
    for browser in (saved, unsaved, amy):
        answer(browser, until="story")
    saved.post("/en/cases/draft/save")
    for later, left in ((timedelta(hours=3), 2), (timedelta(days=29), 2), (timedelta(days=31), 0)):
        with at(now() + later):
            forget_drafts(portal.store)
        assert count(portal, Draft) == left


def test_leaving_takes_the_browser_away_and_forgets_who_it_was(who):
    citizen = who["visitor"]
    answer(citizen, until="story")
    left = citizen.get("/en/cases/leave")
    assert (left.status_code, "cases" in left.location) == (302, False)
    assert "A dear ride" not in citizen.get(f"{NEW}/story").text


KINDS_OF = [
    ("visitor", {"complaint", "report", "question", "suggestion"}),
    ("acme", {"complaint", "report", "question", "suggestion", "incident"}),
    ("guild", {"complaint", "report", "question", "suggestion", "risk"}),
    ("cyber", {"finding"}),
    ("operator", set()),
]


def test_who_may_file_which_kind_is_the_policys_business(portal, who):
    for name, may in KINDS_OF:
        page = who[name].get(f"{NEW}/kind").text
        assert set(re.findall(r'name="matter" type="radio" value="(\w+)"', page)) == may, name
        other = "incident" if "incident" not in may else "finding"
        story = {"category": "safety", "title": "t", "body": "b"}
        sent = who[name].post(NEW, matter=other, **story)
        assert (sent.status_code in (404, 422), count(portal, Case)) == (True, 0), name


def test_an_incident_report_asks_for_more_and_is_its_enterprises(portal, who):
    officer = who["acme"]
    duty = {"serious": "health", "aware_on": "2026-11-20", "ongoing": "no", "cause": "A sensor was blind."}
    kind, cause = {"matter": "incident", "category": "safety"}, {"links": ["direct"], "autonomy": "high"}
    sent = answer(officer, kind=kind, cause=cause, duty=duty)
    assert sent.location == NEW
    path = file(officer).location.partition("?")[0]
    record = said(who["acme_admin"].get(path))
    for words in (
        "Incident report of an enterprise",
        "20 November 2026",
        "A sensor was blind.",
        "without people",
    ):
        assert words in record
    assert "A sensor was blind." in said(who["intake"].get(path))
    assert [who[name].get(path).status_code for name in ("beta", "guild", "amy", "market")] == [404] * 4


def test_the_kind_is_a_facet_of_the_list(who):
    for matter in ("complaint", "question", "question"):
        who["amy"].post(NEW, matter=matter, category="other", title=f"A {matter}", body="b")
    page = who["amy"].get("/en/cases/?matter=question")
    assert said(page).count("A question") == 2
    assert "A complaint" not in said(page)
    assert "咨询" in said(who["amy"].get("/zh-hans/cases/"))


def test_particulars_are_found_by_words_of_both_languages(portal, who):
    who["amy"].post(
        NEW,
        category="safety",
        title="t",
        body="b",
        harms=["injury"],
        vulnerable=["older"],
        severity="incident",
    )
    portal.follow()
    for words in ("older person", "老年人", "受伤"):
        assert f"C-{YEAR}-000001" in said(who["intake"].get(f"/en/search/?q={words}")), words
        assert f"C-{YEAR}-000001" not in said(who["market"].get(f"/en/search/?q={words}")), words


def test_the_register_is_asked_for_a_name_and_the_person_chooses(portal, who):
    names = {"name_zh": "甲乙科技有限公司", "name_en": "Acme Technology", "about_en": "Rides."}
    who["acme_admin"].post(f"/en/organisations/{organisation_ref('acme')}/describe", **names)
    portal.follow()
    citizen = who["visitor"]
    citizen.post(f"{NEW}/kind", **KIND)
    asked = citizen.post(f"{NEW}/about", about="Acme")
    assert asked.status_code == 422
    assert organisation_ref("acme") in asked.text
    assert citizen.post(f"{NEW}/about", about="Acme", subject=organisation_ref("acme")).status_code == 303
    citizen.post(f"{NEW}/story", **STORY)
    assert "Acme Technology" in said(citizen.get(NEW))
    assert citizen.post(f"{NEW}/about", about="Acme", subject="-").status_code == 303
    assert citizen.post(f"{NEW}/about", about="Some unknown app").status_code == 303
    assert citizen.post(f"{NEW}/about", about="acme technology").status_code == 303


def test_one_case_holds_what_was_filed_and_the_database_nothing_of_the_draft(portal, who):
    answer(who["amy"])
    file(who["amy"])
    with portal.store.reading() as session:
        assert load(session, Case, f"C-{YEAR}-000001").matter == "complaint"
        assert session.scalar(text("SELECT count(*) FROM draft")) == 0
