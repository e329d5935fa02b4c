"""Coming in: registering, confirming, losing the password, and what nobody learns on the way."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from argon2 import PasswordHasher
from sqlalchemy import func, select

from portal.access import CLOCK, trusted
from portal.accounts import commands
from portal.accounts.verbs import AccountVerb
from portal.identity.model import Account, SignIn
from portal.ledger import Event
from portal.store import at, now
from tests.mail.postbox import letters
from tests.people import PASSWORD, Browser, Cast, Portal, account_id, said

SECRET = "nine green bicycles 在桥上"
LINK = re.compile(r"http://127\.0\.0\.1:8000(/\S+/account/(?:confirm|reset)/\S+)")


def newcomer(portal: Portal, email: str = "dora@example.com", password: str = SECRET) -> Browser:
    browser = portal.browser()
    answer = browser.post("/en/account/register", name="Dora", email=email, password=password)
    assert (answer.status_code, answer.location) == (303, "/en/account/sent"), said(answer)
    return browser


def link_in(portal: Portal) -> str:
    """The address in the mail that came last."""
    found = LINK.search(letters(portal)[-1].get_content())
    assert found
    return found[1]


def status_of(portal: Portal, email: str) -> str | None:
    with portal.store.reading() as session:
        return session.scalar(trusted(select(Account.status).where(Account.email == email), "test"))


def test_a_newcomer_confirms_with_link_and_password_and_is_signed_in(portal: Portal) -> None:
    browser = newcomer(portal, "Dora@Example.COM")
    assert status_of(portal, "dora@example.com") == "unconfirmed"
    assert browser.post("/en/account/sign-in", email="dora@example.com", password=SECRET).status_code == 422
    path = link_in(portal)
    assert browser.post(path, password="something else entirely").status_code == 422
    answer = browser.post(path, password=SECRET)
    assert answer.status_code == 303, said(answer)
    assert status_of(portal, "dora@example.com") == "active"
    assert "Dora" in said(browser.get("/en/account/"))
    assert portal.browser().post(path, password=SECRET).status_code == 422  # it was good once


def test_an_address_that_has_an_account_is_answered_like_a_new_one(portal: Portal) -> None:
    new, old = portal.browser(), portal.browser()
    first = new.post("/en/account/register", name="Eve", email="eve@example.com", password=SECRET)
    second = old.post("/en/account/register", name="Eve", email="amy@example.org", password=SECRET)
    assert (first.status_code, first.location, first.data) == (
        second.status_code,
        second.location,
        second.data,
    )
    assert [(m["To"], m["Subject"]) for m in letters(portal)] == [
        ("Eve <eve@example.com>", "Confirm your account – Gongzhi"),
        ("Amy <amy@example.org>", "You have an account already – Gongzhi"),
    ]
    with portal.store.reading() as session:
        query = select(func.count(Account.id)).where(Account.email == "amy@example.org")
        count = session.scalar(trusted(query, "test"))
    assert count == 1


def test_nobody_takes_an_address_by_registering_it_first(portal: Portal) -> None:
    newcomer(portal, "fay@example.com", "the thief's own words 12")
    thieves = link_in(portal)
    newcomer(portal, "fay@example.com", SECRET)
    fays = link_in(portal)
    assert portal.browser().post(thieves, password=SECRET).status_code == 422
    assert portal.browser().post(fays, password=SECRET).status_code == 303
    assert portal.browser().post(thieves, password="the thief's own words 12").status_code == 422
    thief = portal.browser().post(
        "/en/account/sign-in", email="fay@example.com", password="the thief's own words 12"
    )
    assert thief.status_code == 422


@pytest.mark.parametrize(
    ("email", "password", "why"),
    [
        ("nobody", SECRET, "Enter an e-mail address"),
        ("a@b@c.org", SECRET, "Enter an e-mail address"),
        ("gus@example.com\r\nBcc: x@example.com", SECRET, "Enter an e-mail address"),
        ("gus@example.com", "short", "at least 12 characters"),
        ("gus@example.com", "gus@example.com gus", "Leave your name"),
        ("gus@example.com", "x" * 257, "256 characters or fewer"),
    ],
)
@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_what_cannot_be_is_said_beside_the_form(portal: Portal, email: str, password: str, why: str) -> None:
    answer = portal.browser().post("/en/account/register", name="Gus", email=email, password=password)
    assert answer.status_code == 422
    assert why in said(answer)
    assert password not in answer.text or password in email


def test_a_lost_password_is_set_anew_and_ends_every_session(portal: Portal, who: Cast) -> None:
    amy = who["amy"]
    assert amy.get("/en/account/").status_code == 200
    browser = portal.browser()
    browser.post("/en/account/forgot", email="amy@example.org")
    path = link_in(portal)
    assert "Set a new password" in said(browser.get(path))
    assert browser.post(path, password=SECRET).status_code == 303
    assert amy.get("/en/account/").status_code == 303
    assert browser.post(path, password=SECRET + "!").status_code == 422
    assert browser.post("/en/account/sign-in", email="amy@example.org", password=PASSWORD).status_code == 422
    assert browser.post("/en/account/sign-in", email="amy@example.org", password=SECRET).status_code == 303
    assert [m["Subject"] for m in letters(portal)][-1] == "Your password has been changed – Gongzhi"


def test_forgetting_says_the_same_of_a_stranger(portal: Portal) -> None:
    known = portal.browser().post("/en/account/forgot", email="amy@example.org")
    unknown = portal.browser().post("/en/account/forgot", email="nobody@example.org")
    assert (known.status_code, known.location, known.data) == (
        unknown.status_code,
        unknown.location,
        unknown.data,
    )
    assert len(letters(portal)) == 1


def test_a_link_is_good_for_an_hour(portal: Portal) -> None:
    with at(now() - timedelta(minutes=61)):
        portal.browser().post("/en/account/forgot", email="amy@example.org")
        path = link_in(portal)
    assert portal.browser().post(path, password=SECRET).status_code == 422


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
@pytest.mark.parametrize("token", ["x", "x.y", "a" * 500, "é.é", "%F0%9F.x"])
def test_a_made_up_link_opens_nothing(portal: Portal, token: str) -> None:
    for page in ("confirm", "reset"):
        path = f"/en/account/{page}/{token}"
        shown = portal.browser().get(path)
        assert shown.status_code == 200
        assert "This link does not work" in said(shown)
        assert portal.browser().post(path, password=SECRET).status_code == 422


def test_a_disabled_account_gets_no_link(portal: Portal, who: Cast) -> None:
    who["operator"].post("/en/account/people/account-amy/disable")
    portal.browser().post("/en/account/forgot", email="amy@example.org")
    assert letters(portal) == []


def test_too_many_attempts_on_one_address_wait(portal: Portal) -> None:
    browser = portal.browser()
    codes = [
        browser.post("/en/account/sign-in", email="AMY@example.org", password="wrong").status_code
        for _ in range(21)
    ]
    assert codes == [422] * 20 + [429]
    assert browser.post("/en/account/sign-in", email="bob@example.org", password="x").status_code == 422


def test_an_old_hash_is_made_anew_at_the_next_sign_in(portal: Portal) -> None:
    with portal.store.writing() as session:
        permit = portal.gate.admit(session, CLOCK, AccountVerb.ENROL)
        entry = commands.Enrolment("Ida", "ida@example.com", "en", password_hash=old_hash())
        commands.enrol(permit, entry)
    answer = portal.browser().post("/en/account/sign-in", email="ida@example.com", password=SECRET)
    assert answer.status_code == 303
    with portal.store.reading() as session:
        query = select(Account.password).where(Account.email == "ida@example.com")
        kept = session.scalar(trusted(query, "test"))
        last = session.execute(select(Event.verb, Event.facts).order_by(Event.id.desc()).limit(1)).one()
    assert kept is not None
    assert "m=19456,t=2,p=1" in kept
    assert tuple(last) == ("account.sign_in", {"rehashed": 1})


def old_hash() -> str:
    return PasswordHasher(time_cost=1, memory_cost=64, parallelism=1).hash(SECRET)


def test_the_session_is_new_after_signing_in(portal: Portal) -> None:
    browser = portal.browser()
    browser.post("/en/account/sign-in", email="amy@example.org", password=PASSWORD)
    before = browser.client.get_cookie("gongzhi")
    browser.post("/en/account/sign-in", email="amy@example.org", password=PASSWORD)
    after = browser.client.get_cookie("gongzhi")
    assert before is not None
    assert after is not None
    assert before.value != after.value
    with portal.store.reading() as session:
        kept = session.scalar(select(func.count()).where(SignIn.account_id == account_id("amy")))
    assert kept == 1


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
@pytest.mark.parametrize(
    "target",
    [
        "//evil.example", "/\\evil.example", "https://evil.example", "/en/\\evil", "javascript:alert(1)",
        "/zh-hans", "/en", "", "/fr/x", "\x00/en/", "/en@evil.example",
    ],
)  # fmt: skip
def test_signing_in_leads_to_this_portal_only(portal: Portal, target: str) -> None:
    sent = {"email": "amy@example.org", "password": PASSWORD, "next": target}
    assert portal.browser().post("/en/account/sign-in", **sent).location == "/en/"


def test_signing_in_leads_back(portal: Portal) -> None:
    browser = portal.browser()
    asked = browser.get("/en/inbox/")
    assert asked.status_code == 303
    sent = {"email": "amy@example.org", "password": PASSWORD, "next": "/en/inbox/?page=2"}
    assert browser.post("/en/account/sign-in", **sent).location == "/en/inbox/?page=2"
