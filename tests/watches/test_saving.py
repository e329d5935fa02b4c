"""Saving a search, sharing it, changing and deleting it."""

from __future__ import annotations

import pytest
from sqlalchemy import func, select

from portal.ledger import Event
from portal.watches.model import Finding, Subscription, Watch
from tests.factories import case_in
from tests.people import Cast, Portal, said
from tests.watches.saving import save

ONE_DATABASE = pytest.mark.parametrize("database", ["sqlite"], indirect=True)


def rows(portal: Portal, model: type) -> list:
    with portal.store.reading() as session:
        session.info["consumer"] = "tests"
        found = list(session.scalars(select(model)))
        session.expunge_all()
        return found


@ONE_DATABASE
@pytest.mark.parametrize(("lang", "button"), [("en", "Save this search"), ("zh-hans", "保存此检索")])
def test_the_search_page_leads_to_the_form_and_back(
    portal: Portal, who: Cast, lang: str, button: str
) -> None:
    query = "q=%E5%9C%B0%E9%93%81+subway&kind=case&year=2026&order=oldest&page=3"
    page = who["amy"].get(f"/{lang}/search/?{query}").text
    assert button in page
    link = page.partition('href="/' + lang + "/watches/save")[2].partition('"')[0]
    form = who["amy"].get(f"/{lang}/watches/save{link}")
    assert form.status_code == 200
    assert "地铁 subway" in said(form)
    assert "page=3" not in form.text.partition("<main")[2]
    where = save(who["amy"], query.partition("&page")[0], name="地铁")
    shown = who["amy"].get(where.replace("/en/", f"/{lang}/")).text
    assert (
        f'href="/{lang}/search/?q=%E5%9C%B0%E9%93%81+subway&amp;kind=case&amp;year=2026&amp;order=oldest"'
        in shown
    )
    assert "地铁" in said(who["amy"].get(f"/{lang}/watches/"))


@ONE_DATABASE
def test_without_a_saved_search_the_list_says_how_to_get_one(who: Cast) -> None:
    page = who["bob"].get("/en/watches/")
    assert "You have not saved a search yet" in said(page)
    assert 'href="/en/search/"' in page.text
    assert who["visitor"].get("/en/watches/").status_code == 303


def test_what_is_shared_is_seen_by_colleagues_who_set_their_own_alerts(portal: Portal, who: Cast) -> None:
    path = save(who["cyber"], name="Fish watch", shared="y")
    assert "Fish watch" in said(who["cyber_member"].get("/en/watches/"))
    assert who["cyber_member"].post(f"{path}/subscribe", pace="once", by_inbox="y").status_code == 303
    for name in ("market", "amy", "operator", "auditor"):
        assert "Fish watch" not in said(who[name].get("/en/watches/")), name
        assert who[name].get(path).status_code == 404, name
        assert who[name].get(f"{path}/subscribe").status_code == 404, name
    for verb in ("edit", "delete"):
        assert who["cyber_member"].get(f"{path}/{verb}").status_code == 404
    assert who["cyber"].post(f"{path}/edit", name="Mine alone").status_code == 303
    assert who["cyber_member"].get(path).status_code == 404
    case_in(portal, "handling", title="zebrafish")
    portal.follow()
    assert "something new" not in said(who["cyber_member"].get("/en/inbox/"))
    assert "something new" in said(who["cyber"].get("/en/inbox/"))


def test_who_has_no_organisation_shares_with_nobody(portal: Portal, who: Cast) -> None:
    save(who["amy"], shared="y")
    assert [(watch.shared, watch.author_org_id) for watch in rows(portal, Watch)] == [(False, None)]


def test_what_is_deleted_is_gone_with_its_words_and_everybodys_alerts(portal: Portal, who: Cast) -> None:
    path = save(who["cyber"], name="Fish watch", shared="y")
    who["cyber_member"].post(f"{path}/subscribe", pace="daily", by_mail="y")
    case_in(portal, "handling", title="zebrafish")
    portal.follow()
    assert rows(portal, Finding)
    assert who["cyber"].post(f"{path}/delete").status_code == 303
    assert who["cyber"].get(path).status_code == 404
    assert rows(portal, Finding) == []
    assert [(watch.name, watch.search, watch.status) for watch in rows(portal, Watch)] == [
        ("", "", "deleted")
    ]
    assert {one.status for one in rows(portal, Subscription)} == {"stopped"}


@ONE_DATABASE
@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"name": ""}, "Fill in this field."),
        ({"name": "n" * 81}, "Use 80 characters or fewer."),
        ({"by_inbox": ""}, "Choose where to be told: in your inbox, by mail, or both."),
        ({"pace": "over"}, "Say how many must be new."),
        ({"pace": "over", "over": "1"}, "Give a number from 2 to 200."),
        ({"pace": "over", "over": "9" * 5000}, "Not a valid integer value."),
        ({"pace": "hourly"}, "Not a valid choice"),
        ({"search": "q=" + "a" * 5000}, "This search is too long to be saved."),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_is_kept(
    portal: Portal, who: Cast, wrong: dict[str, str], message: str
) -> None:
    filled = {"name": "Kept name", "search": "q=zebrafish", "pace": "once", "by_inbox": "y"} | wrong
    answer = who["amy"].post("/en/watches/save", **{k: v for k, v in filled.items() if v})
    assert answer.status_code == 422
    assert message in answer.text
    assert rows(portal, Watch) == []
    if "name" not in wrong:
        assert "Kept name" in answer.text


@ONE_DATABASE
def test_nobody_saves_without_end(portal: Portal, who: Cast) -> None:
    for number in range(25):
        save(who["amy"], name=f"Search {number}")
    answer = who["amy"].post("/en/watches/save", name="One more", search="q=a", pace="never")
    assert answer.status_code == 422
    assert "You have 25 saved searches already." in said(answer)
    assert len(rows(portal, Watch)) == 25
    save(who["bob"])


@ONE_DATABASE
def test_a_double_click_saves_once_and_a_stale_page_overwrites_nothing(portal: Portal, who: Cast) -> None:
    who["amy"].open("/en/watches/save?search=q%3Da")
    for _ in range(2):
        sent = who["amy"].send("/en/watches/save", name="Once", search="q=a", pace="never")
        assert sent.status_code == 303
    assert len(rows(portal, Watch)) == 1
    path = sent.headers["Location"].partition("?")[0]
    who["amy"].open(f"{path}/edit")
    kept = dict(who["amy"].hidden)
    assert who["amy"].post(f"{path}/edit", name="Second").status_code == 303
    who["amy"].hidden = kept
    assert who["amy"].send(f"{path}/edit", name="Third").status_code == 409
    assert [watch.name for watch in rows(portal, Watch)] == ["Second"]


@ONE_DATABASE
@pytest.mark.parametrize(
    "search", ["", "&&&=", "q=%00%ff%ed%a0%80", "a=1&" * 200, "kind=%F0%9F%90%9F&org=O-0", "]]]\u202e"]
)
def test_whatever_stands_in_an_address_can_be_saved_and_opened(who: Cast, search: str) -> None:
    path = save(who["amy"], search or "page=2", pace="once")
    assert who["amy"].get(path).status_code == 200
    assert who["amy"].get("/zh-hans/watches/").status_code == 200
    assert who["amy"].get(f"/en/watches/save?search={search}").status_code in (200, 404)


@ONE_DATABASE
def test_the_ledger_tells_that_a_search_was_saved_and_no_word_of_it(portal: Portal, who: Cast) -> None:
    save(who["amy"], "q=unspeakable", name="unspeakable name")
    with portal.store.reading() as session:
        event = session.scalars(select(Event)).one()
        assert (event.verb, event.facts) == ("watch.save", {"shared": False})
        assert session.scalar(select(func.count()).select_from(Finding)) == 0
