"""Who is told of what: the READ rule, always, and nobody of what they did themselves."""

from __future__ import annotations

from portal.ledger import rewind
from tests.factories import case_in
from tests.people import organisation_ref, said


def news(who, name):
    return said(who[name].get("/en/inbox/"))


def test_the_department_hears_of_its_case_and_no_other_does(portal, who):
    case_in(portal, "handling")
    portal.follow()
    assert "dispatched the case" in news(who, "cyber")
    assert "A dear ride" in news(who, "amy")
    for name in ("market", "bob", "acme", "guild", "operator", "auditor"):
        assert "A dear ride" not in news(who, name)


def test_nobody_is_told_of_what_they_did(portal, who):
    case_in(portal, "received")
    portal.follow()
    assert "filed it" not in news(who, "amy")
    assert "The complainant filed it" in news(who, "intake")


def test_an_internal_note_is_news_to_the_departments_only(portal, who):
    path = f"/en/cases/{case_in(portal, 'handling')}"
    who["cyber"].post(f"{path}/note", body="Ask for the logs.")
    portal.follow()
    assert "noted internally" in news(who, "intake")
    assert "noted internally" not in news(who, "amy")


def test_a_batch_that_comes_twice_tells_nobody_twice(portal, who):
    case_in(portal, "received")
    portal.follow()
    before = news(who, "intake")
    rewind(portal.store, "inbox")
    portal.follow()
    assert news(who, "intake") == before


def test_a_case_that_moves_on_takes_its_news_along(portal, who):
    path = f"/en/cases/{case_in(portal, 'handling')}"
    portal.follow()
    assert "A dear ride" in news(who, "cyber")
    who["intake"].post(f"{path}/dispatch", department=organisation_ref("market"))
    portal.follow()
    assert "A dear ride" in news(who, "market")
    assert "A dear ride" not in news(who, "cyber")


def test_what_waits_stands_first_and_goes_when_done(portal, who):
    path = f"/en/cases/{case_in(portal, 'handling')}"
    assert "Handle and answer it" in said(who["cyber"].get("/en/"))
    who["cyber"].post(f"{path}/answer", body="Done.")
    assert "Handle and answer it" not in said(who["cyber"].get("/en/"))


def test_following_gives_news_but_no_right(portal, who):
    path = f"/en/cases/{case_in(portal, 'closed')}"
    ref = path.rpartition("/")[2]
    assert who["bob"].post(f"/en/inbox/follow/case/{ref}").status_code == 404
    who["cyber"].post(f"{path}/publish", title="T", body="B", checked="y")
    assert who["bob"].post(f"/en/inbox/follow/case/{ref}").status_code == 303
    assert "No longer follow" in who["bob"].get(path).text
    assert who["bob"].post(f"/en/inbox/unfollow/case/{ref}").status_code == 303


def test_everything_can_be_marked_as_read(portal, who):
    case_in(portal, "received")
    portal.follow()
    assert "gz-count" in who["intake"].get("/en/").text
    assert who["intake"].post("/en/inbox/seen").status_code == 303
    assert "gz-count" not in who["intake"].get("/en/").text
