"""What the mail of an alert says, and the way out of it that works without signing in."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from sqlalchemy import select

from portal.identity.tokens import token_for
from portal.watches import commands
from portal.watches.model import Subscription
from portal.watches.queries import secret
from portal.watches.verbs import WatchVerb
from tests import people
from tests.factories import case_in, do, filed
from tests.people import KEY, Cast, Portal, said
from tests.watches.saving import alert_mails, save

ONE_DATABASE = pytest.mark.parametrize("database", ["sqlite"], indirect=True)
ONE_CLICK = {"List-Unsubscribe": "One-Click"}


def published(portal: Portal, who: Cast, title: str) -> str:
    """A case whose summary everybody may read."""
    ref = case_in(portal, "closed", title=title)
    who["cyber"].post(f"/en/cases/{ref}/publish", title=title, body="All of it.", checked="y")
    return ref


def address_of(mail) -> str:
    return re.fullmatch(r"<(.+)>", mail["List-Unsubscribe"])[1]


def local(address: str) -> str:
    return "/" + address.split("/", 3)[3]


def status(portal: Portal) -> list[str]:
    with portal.store.reading() as session:
        session.info["consumer"] = "tests"
        return list(session.scalars(select(Subscription.status).order_by(Subscription.id)))


def test_a_mail_names_what_everybody_may_read_and_counts_the_rest(portal: Portal, who: Cast) -> None:
    save(who["market"], name="Fish of the city", by_mail="y", by_inbox="")
    save(who["intake"], name="Fish of ours", by_mail="y")
    public = published(portal, who, "Zebrafish for all")
    filed(portal, title="A secret zebrafish")
    mails = {str(mail["To"]): mail for mail in alert_mails(portal)}
    assert len(mails) == 2
    theirs, ours = mails["Market <market@example.org>"], mails["Intake <intake@example.org>"]
    assert "There is 1 new record in your saved search “Fish of the city”." in theirs.get_content()
    assert f"- Zebrafish for all (Complaint, {public}" in theirs.get_content()
    assert "There are 2 new records in your saved search “Fish of ours”." in ours.get_content()
    for mail in mails.values():
        assert "secret" not in mail.as_string()
        assert mail["Subject"] == "New records in a saved search – Gongzhi"
    assert "Only records that everybody may read are named" in ours.get_content()


def test_a_mail_speaks_the_language_of_its_reader(portal: Portal, who: Cast) -> None:
    who["intake"].post("/en/account/edit", name="Intake", lang="zh-hans")
    save(who["intake"], by_mail="y")
    filed(portal, title="zebrafish")
    (mail,) = alert_mails(portal)
    assert "您保存的检索“My search”新增1条记录。" in mail.get_content()
    assert "/zh-hans/watches/cancel/" in mail["List-Unsubscribe"]


def test_one_click_stops_the_mails_without_signing_in(portal: Portal, who: Cast) -> None:
    """RFC 8058: POST to the address of List-Unsubscribe, no cookies, no redirect in answer."""
    path = save(who["intake"], by_mail="y", by_feed="y")
    filed(portal, title="zebrafish")
    (mail,) = alert_mails(portal)
    address, machine = local(address_of(mail)), portal.browser().client
    assert address_of(mail) in mail.get_content()
    (file,) = (portal.settings.instance / "mail").glob("*.eml")
    assert f"List-Unsubscribe: <{address_of(mail)}>\r\n".encode() in file.read_bytes()
    for _ in range(2):
        assert "Press the button" in said(machine.get(address))
        assert status(portal) == ["active"]
    for _ in range(2):  # a mail program that is not sure asks again
        answer = machine.post(address, data=ONE_CLICK)
        assert (answer.status_code, "no more alerts" in answer.text) == (200, True)
        assert status(portal) == ["stopped"]
    filed(portal, title="zebrafish again")
    assert len(alert_mails(portal)) == 1
    assert "No alerts" in said(who["intake"].get(path))
    assert who["intake"].post(f"{path}/subscribe", pace="once", by_inbox="y").status_code == 303
    assert status(portal) == ["stopped", "active"]


def test_a_person_stops_them_with_the_button(portal: Portal, who: Cast) -> None:
    save(who["intake"], by_mail="y")
    filed(portal, title="zebrafish")
    (mail,) = alert_mails(portal)
    browser, address = portal.browser(), local(address_of(mail))
    assert browser.client.post(address).status_code == 422
    assert browser.client.post(address, data={"List-Unsubscribe": "no"}).status_code == 422
    assert status(portal) == ["active"]
    assert browser.post(address).status_code == 200
    assert status(portal) == ["stopped"]


def test_the_link_of_one_alert_opens_nothing_else(portal: Portal, who: Cast) -> None:
    path = save(who["intake"], by_mail="y")
    save(who["cyber"], by_mail="y", by_feed="y")
    filed(portal, title="zebrafish")
    (mail,) = alert_mails(portal)
    token, client = address_of(mail).rpartition("/")[2], portal.browser().client
    assert client.get(f"/en/watches/feed/{token}").status_code == 404
    assert client.get(path).status_code == 303
    assert "This link does not work" in said(client.get(f"/en/account/reset/{token}"))
    assert client.post(f"/en/watches/cancel/{token}", data=ONE_CLICK).status_code == 200
    assert status(portal) == ["stopped", "active"]


@ONE_DATABASE
def test_no_other_token_stops_anything(portal: Portal, who: Cast) -> None:
    save(who["intake"], by_feed="y")
    client = portal.browser().client
    with portal.store.reading() as session:
        session.info["consumer"] = "tests"
        one = session.scalars(select(Subscription)).one()
        session.expunge_all()
    forged = (
        one.ref, f"{one.ref}.{'0' * 64}", token_for(KEY, one.ref), secret(KEY, "feed", one.feed),
        secret(KEY, "feed", one.ref), secret(KEY, "ref", ""), secret("another key", "ref", one.ref),
        secret(KEY, "ref", one.feed), "a" * 5000, "%00", "测试",
    )  # fmt: skip
    for token in forged:
        assert client.post(f"/en/watches/cancel/{token}", data=ONE_CLICK).status_code == 404, token
    assert status(portal) == ["active"]


@ONE_DATABASE
@pytest.mark.parametrize(
    ("url", "one_click"),
    [("https://portal.example", "List-Unsubscribe=One-Click"), ("http://portal.example", None)],
)
def test_one_click_is_offered_over_https_only(
    database: str, tmp_path: Path, url: str, one_click: str | None
) -> None:
    portal = people.start(database, tmp_path / "instance", PORTAL_URL=url)
    wish, alert = commands.Wish("Fish", "q=zebrafish"), commands.Alert("once", by_mail=True)
    do(portal, "intake", WatchVerb.SAVE, None, commands.save, wish, alert)
    filed(portal, title="zebrafish")
    (mail,) = alert_mails(portal)
    assert mail["List-Unsubscribe"].startswith(f"<{url}/en/watches/cancel/")
    assert mail["List-Unsubscribe-Post"] == one_click
    portal.store.close()


def test_who_stops_before_the_mail_goes_out_gets_none(portal: Portal, who: Cast) -> None:
    path = save(who["intake"], by_mail="y")
    filed(portal, title="zebrafish")
    portal.follow()
    link = re.search(r'href="(/en/watches/cancel/[^"]+)"', who["intake"].get(path).text)
    assert who["intake"].post(link[1]).status_code == 200
    assert alert_mails(portal) == []
