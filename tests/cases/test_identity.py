"""Who complained: sealed in the database, opened once on a motivated request that another person grants."""

from __future__ import annotations

import pytest
from sqlalchemy import text

from tests.factories import case_in
from tests.people import PEOPLE, said

NAME, CONTACT = "Amy Zhang 张爱美", "amy.private@example.org"


@pytest.fixture
def path(portal):
    return f"/en/cases/{case_in(portal, 'handling', name=NAME, contact=CONTACT)}"


def asked(browser, path, reason="A court asks who it is."):
    assert browser.post(f"{path}/ask-identity", body=reason).status_code == 303


def request_of(portal):
    with portal.store.engine.connect() as connection:
        return connection.execute(text("SELECT ref FROM disclosure ORDER BY id DESC")).scalars().first()


def decide(browser, portal, action="grant", **fields):
    address = f"/en/cases/disclosures/{request_of(portal)}/{action}"
    return browser.post(address, **({"answer": "It is needed."} | fields))


def test_the_database_knows_no_name(portal, path):
    with portal.store.engine.connect() as connection:
        rows = connection.execute(text("SELECT * FROM complainant")).all()
        ledger = connection.execute(text("SELECT * FROM event")).all()
    assert len(rows) == 1
    for secret in (NAME, CONTACT, "Zhang", "爱美", "private"):
        assert secret not in repr(rows) + repr(ledger)
        assert secret.encode() not in b"".join(value for value in rows[0] if isinstance(value, bytes))


def test_the_complainant_sees_it_and_nobody_else_does(who, path):
    assert NAME in said(who["amy"].get(path))
    for name in PEOPLE:
        page = who[name].get(path)
        assert name == "amy" or NAME not in page.text, name
        assert name == "amy" or CONTACT not in page.text, name
    assert "sealed" in said(who["cyber"].get(path))


def test_asked_granted_by_another_opened_once_and_told_to_the_complainant(portal, who, path):
    asked(who["cyber"], path)
    assert decide(who["cyber"], portal).status_code == 404
    assert "A court asks who it is." in said(who["intake"].get(path))
    assert decide(who["intake"], portal).status_code == 303
    unseal = f"/en/cases/disclosures/{request_of(portal)}/unseal"
    opened = who["cyber"].post(unseal)
    assert opened.status_code == 200
    assert f"Name {NAME}" in said(opened)
    assert f"Contact {CONTACT}" in said(opened)
    assert opened.headers["Cache-Control"] == "no-store"
    again = who["cyber"].post(unseal)
    assert again.status_code == 409
    assert NAME not in again.text
    story = said(who["amy"].get(path))
    assert "asked to see who complained" in story
    assert "A court asks who it is." in story
    assert "agreed that the identity is opened once" in story
    assert "opened the identity" in story
    portal.follow()
    assert (
        "opened the identity" in said(who["amy"].get("/en/inbox/"))
        or path in who["amy"].get("/en/inbox/").text
    )


def test_a_declined_request_opens_nothing_and_says_why(portal, who, path):
    asked(who["cyber"], path)
    assert decide(who["intake"], portal, "decline", answer="A message will do.").status_code == 303
    assert who["cyber"].post(f"/en/cases/disclosures/{request_of(portal)}/unseal").status_code == 409
    assert "A message will do." in said(who["cyber"].get(path))
    asked(who["cyber"], path, "Again.")


def test_only_who_asked_opens(portal, who, path):
    asked(who["cyber"], path)
    assert decide(who["intake"], portal).status_code == 303
    unseal = f"/en/cases/disclosures/{request_of(portal)}/unseal"
    for name in PEOPLE:
        if name != "cyber":
            assert who[name].post(unseal).status_code == 404, name


def test_only_officers_who_handle_the_case_ask(who, path):
    for name in PEOPLE:
        code = who[name].get(f"{path}/ask-identity").status_code
        assert code == (200 if name in ("cyber", "intake", "intake_head") else 404), name


def test_one_request_at_a_time(who, path):
    asked(who["cyber"], path)
    late = who["intake"].post(f"{path}/ask-identity", body="Me too.")
    assert (late.status_code, "waits for a decision" in said(late)) == (422, True)


def test_an_anonymous_case_has_nothing_to_open(portal, who):
    path = f"/en/cases/{case_in(portal, 'handling')}"
    answer = who["cyber"].post(f"{path}/ask-identity", body="Who is it?")
    assert (answer.status_code, "gave no name" in said(answer)) == (422, True)


def test_another_key_opens_nothing_and_breaks_nothing(portal, who, path):
    with portal.store.engine.begin() as connection:
        connection.execute(text("UPDATE complainant SET sealed = :junk"), {"junk": b"\x01" + bytes(60)})
    page = who["amy"].get(path)
    assert page.status_code == 200
    assert NAME not in page.text
    asked(who["cyber"], path)
    assert decide(who["intake"], portal).status_code == 303
    refused = who["cyber"].post(f"/en/cases/disclosures/{request_of(portal)}/unseal")
    assert (refused.status_code, "cannot be opened" in said(refused)) == (422, True)


# --- conflicts of interest ---


def recused(browser, path):
    assert browser.post(f"{path}/recuse", ground="related", body="My brother.").status_code == 303


def test_an_officer_with_a_conflict_never_comes_to_know_who_complained(portal, who, path):
    asked(who["cyber"], path)
    assert decide(who["intake"], portal).status_code == 303
    recused(who["cyber"], path)
    assert who["cyber"].get(f"{path}/ask-identity").status_code == 404
    assert who["cyber"].get(f"/en/cases/disclosures/{request_of(portal)}/unseal").status_code == 404
    page = who["cyber"].get(path).text
    assert NAME not in page
    assert CONTACT not in page


@pytest.mark.parametrize("action", ["grant", "decline"])
def test_an_officer_with_a_conflict_does_not_decide_who_comes_to_know_it(portal, who, path, action):
    recused(who["intake"], path)
    asked(who["cyber"], path)
    assert decide(who["intake"], portal, action).status_code == 404
    assert decide(who["intake_head"], portal, action).status_code == 303
