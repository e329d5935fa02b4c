"""Looking after one's own account, and what operators do with others'."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from portal.access import CLOCK, Denied, Refused, Role
from portal.accounts import commands, queries
from portal.accounts.verbs import AccountVerb
from portal.identity.browsers import kind_of_browser
from portal.identity.model import SignIn
from portal.identity.people import people
from portal.identity.sessions import digest
from portal.ledger import Event
from tests.mail.postbox import letters
from tests.people import PASSWORD, Cast, Portal, account_id, last_event, organisation_id, said, statements

SECRET = "nine green bicycles 在桥上"


def test_the_password_is_changed_by_who_knows_the_old_one_and_other_sessions_end(
    portal: Portal, who: Cast
) -> None:
    here, there = portal.browser("amy"), portal.browser("amy")
    wrong = here.post("/en/account/password", old="wrong", password=SECRET)
    assert (wrong.status_code, "not your present password" in said(wrong)) == (422, True)
    weak = here.post("/en/account/password", old=PASSWORD, password="password1234")
    assert weak.status_code == 422
    assert here.post("/en/account/password", old=PASSWORD, password=SECRET).status_code == 303
    assert here.get("/en/account/").status_code == 200
    assert there.get("/en/account/").status_code == 303
    assert (
        who["visitor"]
        .post("/en/account/sign-in", email="amy@example.org", password=SECRET)
        .location.endswith("/en/")
    )
    assert [m["Subject"] for m in letters(portal)] == ["Your password has been changed – Gongzhi"]


def test_name_and_language_are_ones_own(portal: Portal, who: Cast) -> None:
    amy = who["amy"]
    assert 'value="Amy"' in amy.get("/en/account/edit").text
    assert amy.post("/en/account/edit", name="艾米", lang="zh-hans").status_code == 303
    assert "艾米" in said(amy.get("/zh-hans/account/"))
    assert amy.post("/en/account/edit", name="艾米", lang="fr").status_code == 422
    portal.browser().post("/en/account/forgot", email="amy@example.org")
    mail = letters(portal)[0]
    assert "/zh-hans/account/reset/" in mail.get_content()
    assert mail["To"] == "艾米 <amy@example.org>"


def test_sessions_are_listed_and_ended_one_by_one(portal: Portal) -> None:
    here, there = portal.browser("amy"), portal.browser("amy")
    page = said(here.get("/en/account/devices"))
    assert page.count("Signed in") == 2
    assert page.count("This one") == 1
    with portal.store.reading() as session:
        lines = session.execute(
            select(SignIn.ref, SignIn.token).where(SignIn.account_id == account_id("amy"))
        ).all()
    mine = here.client.get_cookie("gongzhi")
    assert mine is not None
    other = next(line.ref for line in lines if line.token != digest(mine.value))
    stranger = portal.browser("bob")
    assert stranger.post(f"/en/account/devices/{other}/end").status_code == 303
    assert there.get("/en/account/").status_code == 200
    assert here.post(f"/en/account/devices/{other}/end").status_code == 303
    assert there.get("/en/account/").status_code == 303
    assert here.get("/en/account/").status_code == 200


def test_signing_out_ends_the_session_on_the_server(portal: Portal) -> None:
    amy = portal.browser("amy")
    assert amy.post("/en/account/sign-out").status_code == 303
    amy.client.set_cookie("gongzhi", amy.token)
    assert amy.get("/en/account/").status_code == 303


@pytest.mark.parametrize(
    ("agent", "kind"),
    [
        ("Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:130.0) Firefox/130.0", "Firefox, Windows"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) Safari/604", "Safari, iPhone"),
        ("Mozilla/5.0 (Linux; Android 14) Chrome/126 Safari/537 MicroMessenger/8", "WeChat, Android"),
        ("curl/8.1", ""),
        ("", ""),
    ],
)  # fmt: skip
def test_a_browser_is_known_by_its_kind(agent: str, kind: str) -> None:
    assert kind_of_browser(agent) == kind


def test_operators_close_and_open_accounts_and_others_do_not(portal: Portal, who: Cast) -> None:
    operator, amy = who["operator"], who["amy"]
    assert amy.get("/en/account/").status_code == 200
    assert operator.post("/en/account/people/account-amy/disable").status_code == 303
    assert amy.get("/en/account/").status_code == 303
    again = portal.browser().post("/en/account/sign-in", email="amy@example.org", password=PASSWORD)
    assert again.status_code == 422
    assert operator.post("/en/account/people/account-amy/disable").status_code == 409
    assert operator.post("/en/account/people/account-amy/enable").status_code == 303
    ok = portal.browser().post("/en/account/sign-in", email="amy@example.org", password=PASSWORD)
    assert ok.status_code == 303
    own = operator.post("/en/account/people/account-operator/disable")
    assert (own.status_code, "your own account" in said(own)) == (422, True)
    for name in ("bob", "cyber", "acme_admin", "auditor"):
        assert who[name].get("/en/account/people").status_code == 404
        assert who[name].get("/en/account/people/account-amy/disable").status_code == 404


def test_operators_find_people(portal: Portal, who: Cast) -> None:
    operator = who["operator"]
    page = said(operator.get("/en/account/people?name=ACME"))
    assert "acme@example.org" in page
    assert "acme_admin@example.org" in page
    assert "bob@example.org" not in page
    assert "Nobody was found" in said(operator.get("/en/account/people?name=%25"))
    assert "auditor@example.org" in said(operator.get("/en/account/people?duty=auditor"))
    assert operator.get("/en/account/people?name=%ED%A0%80&status=zz&page=-1").status_code == 200
    assert operator.get("/en/account/people?name=%00").status_code == 404
    assert operator.get("/en/account/people/%00/disable").status_code == 404
    assert len(statements(portal, lambda: operator.get("/en/account/people"))) <= 8


def test_the_portal_itself_makes_people_and_gives_duties(portal: Portal) -> None:
    with portal.store.writing() as session:
        permit = portal.gate.admit(session, CLOCK, AccountVerb.ENROL)
        entry = commands.Enrolment(
            "Jo", "Jo@Example.com", "en", org_id=organisation_id("acme"), role=Role.ADMIN
        )
        key = commands.enrol(permit, entry).id
        with pytest.raises(Refused):
            commands.enrol(permit, entry)
    with portal.store.writing() as session:
        actor = people(session, [key])[key].actor
        assert (actor.org_id, actor.role) == (organisation_id("acme"), Role.ADMIN)
        ref = queries.reference_of(session, "jo@example.com")
        assert ref is not None
        commands.charge(portal.gate.admit(session, CLOCK, AccountVerb.CHARGE, ref), "auditor")
        with pytest.raises(ValueError, match="no such duty"):
            commands.charge(portal.gate.admit(session, CLOCK, AccountVerb.CHARGE, ref), "king")
    with portal.store.reading() as session:
        assert str(people(session, [key])[key].actor.kind) == "auditor"
        events = session.execute(select(Event.verb, Event.rows).order_by(Event.id)).all()
        with pytest.raises(Denied):
            portal.gate.admit(session, portal.actor("operator"), AccountVerb.ENROL)
    assert [(e.verb, [kind for kind, _id in e.rows]) for e in events] == [
        ("account.enrol", ["account", "membership"]),
        ("account.charge", ["account"]),
    ]


def test_an_account_leaves_no_address_in_the_ledger(portal: Portal) -> None:
    portal.browser().post("/en/account/register", name="Kit", email="kit@example.com", password=SECRET)
    event = last_event(portal)
    assert event is not None
    with portal.store.reading() as session:
        line = session.execute(select(Event.verb, Event.facts)).one()
    assert line.verb == "account.register"
    assert list(line.facts) == ["link"]
