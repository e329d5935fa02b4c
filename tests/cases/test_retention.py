"""How the words of a case end: kept for a court, erased by who complained, disposed of by two people."""

from __future__ import annotations

import io
import re
from datetime import timedelta

import pytest
from sqlalchemy import text

from portal.cases import commands
from portal.cases.verbs import CaseVerb
from portal.search.engine import Busy, Embedded, Stored
from portal.store import at, now
from tests import postgres
from tests.factories import case_in, do
from tests.people import Browser, last_event, organisation_id, said, statements

SECRET = "zanzibarian"
HELD = commands.Heard(
    "yes", contacted=True, solved=True, satisfaction="satisfied", body=f"The {SECRET} price is back."
)


@pytest.fixture
def ref(portal):
    ref = case_in(portal, "answered", body=f"The {SECRET} price rose.", title=f"A {SECRET} ride", name="Amy")
    do(portal, "amy", CaseVerb.MESSAGE, ref, commands.message, f"My {SECRET} street.")
    do(portal, "cyber", CaseVerb.NOTE, ref, commands.note, "Ask for the logs.")
    do(portal, "cyber", CaseVerb.CLOSE, ref, commands.close, commands.Ending("resolved"))
    do(portal, "intake", CaseVerb.CALL_BACK, ref, commands.call_back, HELD)
    return ref


def everything(portal):
    """All that stands in the tables of cases and in the ledger."""
    tables = (
        "case",
        "statement",
        "particulars",
        "complainant",
        "message",
        "note",
        "summary",
        "event",
        "call_back",
        "rating",
        "supporter",
        "disclosure",
        "attachment",
        "chunk",
    )
    with portal.store.engine.connect() as connection:
        return "".join(repr(connection.execute(text(f'SELECT * FROM "{name}"')).all()) for name in tables)


def in_the_index(portal):
    if portal.store.dialect == "postgresql":
        return SECRET.encode() in postgres.written(portal.settings.database_url, "search_")
    return any(
        SECRET.encode() in path.read_bytes() for path in (portal.settings.instance / "index").rglob("*.*")
    )


def second_officer(portal):
    """Another officer of the intake centre than the one of the cast."""
    with portal.store.engine.begin() as connection:
        connection.execute(text("UPDATE membership SET org_id = 1 WHERE account_id = 5"))
    browser = Browser(portal)
    browser.sign_in(5)
    return browser


def test_erasing_takes_words_and_identity_everywhere_and_leaves_the_chain(portal, who, ref):
    path = f"/en/cases/{ref}"
    portal.follow()
    assert SECRET in everything(portal)
    assert in_the_index(portal)
    assert "A zanzibarian ride" in said(who["cyber"].get(f"/en/search/?q={SECRET}"))
    assert who["amy"].post(f"{path}/erase").status_code == 422
    assert who["amy"].post(f"{path}/erase", sure="y").status_code == 303
    portal.follow()
    assert SECRET not in everything(portal)
    assert not in_the_index(portal)
    assert SECRET not in said(who["cyber"].get(f"/en/search/?q={SECRET}")).partition("Search")[2]
    page = said(who["cyber"].get(path))
    assert "have been erased" in page
    assert "Ask for the logs." in page
    assert "It is settled." in page
    assert "had their words erased" in page
    assert who["amy"].get(f"{path}/erase").status_code == 404
    with portal.store.reading() as session:
        from_the_chain = session.execute(text("SELECT count(*) FROM event")).scalar()
    assert from_the_chain > 6


@pytest.fixture
def many(portal, ref):
    """So many cases that to erase one does not rewrite the index of all."""
    for _ in range(30):
        case_in(portal, "received")
    portal.follow()
    assert in_the_index(portal)
    return ref


def test_without_the_purge_the_words_would_stay_in_the_index(portal, many, monkeypatch):
    for engine in (Embedded, Stored):
        monkeypatch.setattr(engine, "purge", lambda _engine: None)
    do(portal, "amy", CaseVerb.ERASE, many, commands.erase)
    portal.follow()
    assert in_the_index(portal)


def test_a_follower_that_dies_before_the_purge_comes_back_to_it(portal, many, monkeypatch):
    def cannot(_engine):
        raise Busy

    with monkeypatch.context() as dying:
        for engine in (Embedded, Stored):
            dying.setattr(engine, "purge", cannot)
        do(portal, "amy", CaseVerb.ERASE, many, commands.erase)
        with pytest.raises(Busy):
            portal.follow()
        assert in_the_index(portal)
    assert SECRET not in said(portal.browser("cyber").get(f"/en/search/?q={SECRET}")).partition("Search")[2]
    portal.follow()
    assert not in_the_index(portal)


def test_an_open_case_is_not_erased(portal, who):
    path = f"/en/cases/{case_in(portal, 'handling')}"
    assert who["amy"].post(f"{path}/erase", sure="y").status_code == 409


def test_what_is_held_is_erased_by_nobody(portal, who, ref):
    path = f"/en/cases/{ref}"
    assert who["cyber"].post(f"{path}/hold", reason="A court asks.").status_code == 303
    assert "kept for a court" in said(who["amy"].get(path))
    assert "A court asks." not in said(who["amy"].get(path))
    late = who["amy"].post(f"{path}/erase", sure="y")
    assert (late.status_code, "kept as it is" in said(late)) == (422, True)
    assert SECRET in everything(portal)
    assert who["intake"].post(f"{path}/release", reason="It is over.").status_code == 303
    assert who["amy"].post(f"{path}/erase", sure="y").status_code == 303


def test_two_people_dispose_of_what_has_been_kept_long_enough(portal, who, ref):
    path, listed = f"/en/cases/{ref}", "/en/cases/retention"
    assert who["intake"].post(f"{path}/propose-disposal").status_code == 409
    assert ref not in said(who["intake"].get(listed))
    later = now() + timedelta(days=3 * 365 + 1)
    with at(later):
        first, second = portal.browser("intake"), second_officer(portal)
        assert ref in said(first.get(listed))
        assert first.post(f"{path}/propose-disposal").status_code == 303
        assert first.post(f"{path}/dispose", sure="y").status_code == 404
        assert "Proposed for disposal" in said(second.get(listed))
        assert second.post(f"{path}/dispose", sure="y").status_code == 303
        portal.follow()
        assert ref not in said(second.get(listed))
    left = everything(portal)
    assert SECRET not in left
    assert "Ask for the logs." not in left
    assert not in_the_index(portal)


def test_the_second_person_may_keep_it(portal, who, ref):
    with at(now() + timedelta(days=3 * 365 + 1)):
        first, second = portal.browser("intake"), second_officer(portal)
        first.post(f"/en/cases/{ref}/propose-disposal")
        assert second.post(f"/en/cases/{ref}/keep", reason="It is being studied.").status_code == 303
        assert second.post(f"/en/cases/{ref}/dispose", sure="y").status_code == 409
    assert SECRET in everything(portal)


def test_the_list_costs_no_more_with_more_cases(portal, who):
    refs = [case_in(portal, "closed") for _ in range(2)]
    with at(now() + timedelta(days=3 * 365 + 1)):
        browser = portal.browser("intake")
        few = statements(portal, lambda: browser.get("/en/cases/retention"))
        refs += [case_in(portal, "refused") for _ in range(4)]
    with at(now() + timedelta(days=7 * 365)):
        browser = portal.browser("intake")
        many = statements(portal, lambda: browser.get("/en/cases/retention"))
        assert all(ref in browser.get("/en/cases/retention").text for ref in refs)
    assert len(many) == len(few)


def test_what_was_said_to_the_portal_alone_is_disposed_of_too(portal, who):
    ref = case_in(portal, "accepted", body=f"The {SECRET} price rose.")
    intake = organisation_id("intake")
    do(portal, "intake", CaseVerb.DISPATCH, ref, commands.dispatch, intake)
    do(portal, "intake", CaseVerb.ANSWER, ref, commands.answer, "It is settled.")
    do(portal, "intake", CaseVerb.CLOSE, ref, commands.close, commands.Ending("resolved"))
    opinion = commands.Opinion(True, True, "satisfied", f"The {SECRET} price is back.")
    do(portal, "amy", CaseVerb.RATE, ref, commands.rate, opinion)
    assert "price is back" not in said(who["intake"].get(f"/en/cases/{ref}"))
    assert "price is back" in everything(portal)
    with at(now() + timedelta(days=3 * 365 + 1)):
        first, second = portal.browser("intake"), second_officer(portal)
        assert first.post(f"/en/cases/{ref}/propose-disposal").status_code == 303
        assert second.post(f"/en/cases/{ref}/dispose", sure="y").status_code == 303
    assert SECRET not in everything(portal)


def test_files_go_with_the_words(portal, who):
    path = f"/en/cases/{case_in(portal, 'answered')}"
    sent = io.BytesIO(f"My {SECRET} street.".encode()), f"{SECRET}.txt"
    assert who["amy"].post(f"{path}/message", body="See here.", files=sent).status_code == 303
    address = re.search(r"/en/files/[\w-]+", who["cyber"].get(path).text)[0]
    assert SECRET in who["cyber"].get(address).text
    assert SECRET in everything(portal)
    who["cyber"].post(f"{path}/close", outcome="resolved")
    who["intake"].post(f"{path}/call-back", reached="no_way")
    assert who["amy"].post(f"{path}/erase", sure="y").status_code == 303
    assert last_event(portal).facts["files"] == 1
    assert [who[name].get(address).status_code for name in ("cyber", "amy")] == [404, 404]
    assert SECRET not in everything(portal)
    assert "/en/files/" not in who["cyber"].get(path).text
