"""A filing that holds several matters becomes several cases: one receipt, one time, and nothing of it lost or told."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given, settings

from portal import clocks
from portal.cases import commands
from portal.cases.model import Case, Complainant, Recusal, Statement
from portal.cases.projections import WORDS
from portal.cases.verbs import CaseVerb
from portal.clocks import keeping
from portal.identity.sealing import Seal
from portal.store import at, now
from tests.cases.test_life import COMPLAINT, code_in
from tests.cases.test_merging import ACTIONS, CHECKS, ONE_DATABASE, WHY, due, path, pauses
from tests.clocks.keeping import tick
from tests.factories import case, case_in, do, filed, load
from tests.files.test_files import NEW, PHOTO, sent
from tests.people import YEAR, organisation_id, organisation_ref, said

STORY = {
    "title": "A dear ride and my data",
    "body": "The price rose at night.\n\nThe other app sold my address book.",
}
PART = {
    "title": "My address book was sold",
    "body": "The other app sold my address book.",
    "matter": "complaint",
    "category": "privacy",
    "subject": organisation_ref("beta"),
    "district": "Harbour",
    "why": "Two enterprises, two departments.",
}
SECOND = f"C-{YEAR}-000002"


def split_off(who, ref, by="intake", **changes):
    return who[by].post(f"{path(ref)}/split", **(PART | changes))


def cut(portal, **changes):
    plain = {"title": PART["title"], "body": PART["body"], "category": "privacy", "why": PART["why"]}
    return commands.Matter(**{**plain, "seal": Seal(portal.settings.seal_keys), **changes})


def split_by(portal, by, ref, **changes):
    return do(portal, by, CaseVerb.SPLIT, ref, commands.split, cut(portal, **changes)).ref


# --- by the intake centre, before anybody has it ---


def test_a_mixed_filing_becomes_two_cases_of_one_person(portal, who):
    first = filed(portal, **STORY)
    answer = split_off(who, first)
    assert (answer.status_code, answer.location) == (303, f"/en/cases/{SECOND}?done=case.split")
    new, old = case(portal, SECOND), case(portal, first)
    assert (new.status, new.category, new.district, new.filing_id) == (
        "received",
        "privacy",
        "Harbour",
        old.id,
    )
    assert (new.subject_org_id, new.author_id) == (organisation_id("beta"), old.author_id)
    assert (new.filed_at, new.due_on, old.status) == (old.filed_at, old.due_on, "received")
    seen = said(who["amy"].get(path(SECOND)))
    assert "Your filing has become several cases" in seen
    assert first in seen
    assert "Taken word for word from a filing that holds several matters, by AI Complaints Centre" in seen
    assert "The price rose" not in seen
    original = said(who["amy"].get(path(first)))
    assert "The price rose at night. The other app sold my address book." in original
    assert SECOND in original
    for page in (seen, original):
        assert "Two enterprises, two departments." in page
    assert "各事项" in said(who["amy"].get(f"/zh-hans/cases/{first}"))


def test_the_complainant_is_told_of_both_and_acts_on_each(portal, who):
    first = filed(portal, **STORY)
    split_off(who, first)
    portal.follow()
    told = said(who["amy"].get("/en/inbox/"))
    assert told.count("split a matter off the filing into a case of its own") == 2
    assert who["amy"].post(f"{path(SECOND)}/message", body="Here is more.").status_code == 303
    assert who["amy"].post(f"{path(SECOND)}/withdraw").status_code == 303
    assert (case(portal, first).status, case(portal, SECOND).status) == ("received", "withdrawn")
    listed = said(who["amy"].get("/en/cases/"))
    assert STORY["title"] in listed
    assert PART["title"] in listed
    assert "address book was sold" in said(who["amy"].get("/en/search/?q=book"))


@ONE_DATABASE
def test_the_officer_sees_what_will_happen_before_it_does(portal, who):
    first = filed(portal, **STORY)
    page = split_off(who, first, preview="look")
    seen = said(page)
    assert (page.status_code, case_count(portal)) == (200, 1)
    for line in (
        "Check what will happen",
        PART["title"],
        PART["why"],
        "Every line of this stands",
        "Harbour",
    ):
        assert line in seen
    assert "Beta Intelligence" in seen
    again = who["intake"].post(f"{path(first)}/split", **PART, preview="edit")
    assert "Split a matter off the filing" in said(again)
    assert PART["title"] in again.text
    hidden = dict(re.findall(r'<input type="hidden" name="(state|why|body)"[^>]*value="([^"]*)"', page.text))
    assert (hidden["body"], hidden["why"]) == (PART["body"], PART["why"])


@ONE_DATABASE
def test_who_confirms_what_has_moved_on_looks_again(portal, who):
    first = filed(portal, **STORY)
    split_off(who, first, preview="look")
    who["intake_head"].post(f"{path(first)}/accept")
    late = split_off(who, first, state="received")
    assert (late.status_code, "has moved on meanwhile" in said(late)) == (422, True)
    assert PART["why"] in late.text
    assert split_off(who, first, state="accepted").status_code == 303


@ONE_DATABASE
def test_words_of_the_officer_are_called_so(portal, who):
    first = filed(portal, **STORY)
    page = split_off(who, first, body="An address book was sold.", preview="look")
    assert "worded by you" in said(page)
    split_off(who, first, body="An address book was sold.")
    assert "Worded by AI Complaints Centre on" in said(who["amy"].get(path(SECOND)))


# --- one receipt ---


def test_one_query_code_opens_every_case_of_an_anonymous_filing(portal, who):
    browser = who["visitor"]
    answer = browser.post("/en/cases/new", **COMPLAINT)
    first, code = f"C-{YEAR}-000001", code_in(answer)
    split_off(who, first)
    assert SECOND in said(browser.get(path(first)))
    for number in (first, SECOND):
        other = who["visitor"]
        assert other.post("/en/cases/track", reference=number, code=code).status_code == 303
        for one in (first, SECOND):
            assert "Your filing has become several cases" in said(other.get(path(one)))
    assert browser.post(f"{path(SECOND)}/message", body="More of it.").status_code == 303
    wrong = [
        said(who["visitor"].post("/en/cases/track", reference=number, code=key))
        for number, key in ((SECOND, "0" * 28), (f"C-{YEAR}-000009", code))
    ]
    assert wrong[0] == wrong[1].replace(f"C-{YEAR}-000009", SECOND)


def test_the_signed_receipt_is_that_of_the_filing(portal, who):
    first = filed(portal, **STORY)
    before = json.loads(who["amy"].get(f"{path(first)}/receipt?as=json").data)
    split_off(who, first)
    assert json.loads(who["amy"].get(f"{path(SECOND)}/receipt?as=json").data) == before
    assert f"split off from the filing {first}" in said(who["amy"].get(f"{path(SECOND)}/receipt"))
    assert json.loads(who["amy"].get(f"{path(first)}/receipt?as=json").data) == before
    assert split_off(who, SECOND).status_code == 303  # and off what was split off
    third = f"C-{YEAR}-000003"
    assert json.loads(who["amy"].get(f"{path(third)}/receipt?as=json").data) == before
    for one, others in ((first, (SECOND, third)), (third, (first, SECOND))):
        assert all(number in said(who["amy"].get(path(one))) for number in others)


def test_a_person_for_whom_somebody_filed_keeps_code_and_identity(portal, who):
    taken = {"channel": "phone", "matter": "complaint", "category": "pricing", "severity": "unknown"}
    answer = who["cyber"].post("/en/cases/take-in", **STORY, **taken, name="Li Hua", contact="13800000000")
    first, code = f"C-{YEAR}-000001", code_in(answer)
    split_off(who, first)
    browser = who["visitor"]
    browser.post("/en/cases/track", reference=SECOND, code=code)
    assert "Li Hua" in said(browser.get(path(SECOND)))
    assert "Li Hua" not in said(who["intake"].get(path(SECOND)))
    with portal.store.reading() as session:
        session.info["consumer"] = "tests"
        one, other = session.query(Complainant).order_by(Complainant.id)
        seal = Seal(portal.settings.seal_keys)
        assert one.sealed != other.sealed
        assert commands.identity_of(seal, one) == commands.identity_of(seal, other)
    assert browser.post(f"{path(SECOND)}/withdraw").status_code == 303
    assert browser.post(f"{path(SECOND)}/erase", sure="y").status_code == 303
    assert PART["body"] not in said(who["intake"].get(path(SECOND)))


# --- files ---


def test_only_the_chosen_files_go_along(portal, who):
    files = sent(("photo.jpg", PHOTO), ("other.txt", b"something else"))
    who["amy"].post(NEW, **COMPLAINT, **files)
    first = f"C-{YEAR}-000001"
    form = who["intake"].get(f"{path(first)}/split").text
    refs = dict(re.findall(r'name="files"[^>]*value="([\w-]+)"[^>]*>\s*<label[^>]*>(\w+)', form))
    chosen = next(ref for ref, name in refs.items() if name == "photo")
    assert sorted(refs.values()) == ["other", "photo"]
    assert split_off(who, first, files=chosen).status_code == 303
    page = who["amy"].get(path(SECOND)).text
    assert ("photo.jpg" in page, "other.txt" in page) == (True, False)
    address = re.search(r'href="(/en/files/[\w-]+)"', page)[1]
    assert chosen not in address
    assert who["amy"].get(address).status_code == 200
    assert who["market"].get(address).status_code == 404
    assert "other.txt" in who["amy"].get(path(first)).text
    assert split_off(who, first, files="nonsense").status_code == 422
    photo = who["amy"].get(address).data
    for ref, status in ((first, 200), (SECOND, 404)):  # the bytes hang on both cases
        assert who["amy"].post(f"{path(ref)}/withdraw", sure="y").status_code == 303
        assert who["amy"].post(f"{path(ref)}/erase", sure="y").status_code == 303
        answer = who["amy"].get(address)
        assert (answer.status_code, answer.data == photo) == (status, status == 200)


# --- by the department that finds a second matter ---


def test_a_department_gives_a_second_matter_to_the_intake_centre(portal, who):
    first = case_in(portal, "handling", **STORY)
    assert split_off(who, first, by="cyber").location.startswith(path(SECOND))
    new = case(portal, SECOND)
    intake, cyber = organisation_id("intake"), organisation_id("cyber")
    assert (new.status, new.handler_org_id, new.first_org_id) == ("accepted", intake, cyber)
    assert "This case was split off from it" in said(who["cyber"].get(path(SECOND)))
    do(portal, "intake", CaseVerb.DISPATCH, SECOND, commands.dispatch, organisation_id("market"))
    assert who["cyber"].get(path(SECOND)).status_code == 404
    seen = said(who["market"].get(path(SECOND)))
    assert "Split off from a filing" in seen
    assert PART["body"] in seen
    assert first not in seen


@ONE_DATABASE
def test_or_keeps_it(portal, who):
    first = case_in(portal, "handling", **STORY)
    assert split_off(who, first, by="cyber", keeps="yes").status_code == 303
    new = case(portal, SECOND)
    assert (new.status, new.handler_org_id) == ("handling", organisation_id("cyber"))
    assert who["cyber"].post(f"{path(SECOND)}/answer", body="They stopped it.").status_code == 303
    assert split_off(who, first, keeps="yes").status_code == 303  # the intake centre has nothing to keep
    assert case(portal, f"C-{YEAR}-000003").status == "accepted"


@ONE_DATABASE
def test_what_stands_still_goes_on_for_what_is_split_off(portal, who):
    first = case_in(portal, "needs_info", **STORY)
    assert split_off(who, first, by="cyber").status_code == 303
    new, old = case(portal, SECOND), case(portal, first)
    assert (new.status, new.resumes, old.status) == ("accepted", "", "needs_info")
    found, live = pauses(portal, SECOND)
    assert (found == pauses(portal, first)[0], live[SECOND]) == (True, ["running"])


@ONE_DATABASE
def test_hold_supervision_and_conflicts_of_interest_go_along(portal, who):
    first = case_in(portal, "accepted", **STORY)
    who["intake_head"].post(f"{path(first)}/recuse", ground="related", body="My sister.")
    who["intake"].post(f"{path(first)}/hold", reason="A court wants it.")
    until = now().date() + timedelta(9)
    do(portal, "intake", CaseVerb.SUPERVISE, first, commands.supervise, "urged", until, "See to it.")
    split_off(who, first)
    new = case(portal, SECOND)
    assert (new.held, new.supervision) == (True, "urged")
    assert new.supervised_until == case(portal, first).supervised_until
    with portal.store.reading() as session:
        assert session.query(Recusal).filter_by(kind="case", subject_id=new.id).one().ground == "related"
    assert who["intake_head"].get(f"{path(SECOND)}/dispatch").status_code == 404


# --- two worlds: with a split and without ---


STRANGERS = ("bob", "market", "industry", "acme", "visitor")


def traces(portal, who, name, refs):
    pages = [path(ref) for ref in refs] + ["/en/inbox/", "/en/", "/en/search/?q=book", "/en/cases/"]
    return [re.sub(r"this number: \w+", "", said(who[name].get(page))) for page in pages]


def traces_of(portal, who, names, refs):
    """What each of them finds of these cases once everything has followed."""
    portal.follow()
    return {name: traces(portal, who, name, refs) for name in names}


@pytest.fixture
def known(portal, who):
    """A filing about which an enterprise is heard, a case of Bob's merged into it, and what will be split off."""
    first, twin = case_in(portal, "handling", **STORY), case_in(portal, "accepted", by="bob")
    who["intake"].post(f"{path(twin)}/merge", other=first, **WHY)
    do(portal, "cyber", CaseVerb.HEAR, first, commands.hear, organisation_id("acme"), "A price", "It rose.")
    return [first, twin, f"C-{YEAR}-000003"]


def test_nobody_else_learns_of_it(portal, who, known):
    before = traces_of(portal, who, STRANGERS, known)
    assert split_by(portal, "cyber", known[0]) == known[2]
    assert traces_of(portal, who, STRANGERS, known) == before


@ONE_DATABASE
def test_a_tale_that_tells_of_a_split_is_noticed(portal, who, known, monkeypatch):
    before = traces_of(portal, who, ("bob", "acme"), known)
    split_by(portal, "cyber", known[0])
    monkeypatch.setitem(WORDS, CaseVerb.SPLIT, replace(WORDS[CaseVerb.SPLIT], open=True))
    after = traces_of(portal, who, ("bob", "acme"), known)
    assert all(after[name] != before[name] for name in before)


@ONE_DATABASE
def test_who_has_the_one_learns_nothing_of_the_other(portal, who):
    first = case_in(portal, "handling", **STORY)
    split_by(portal, "intake", first)
    do(portal, "intake", CaseVerb.DISPATCH, SECOND, commands.dispatch, organisation_id("market"))
    do(portal, "market", CaseVerb.TAKE_UP, SECOND, commands.take_up)
    portal.follow()
    theirs = traces(portal, who, "market", [SECOND, first])
    assert not any(first in page or "price rose" in page or STORY["title"] in page for page in theirs)
    ours = traces(portal, who, "cyber", [first, SECOND])
    assert not any(SECOND in page or PART["title"] in page for page in ours)
    assert "Two enterprises, two departments." in ours[0]  # its own case has been split, which it must know
    assert "It was split off from this case" in said(who["intake"].get(path(first)))


@ONE_DATABASE
def test_only_who_handles_it_splits_it(portal, who):
    form = f"{path(case_in(portal, 'handling'))}/split"
    names = ("amy", "cyber_member", "market", "acme", "operator")
    assert {name: who[name].get(form).status_code for name in names} == dict.fromkeys(names, 404)


@ONE_DATABASE
def test_what_is_over_is_not_split(portal, who):
    states = ("answered", "callback", "closed", "withdrawn", "refused")
    found = {state: split_off(who, case_in(portal, state)).status_code for state in states}
    assert found == dict.fromkeys(states, 409)


@ONE_DATABASE
def test_that_a_case_was_split_off_is_not_taken_back(portal, who):
    first = filed(portal, **STORY)
    split_off(who, first)
    assert "/unlink" not in who["intake"].get(path(first)).text


WRONG = [
    ({"title": " "}, "Fill in this field."),
    ({"category": ""}, "Choose one of the options."),
    ({"matter": "incident"}, "Not a valid choice"),
    ({"system": f"S-{YEAR}-999999"}, "The register has no system with this number."),
    ({"subject": "O-2026-999999"}, "Not a valid choice"),
    ({"body": "x" * 20_001}, "characters or fewer"),
]


@ONE_DATABASE
def test_what_is_wrong_is_said_and_nothing_happens(portal, who):
    first = filed(portal, **STORY)
    for wrong, says in WRONG:
        page = split_off(who, first, **wrong)
        assert (page.status_code, says in said(page), case_count(portal)) == (422, True, 1), says
        assert PART["why"] in page.text


@ONE_DATABASE
def test_a_double_click_makes_one_case(portal, who):
    first = filed(portal, **STORY)
    who["intake"].open(f"{path(first)}/split")
    answers = [who["intake"].send(f"{path(first)}/split", **PART).location for _click in range(2)]
    assert (len(set(answers)), case_count(portal)) == (1, 2)


def case_count(portal):
    with portal.store.reading() as session:
        session.info["consumer"] = "tests"
        assert session.query(Statement).count() == session.query(Case).count()
        return session.query(Case).count()


# --- merged again ---


def test_a_part_is_merged_back_and_every_receipt_stays_alive(portal, who):
    browser = who["visitor"]
    code = code_in(browser.post("/en/cases/new", **COMPLAINT))
    first = f"C-{YEAR}-000001"
    split_off(who, first)
    assert who["intake"].post(f"{path(first)}/accept").status_code == 303
    merged = who["intake"].post(f"{path(SECOND)}/merge", other=first, **WHY)
    assert merged.status_code == 303
    for number in (first, SECOND):
        other = who["visitor"]
        assert other.post("/en/cases/track", reference=number, code=code).status_code == 303
        assert "It is the same ride." in said(other.get(path(SECOND)))
    assert who["intake"].post(f"{path(SECOND)}/separate", body="No, two.").status_code == 303
    assert case(portal, SECOND).due_on is not None
    for one in (first, SECOND):
        assert "split off from" in said(who["intake"].get(path(one)))


# --- time ---


def lost(portal, actions):
    """Split a case that has been through `actions`, go on with both, and say what was gained or lost of its time."""
    moment, first = now(), case_in(portal, "handling", **STORY)
    for hours in actions:
        moment += timedelta(hours=hours)
        with at(moment):
            if case(portal, first).status == "handling":
                do(portal, "cyber", CaseVerb.APPRAISE, first, commands.appraise, "hearing", "On Friday.")
            else:
                do(portal, "cyber", CaseVerb.RESUME_HANDLING, first, commands.resume_handling, "Go on.")
    with at(moment):
        second = split_by(portal, "cyber", first, keeps=len(actions) % 2 == 0)
        if case(portal, first).status == "appraisal":
            do(portal, "cyber", CaseVerb.RESUME_HANDLING, first, commands.resume_handling, "Go on.")
        return _compared(portal, first, second)


def _compared(portal, first, second):
    found = ["a pause"] if pauses(portal, first)[0] != pauses(portal, second)[0] else []
    found += ["the date"] if due(portal, first) != due(portal, second) else []
    with portal.store.reading() as session:
        whole, piece = (
            [c for c in clocks.live(load(session, Case, ref)) if c.regime == "handling"]
            for ref in (first, second)
        )
        same = ("started_at", "pauses", "extensions", "due_at", "fell_due_at", "status")
        found += [n for n in same if [getattr(c, n) for c in whole] != [getattr(c, n) for c in piece]]
        return found


@ONE_DATABASE
@settings(max_examples=6, deadline=None, database=None, suppress_health_check=CHECKS)
@given(ACTIONS)
def test_a_split_gives_no_time_and_takes_none(portal, actions):
    assert lost(portal, actions) == []


def test_on_both_databases_too(portal):
    assert lost(portal, [5, 30, 10]) == []


@ONE_DATABASE
def test_a_split_that_begins_anew_is_noticed(portal, monkeypatch):
    honest = keeping.copy_clock

    def generous(row, clock):
        taken = honest(row, clock)
        taken.started_at, taken.pauses = now(), []
        return taken

    monkeypatch.setattr(keeping, "copy_clock", generous)
    assert {"a pause", "started_at"} <= set(lost(portal, [5, 30, 10]))


@ONE_DATABASE
def test_what_is_late_stays_late_and_an_extension_counts_for_both(portal):
    first = case_in(portal, "handling", **STORY)
    do(portal, "cyber", CaseVerb.ASK_EXTENSION, first, commands.ask_extension, 3, "complex", "More time.")
    do(portal, "intake", CaseVerb.GRANT_EXTENSION, first, commands.grant_extension, "Three days.")
    early = split_by(portal, "cyber", first)
    assert due(portal, early) == due(portal, first)
    with at(now() + timedelta(days=60)):
        while tick(portal):
            pass
        late = split_by(portal, "cyber", first)
        assert _compared(portal, first, late) == []
        with portal.store.reading() as session:
            assert [c.fell_due_at is None for c in clocks.live(load(session, Case, late))] == [False]


@ONE_DATABASE
def test_time_of_a_merged_filing_stays_where_it_is(portal):
    first, twin = case_in(portal, "handling", **STORY), case_in(portal, "accepted", by="bob")
    with portal.store.writing() as session:
        permit = portal.gate.admit(session, portal.actor("intake"), CaseVerb.MERGE, twin)
        commands.merge(permit, permit.find(CaseVerb.MERGE, first), "The same.")
    second = split_by(portal, "cyber", first)
    with portal.store.reading() as session:
        handled = [c.regime for c in clocks.live(load(session, Case, second))]
        assert handled == ["handling"]
