"""What is done with notices: drafting, issuing, acknowledging, reporting back, withdrawing."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier
from typing import Any

import pytest
from sqlalchemy import func, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

import portal as house
from portal.access import CLOCK
from portal.identity.model import Membership
from portal.ledger import Event
from portal.notices import commands
from portal.notices.model import Acknowledgement, Feedback, Notice
from portal.notices.projections import document
from portal.notices.verbs import NoticeVerb
from portal.store import at, now
from tests.factories import filed
from tests.notices.test_readers import OTHERS
from tests.notices.writing import AUDIENCES, PLAIN, address, draft, issued, readers, stored, withdrawn
from tests.people import (
    EVERYBODY,
    Cast,
    Portal,
    account_id,
    hidden_fields,
    organisation_id,
    organisation_ref,
    said,
    statements,
)

SLICE = house.SLICES["notices"]
ONE_DATABASE = pytest.mark.parametrize("database", ["sqlite"], indirect=True)


def count(portal: Portal, model: Any) -> int:
    with Session(portal.store.engine) as session:
        session.info["consumer"] = "tests"
        return session.scalar(select(func.count()).select_from(model)) or 0


def test_a_draft_keeps_what_was_typed(portal: Portal, who: Cast) -> None:
    subjects = [organisation_ref("acme"), organisation_ref("beta")]
    ref = draft(who["cyber"], **AUDIENCES["named"], subjects=subjects, case_ref="c-2026-000001")
    notice = stored(portal, ref)
    assert (notice.title, notice.body, notice.case_ref) == (PLAIN["title"], PLAIN["body"], "C-2026-000001")
    assert [share.org_id for share in notice.shares] == [organisation_id("market")]
    assert [subject.org_id for subject in notice.subjects] == [
        organisation_id("acme"),
        organisation_id("beta"),
    ]
    page = who["cyber"].get(address(ref, "edit")).text
    for ref_of in (organisation_ref("market"), *subjects):
        assert f'value="{ref_of}" checked' in page


def test_an_edit_replaces_the_audience_and_keeps_only_what_the_level_uses(portal: Portal, who: Cast) -> None:
    ref = draft(who["cyber"], **AUDIENCES["named"], subjects=[organisation_ref("acme")])
    changed = {**PLAIN, "level": "group", "group": "group-joint", "subjects": [organisation_ref("beta")]}
    changed["departments"] = [organisation_ref("market"), organisation_ref("intake")]
    assert who["cyber"].post(address(ref, "edit"), **changed).status_code == 303
    notice = stored(portal, ref)
    assert (notice.shares, [share.group_id for share in notice.group_shares]) == ([], [1])
    assert [subject.org_id for subject in notice.subjects] == [organisation_id("beta")]
    assert who["cyber"].post(address(ref, "edit"), **PLAIN).status_code == 303
    assert stored(portal, ref).group_shares == []


WRONG = [
    {"level": "named"},
    {"level": "named", "departments": [organisation_ref("cyber")]},
    {"level": "named", "departments": [organisation_ref("acme")]},
    {"level": "group"},
    {"level": "group", "group": "no-such-group"},
    {"level": "everything"},
    {"title": ""},
    {"body": " \x00 "},
    {"body": "x" * 20_001},
    {"nature": "else"},
    {"urgency": "now"},
    {"ack_days": "1e9"},
    {"case_ref": "C-2026-1; drop"},
    {"subjects": [organisation_ref("market")]},
    {"subjects": ["\x00"]},
]


def test_what_is_wrong_is_said_beside_its_field_and_nothing_typed_is_lost(portal: Portal, who: Cast) -> None:
    for wrong in WRONG:
        response = who["cyber"].post("/en/notices/new", **{**PLAIN, "title": "A title to keep", **wrong})
        assert response.status_code == 422, wrong
        assert "govuk-error-summary" in response.text, wrong
        assert "A title to keep" in response.text or wrong.get("title") == "", wrong
    assert count(portal, Notice) == 0


@ONE_DATABASE
def test_a_group_of_others_cannot_be_chosen(who: Cast) -> None:
    refused = who["intake"].post("/en/notices/new", **{**PLAIN, **AUDIENCES["group"]})
    assert refused.status_code == 422


def test_hostile_text_is_only_text(who: Cast) -> None:
    evil = "<script>alert(1)</script> \u202e[x](javascript:alert(1))\x00"
    page = who["cyber"].get(address(draft(who["cyber"], title=evil, body=evil))).text
    assert "<script>alert" not in page
    assert 'href="javascript' not in page


@ONE_DATABASE
def test_a_preview_shows_the_text_and_keeps_nothing(portal: Portal, who: Cast) -> None:
    page = who["cyber"].post("/en/notices/new", **PLAIN, preview="y")
    assert page.status_code == 200
    assert "<strong>sold</strong>" in page.text
    assert "It was **sold** to schools." in page.text
    assert count(portal, Notice) == 0
    assert (
        who["cyber"].client.post("/en/notices/new", data=PLAIN | hidden_fields(page.text)).status_code == 303
    )


def test_the_same_form_sent_twice_drafts_once(portal: Portal, who: Cast) -> None:
    who["cyber"].open("/en/notices/new")
    first, second = (who["cyber"].send("/en/notices/new", **PLAIN) for _ in range(2))
    assert (first.status_code, second.status_code, first.location) == (303, 303, second.location)
    assert count(portal, Notice) == 1


@ONE_DATABASE
@pytest.mark.parametrize(
    "change", [{"title": "Theirs"}, {"level": "public"}, {"subjects": [organisation_ref("acme")]}]
)
def test_a_stale_edit_shows_both_and_overwrites_nothing(
    portal: Portal, who: Cast, change: dict[str, Any]
) -> None:
    ref = draft(who["cyber"])
    path = address(ref, "edit")
    who["cyber"].open(path)
    assert portal.browser("cyber").post(path, **{**PLAIN, "body": "Their text", **change}).status_code == 303
    mine = {**PLAIN, "body": "My own text"}
    conflict = who["cyber"].send(path, **mine)
    assert conflict.status_code == 409
    assert "Their text" in conflict.text
    assert "My own text" in conflict.text
    assert {"level": "Everybody", "subjects": "Acme Technology"}.get(next(iter(change)), "Theirs") in said(
        conflict
    )
    assert stored(portal, ref).body == "Their text"
    again = who["cyber"].client.post(path, data=mine | hidden_fields(conflict.text))
    assert (again.status_code, stored(portal, ref).body) == (303, "My own text")


@ONE_DATABASE
def test_what_was_issued_is_not_changed(portal: Portal, who: Cast) -> None:
    ref = issued(who["cyber"])
    assert who["cyber"].post(address(ref, "edit"), **PLAIN | {"title": "Other"}).status_code == 409
    assert who["cyber"].post(address(ref, "issue")).status_code == 409
    assert stored(portal, ref).title == PLAIN["title"]


@ONE_DATABASE
def test_a_draft_cannot_be_withdrawn_or_answered(who: Cast) -> None:
    ref = draft(who["cyber"])
    assert who["cyber"].post(address(ref, "withdraw"), reason="No").status_code == 409
    assert who["market"].get(address(ref, "acknowledge")).status_code == 404


def test_an_organisation_acknowledges_once(portal: Portal, who: Cast) -> None:
    ref = issued(who["cyber"])
    path = address(ref, "acknowledge")
    assert "Acknowledge" in said(who["market"].get(address(ref)))
    assert who["market"].post(path, contact="Office 3").status_code == 303
    assert "has acknowledged this notice already" in said(who["market"].post(path))
    page = who["market"].get(address(ref))
    assert "Your organisation acknowledged this notice on" in said(page)
    assert "/acknowledge" not in page.text
    assert count(portal, Acknowledgement) == 1


def test_an_acknowledgement_sent_twice_is_one(portal: Portal, who: Cast) -> None:
    path = address(issued(who["cyber"]), "acknowledge")
    who["market"].open(path)
    assert [who["market"].send(path).status_code for _ in range(2)] == [303, 303]
    assert count(portal, Acknowledgement) == 1


def test_two_officers_acknowledge_at_the_same_moment(portal: Portal, who: Cast) -> None:
    with portal.store.engine.begin() as connection:
        mine = Membership.account_id == account_id("cyber_member")
        connection.execute(update(Membership).where(mine).values(role="officer"))
    path = address(issued(who["market"]), "acknowledge")
    together, officers = Barrier(2, timeout=60), [who["cyber"], who["cyber_member"]]
    for officer in officers:
        officer.open(path)

    def send(officer: Any) -> int:
        together.wait()
        return officer.send(path).status_code

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(send, officers)) == [303, 422]
    assert count(portal, Acknowledgement) == 1


def test_feedback_may_come_often_and_before_the_acknowledgement(portal: Portal, who: Cast) -> None:
    path = address(issued(who["cyber"]), "feedback")
    for words in ("First", "Second"):
        assert who["market"].post(path, outcome="further_check", body=words).status_code == 303
    assert who["market"].post(path, outcome="else", body="Third").status_code == 422
    assert count(portal, Feedback) == 2


@ONE_DATABASE
def test_recipients_do_not_see_each_others_answers(who: Cast) -> None:
    ref = issued(who["cyber"])
    for name in ("market", "intake"):
        who[name].post(address(ref, "acknowledge"), contact=f"Desk of {name}")
        who[name].post(address(ref, "feedback"), outcome="not_found", body=f"Report of {name}")
    for mine, other, name in (
        ("market", "intake", "Complaints Centre"),
        ("intake", "market", "Market Supervision"),
    ):
        page = said(who[mine].get(address(ref)))
        assert f"Report of {mine}" in page
        assert f"of {other}" not in page
        assert name not in page
    for name in ("cyber", "cyber_member"):
        page = said(who[name].get(address(ref)))
        assert "Report of market" in page
        assert "Report of intake" in page
        assert "Desk of market" in page


@ONE_DATABASE
def test_the_issuer_sees_who_has_not_acknowledged_and_who_is_late(who: Cast) -> None:
    with at(now() - timedelta(days=30)):
        ref = issued(who["cyber"], ack_days="1")
        who["market"].post(address(ref, "acknowledge"))
    for name in ("cyber", "intake"):
        who[name].sign_in(account_id(name))
    page = said(who["cyber"].get(address(ref)))
    assert "AI Complaints Centre Overdue" in page
    assert "Market Supervision Bureau Acknowledged" in page
    assert "Cyberspace Office Overdue" not in page
    assert "overdue" in said(who["intake"].get(address(ref)))
    assert "Overdue" not in said(who["intake"].get(address(ref)))


@ONE_DATABASE
def test_readers_learn_that_and_why_a_notice_was_withdrawn(who: Cast) -> None:
    ref = withdrawn(who["cyber"], level="public")
    for name in EVERYBODY:
        assert "It was another camera." in said(who[name].get(address(ref)))
    assert "State now Withdrawn" in said(who["market"].get(address(ref, "acknowledge")))
    assert who["market"].post(address(ref, "acknowledge")).status_code == 409
    assert who["cyber"].post(address(issued(who["cyber"]), "withdraw"), reason=" ").status_code == 422


@ONE_DATABASE
def test_the_story_of_a_draft_is_the_issuers(who: Cast) -> None:
    ref = draft(who["cyber"])
    who["cyber"].post(address(ref, "edit"), **PLAIN)
    who["cyber"].post(address(ref, "issue"))
    assert "changed the draft" in said(who["cyber"].get(address(ref)))
    assert "changed the draft" not in said(who["market"].get(address(ref)))
    assert "issued the notice" in said(who["market"].get(address(ref)))


def test_a_related_case_is_a_link_for_who_may_read_it(portal: Portal, who: Cast) -> None:
    case = filed(portal)
    ref = issued(who["cyber"], level="public", case_ref=case)
    link = f'href="/en/cases/{case}"'
    assert {name for name in EVERYBODY if link in who[name].get(address(ref)).text} == {
        "amy",
        "intake",
        "intake_head",
    }
    assert case in said(who["visitor"].get(address(ref)))


def tasks(portal: Portal, name: str) -> list[tuple[str, str]]:
    with portal.store.reading() as session:
        permit = portal.gate.admit(session, portal.actor(name), NoticeVerb.BROWSE)
        return [(task.reference, task.what) for task in SLICE.waiting(permit)]


def test_what_waits_for_whom(portal: Portal, who: Cast) -> None:
    begun, asked = draft(who["cyber"]), issued(who["cyber"], **AUDIENCES["named"])
    issued(who["cyber"], ack_days="0")
    assert tasks(portal, "cyber") == [(begun, "Finish and issue it")]
    assert tasks(portal, "market") == [(asked, "Acknowledge it")]
    assert [tasks(portal, name) for name in ("intake", "cyber_member", "acme", "amy")] == [[], [], [], []]
    who["market"].post(address(asked, "acknowledge"))
    assert tasks(portal, "market") == []


def told(portal: Portal, verb: str) -> set[int]:
    with Session(portal.store.engine) as session:
        session.info["consumer"] = "tests"
        event = session.scalars(select(Event).where(Event.verb == verb).order_by(Event.id.desc())).first()
        assert event is not None
        return set(SLICE.addressees(session, event))


def test_whom_a_notice_is_told(portal: Portal, who: Cast) -> None:
    home = {account_id(name) for name in ("cyber", "cyber_member")}
    others = {"org": set(), "named": {"market"}, "group": {"market"}, "gov": OTHERS}
    for level in AUDIENCES:
        recipients = others.get(level, OTHERS | {"acme", "acme_admin"})
        ref = issued(who["cyber"], **AUDIENCES[level], subjects=[organisation_ref("acme")])
        assert told(portal, "notice.issue") == home | {account_id(name) for name in recipients}, level
        if "market" in recipients:
            who["market"].post(address(ref, "acknowledge"))
            assert told(portal, "notice.acknowledge") == home, level


@ONE_DATABASE
def test_a_notice_is_found_by_its_words_and_not_by_its_marks(portal: Portal, who: Cast) -> None:
    ref = draft(who["cyber"], body="# Heading\n\n**bold** [word](https://example.org/hidden)")
    with Session(portal.store.engine) as session:
        session.info["consumer"] = "tests"
        found = document(session, session.query(Notice).filter_by(ref=ref).one())
    assert found.reference == ref
    assert "bold word" in found.text
    assert "hidden" not in found.text
    assert "*" not in found.text


def bring_in(portal: Portal, source: str) -> str:
    with portal.store.writing() as session:
        permit = portal.gate.admit(session, CLOCK, NoticeVerb.BRING_IN)
        entry = commands.Record("From outside", "Text", "alert", source, now() - timedelta(days=400))
        return commands.bring_in(permit, entry).ref


def test_an_imported_notice_is_public_and_comes_once(portal: Portal, who: Cast) -> None:
    ref = bring_in(portal, "office:1")
    assert readers(who, ref) == set(EVERYBODY)
    with pytest.raises(IntegrityError):
        bring_in(portal, "office:1")


def test_a_list_asks_the_same_few_questions_however_long_it_is(portal: Portal, who: Cast) -> None:
    def visit() -> int:
        return len(statements(portal, lambda: who["market"].get("/en/notices/")))

    issued(who["cyber"], urgency="urgent")
    visit()
    few = visit()
    for _ in range(4):
        issued(who["cyber"], **AUDIENCES["named"], subjects=[organisation_ref("acme")])
    assert visit() == few <= 9


def test_the_list_narrows_by_kind_and_state(who: Cast) -> None:
    alert, joint = issued(who["cyber"]), draft(who["cyber"], nature="joint")
    page = who["cyber"].get("/en/notices/?nature=joint").text
    assert (joint in page, alert in page) == (True, False)
    page = who["cyber"].get("/en/notices/?status=issued&nature=nonsense&page=-1").text
    assert (joint in page, alert in page) == (False, False)
