"""Atom feeds: of any search what everybody may read, by a secret address what its owner may read now."""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element, fromstring

import pytest
from sqlalchemy import update

from portal.identity.model import Account
from tests.factories import case_in, filed
from tests.people import Cast, Portal, organisation_ref
from tests.watches.saving import save

ATOM = "{http://www.w3.org/2005/Atom}"
ONE_DATABASE = pytest.mark.parametrize("database", ["sqlite"], indirect=True)


def published(portal: Portal, who: Cast, title: str) -> str:
    ref = case_in(portal, "closed", title=title)
    who["cyber"].post(f"/en/cases/{ref}/publish", title=title, body="All of it.", checked="y")
    return ref


def parsed(answer) -> Element:
    assert answer.status_code == 200
    assert answer.content_type == "application/atom+xml; charset=utf-8"
    return fromstring(answer.data)  # noqa: S314 (the portal wrote it)


def titles(feed: Element) -> list[str]:
    return [entry.findtext(f"{ATOM}title") or "" for entry in feed.iter(f"{ATOM}entry")]


def secret_address(who: Cast, name: str, path: str) -> str:
    found = re.search(r"http://127.0.0.1:8000(/en/watches/feed/[\w.~-]+)", who[name].get(path).text)
    assert found
    return found[1]


def test_a_public_feed_has_what_everybody_may_read_whoever_asks(portal: Portal, who: Cast) -> None:
    published(portal, who, 'Zebrafish & <em>"friends"</em>')
    filed(portal, title="A secret zebrafish")
    portal.follow()
    answers = [
        who[name].get("/en/watches/atom?q=zebrafish") for name in ("visitor", "intake", "amy", "operator")
    ]
    assert {answer.data for answer in answers} == {answers[0].data}
    feed = parsed(answers[0])
    assert titles(feed) == ['Zebrafish & <em>"friends"</em>']
    assert feed.findtext(f"{ATOM}title") == "“zebrafish” – Gongzhi"
    assert all(answer.headers["Cache-Control"] == "public, no-cache" for answer in answers)
    assert titles(parsed(who["visitor"].get("/zh-hans/watches/atom?q=nothing"))) == []


def test_an_entry_says_all_that_atom_asks_of_it(portal: Portal, who: Cast) -> None:
    """RFC 4287, 4.1.1 and 4.1.2: id, title, updated, author; links that lead somewhere."""
    ref = published(portal, who, "Zebrafish")
    portal.follow()
    feed = parsed(who["visitor"].get("/en/watches/atom?q=zebrafish"))
    (entry,) = feed.iter(f"{ATOM}entry")
    for one in (feed, entry):
        for name in ("id", "title", "updated"):
            assert one.findtext(f"{ATOM}{name}"), name
    assert feed.findtext(f"{ATOM}author/{ATOM}name") == "Gongzhi"
    links = {link.get("rel"): link.get("href") for link in feed.findall(f"{ATOM}link")}
    assert links["self"] == "http://127.0.0.1:8000/en/watches/atom?q=zebrafish"
    assert links["alternate"] == "http://127.0.0.1:8000/en/search/?q=zebrafish"
    assert entry.find(f"{ATOM}link").get("href") == f"http://127.0.0.1:8000/en/cases/{ref}"
    assert feed.findtext(f"{ATOM}updated") == entry.findtext(f"{ATOM}updated")


def test_a_feed_that_has_not_changed_is_not_sent_again(portal: Portal, who: Cast) -> None:
    published(portal, who, "Zebrafish")
    secret = secret_address(who, "intake", save(who["intake"], by_feed="y"))
    portal.follow()
    for address in ("/en/watches/atom?q=zebrafish", secret):
        client = portal.browser().client
        tag = client.get(address).headers["ETag"]
        again = client.get(address, headers={"If-None-Match": tag})
        assert (again.status_code, again.data) == (304, b"")
        assert client.get(address, headers={"If-None-Match": '"else"'}).status_code == 200
    filed(portal, title="zebrafish")
    portal.follow()
    assert client.get(secret, headers={"If-None-Match": tag}).status_code == 200


def test_a_private_feed_is_its_owners_view_of_this_moment(portal: Portal, who: Cast) -> None:
    secret = secret_address(who, "cyber", save(who["cyber"], name="Our fish", by_feed="y"))
    case = case_in(portal, "handling", title="Zebrafish of ours")
    filed(portal, title="Zebrafish of another office")
    portal.follow()
    answer = portal.browser().client.get(secret)
    feed = parsed(answer)
    assert titles(feed) == ["Zebrafish of ours"]
    assert feed.findtext(f"{ATOM}title") == "Our fish – Gongzhi"
    assert (answer.headers["Cache-Control"], answer.headers["X-Robots-Tag"]) == (
        "private, no-cache",
        "noindex",
    )
    who["intake"].post(f"/en/cases/{case}/dispatch", department=organisation_ref("market"))
    assert titles(parsed(portal.browser().client.get(secret))) == []


@pytest.mark.parametrize("change", ["taken away", "stopped", "deleted", "disabled", "made anew"])
def test_the_address_of_a_feed_can_be_closed(portal: Portal, who: Cast, change: str) -> None:
    path = save(who["cyber"], by_feed="y")
    secret, client = secret_address(who, "cyber", path), portal.browser().client
    assert client.get(secret).status_code == 200
    if change == "disabled":
        with portal.store.engine.begin() as connection:
            connection.execute(
                update(Account).where(Account.ref == "account-cyber").values(status="disabled")
            )
    elif change == "stopped":
        stop = re.search(r'href="(/en/watches/cancel/[^"]+)"', who["cyber"].get(path).text)
        assert who["cyber"].post(stop[1]).status_code == 200
    elif change == "deleted":
        assert who["cyber"].post(f"{path}/delete").status_code == 303
    else:
        who["cyber"].post(f"{path}/subscribe", pace="once", by_inbox="y")
        if change == "made anew":
            who["cyber"].post(f"{path}/subscribe", pace="once", by_inbox="y", by_feed="y")
            assert client.get(secret_address(who, "cyber", path)).status_code == 200
    assert client.get(secret).status_code == 404


@ONE_DATABASE
@pytest.mark.parametrize(
    "query", ["", "q=%00", "q=%ed%a0%80", "q=" + "a" * 9000, "&" * 500, "page=9&q=a", "org=x&year=y"]
)
def test_no_address_breaks_a_feed(portal: Portal, who: Cast, query: str) -> None:
    assert who["visitor"].get(f"/en/watches/atom?{query}").status_code in (200, 404)
    assert who["visitor"].get(f"/en/watches/feed/{query}").status_code == 404
