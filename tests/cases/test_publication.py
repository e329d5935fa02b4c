"""What the public hears of a case: redacted, looked at twice where it matters, taken down with a reason, appealed."""

from __future__ import annotations

import pytest

from tests.factories import case_in
from tests.people import EVERYBODY, YEAR, said

SUMMARY = {"title": "A price rose", "body": "The price rose. It was switched off.", "checked": "y"}


@pytest.fixture
def closed(portal):
    return lambda **changes: f"/en/cases/{case_in(portal, 'closed', **changes)}"


def link(page, action):
    """The address of a button on a page."""
    part = page.text.partition(f'/{action}"')[0]
    return f"{part.rpartition('href=')[2].strip(chr(34))}/{action}"


def test_what_the_summary_leaves_out_is_shown_to_who_may_read_the_complaint(closed, who):
    path = closed(body="The price rose while Zhang San looked.")
    assert who["cyber"].post(f"{path}/publish", **SUMMARY).status_code == 303
    assert "Zhang San" in said(who["cyber"].get(path))
    assert "leaves out of the complaint" in said(who["amy"].get(path))
    public = who["visitor"].get(path)
    assert "The price rose." in said(public)
    assert "Zhang San" not in public.text


def test_the_officer_compares_before_publishing(closed, who):
    path = closed(body="The price rose while Zhang San looked.")
    page = who["cyber"].post(f"{path}/publish", **{**SUMMARY, "checked": ""})
    assert page.status_code == 422
    assert "Zhang San" in said(page)
    assert "leaves out of the complaint" in said(page)


def test_a_delicate_case_needs_a_second_person(portal, closed, who):
    path = closed(category="minors")
    assert "Another officer compares" in said(who["cyber"].get(f"{path}/publish"))
    assert who["cyber"].post(f"{path}/publish", **SUMMARY).status_code == 303
    assert who["visitor"].get(path).status_code == 303
    mine = who["cyber"].get(path)
    assert "Waits for a second person" in said(mine)
    assert "/approve" not in mine.text
    assert "Look at a summary before it is published" in said(who["intake"].get("/en/inbox/"))
    approve = link(who["intake"].get(path), "approve")
    assert who["cyber"].get(approve).status_code == 404
    assert who["intake"].post(approve).status_code == 422
    assert who["intake"].post(approve, checked="y").status_code == 303
    assert "A price rose" in said(who["visitor"].get(path))


def test_what_a_second_person_sends_back_is_written_anew(closed, who):
    path = closed(category="privacy")
    who["cyber"].post(f"{path}/publish", **SUMMARY)
    again = who["cyber"].post(f"{path}/publish", **SUMMARY)
    assert (again.status_code, "proposed already" in said(again)) == (422, True)
    reject = link(who["intake"].get(path), "reject")
    assert who["intake"].post(reject, reason="The street is named.").status_code == 303
    assert "The street is named." in said(who["cyber"].get(path))
    assert "The street is named." not in said(who["amy"].get(path))
    assert who["cyber"].post(f"{path}/publish", **{**SUMMARY, "title": "A second text"}).status_code == 303
    assert who["intake"].post(link(who["intake"].get(path), "approve"), checked="y").status_code == 303
    assert "A second text" in said(who["visitor"].get(path))
    listed = said(who["intake"].get("/en/cases/"))
    assert listed.count(f"C-{YEAR}-000001") == 1


def test_what_is_taken_down_says_why_and_can_be_appealed_to_another_person(portal, closed, who):
    path = closed(subject_org_id=4)
    who["cyber"].post(f"{path}/publish", **SUMMARY)
    portal.follow()
    assert "A price rose" in said(who["visitor"].get("/en/search/?q=switched"))
    hide = link(who["cyber"].get(path), "hide")
    assert who["cyber"].post(hide, ground="identifies", reason="The street is named.").status_code == 303
    for name in EVERYBODY:
        page = who[name].get(path)
        assert "It lets somebody be recognised" in said(page), name
        if name not in ("amy", "intake", "intake_head", "cyber", "cyber_member"):
            assert "It was switched off." not in page.text, name
            assert "The street is named." not in page.text, name
    portal.follow()
    assert "A price rose" not in said(who["visitor"].get("/en/search/?q=switched"))
    appeal = link(who["acme"].get(path), "appeal")
    assert who["beta"].get(appeal).status_code == 404
    assert who["acme"].post(appeal, reason="It names no street.").status_code == 303
    assert "It names no street." in said(who["intake"].get(path))
    restore = link(who["intake"].get(path), "restore")
    assert who["cyber"].get(restore).status_code == 404
    assert who["intake"].post(restore, answer="It does not.").status_code == 303
    page = said(who["visitor"].get(path))
    assert "It was switched off." in page
    assert "taken down:" not in page


def test_an_appeal_that_is_not_heard_ends_there(closed, who):
    path = closed()
    who["cyber"].post(f"{path}/publish", **SUMMARY)
    who["cyber"].post(link(who["cyber"].get(path), "hide"), ground="wrong", reason="A sum is wrong.")
    who["amy"].post(link(who["amy"].get(path), "appeal"), reason="It is right.")
    assert (
        who["intake"].post(link(who["intake"].get(path), "uphold"), answer="It is wrong.").status_code == 303
    )
    page = who["amy"].get(path)
    assert "It is wrong." in said(page)
    assert '/appeal"' not in page.text
    assert "It is wrong in a point that matters" in said(who["visitor"].get(path))
