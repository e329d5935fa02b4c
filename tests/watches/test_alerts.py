"""A saved search tells of what is new: to whom, when and where, and once."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select, update

from portal.identity.model import Account, Membership
from portal.ledger import rewind
from portal.store import at
from portal.watches.commands import forget_findings
from portal.watches.model import KEPT, Finding
from tests.factories import case_in, filed
from tests.people import Cast, Portal, organisation_ref, said
from tests.watches.saving import alert_mails, save

NIGHT = datetime(2026, 11, 23, 19, 0, tzinfo=UTC)  # three on a Tuesday morning in Shanghai
HOUR, MINUTE = timedelta(hours=1), timedelta(minutes=1)
ONE_DATABASE = pytest.mark.parametrize("database", ["sqlite"], indirect=True)
TALE = "found something new for this saved search"


def alerts(who: Cast, name: str) -> int:
    browser = who.portal.browser(name)  # who was signed in at another time may not be any more
    return said(browser.get("/en/inbox/")).count(TALE)


@pytest.fixture
def fish(portal: Portal) -> Iterator[None]:
    """The clock stands still at night."""
    with at(NIGHT):
        yield


def test_what_is_new_is_told_at_once_and_once(portal: Portal, who: Cast) -> None:
    path = save(who["cyber"], name="Fish")
    case = f"/en/cases/{case_in(portal, 'handling', title='A zebrafish app')}"
    filed(portal, title="Something else")
    portal.follow()
    assert alerts(who, "cyber") == 1
    assert "A zebrafish app" in said(who["cyber"].get(path))
    assert "Something else" not in said(who["cyber"].get(path))
    who["amy"].post(f"{case}/message", body="And another thing.")
    portal.follow()
    rewind(portal.store, "watches")
    portal.follow()
    assert alerts(who, "cyber") == 1


def test_nobody_hears_of_what_is_not_theirs_or_their_own_doing(portal: Portal, who: Cast) -> None:
    for name in ("amy", "bob", "market", "acme", "operator", "auditor", "intake"):
        save(who[name])
    case_in(portal, "received", title="zebrafish")
    portal.follow()
    heard = {
        name: alerts(who, name) for name in ("amy", "bob", "market", "acme", "operator", "auditor", "intake")
    }
    assert [name for name, count in heard.items() if count] == ["intake"]
    assert heard["intake"] == 1


def test_what_was_there_before_is_not_new_until_it_changes(portal: Portal, who: Cast) -> None:
    with at(NIGHT):
        case = f"/en/cases/{case_in(portal, 'handling', title='zebrafish')}"
    with at(NIGHT + HOUR):
        save(who["cyber"])
        portal.follow()
        assert alerts(who, "cyber") == 0
    who["amy"].post(f"{case}/message", body="Is there news?")
    portal.follow()
    assert alerts(who, "cyber") == 1


@ONE_DATABASE
def test_who_comes_to_handle_a_case_hears_of_it_by_their_search(portal: Portal, who: Cast) -> None:
    save(who["market"])
    case = f"/en/cases/{case_in(portal, 'handling', title='zebrafish')}"
    portal.follow()
    assert alerts(who, "market") == 0
    who["intake"].post(f"{case}/dispatch", department=organisation_ref("market"))
    portal.follow()
    assert alerts(who, "market") == 1


@ONE_DATABASE
def test_at_once_leaves_five_minutes_between_two_alerts(portal: Portal, who: Cast, fish: None) -> None:
    save(who["intake"])
    filed(portal, title="zebrafish one")
    portal.follow()
    for number in range(3):
        filed(portal, title=f"zebrafish {number}")
        portal.follow()
    assert alerts(who, "intake") == 1
    with at(NIGHT + 5 * MINUTE):
        portal.follow()
        portal.follow()
    assert alerts(who, "intake") == 2


@pytest.mark.parametrize(
    ("pace", "early", "late"),
    [
        ("daily", 4 * HOUR + 59 * MINUTE, 5 * HOUR),
        ("weekly", timedelta(days=6, hours=4), timedelta(days=6, hours=5)),
    ],
)
def test_a_digest_waits_for_its_morning_and_tells_of_all(
    portal: Portal, who: Cast, fish: None, pace: str, early: timedelta, late: timedelta
) -> None:
    path = save(who["intake"], pace=pace)
    for number in range(3):
        filed(portal, title=f"zebrafish {number}")
    portal.follow()
    with at(NIGHT + early):
        portal.follow()
        assert alerts(who, "intake") == 0
    with at(NIGHT + late):
        portal.follow()
        portal.follow()
        assert alerts(who, "intake") == 1
        filed(portal, title="zebrafish of the morning")
        portal.follow()
        assert alerts(who, "intake") == 1
        page = said(portal.browser("intake").get(path))
    assert all(f"zebrafish {number}" in page for number in range(3))


@ONE_DATABASE
def test_more_than_so_many_are_waited_for(portal: Portal, who: Cast, fish: None) -> None:
    save(who["intake"], pace="over", over="3")
    for count in (0, 0, 1):
        filed(portal, title="zebrafish")
        portal.follow()
        assert alerts(who, "intake") == count


def test_what_answers_no_more_before_it_was_told_is_not_told(portal: Portal, who: Cast, fish: None) -> None:
    save(who["intake"], "q=zebrafish&status=received", pace="daily")
    case = f"/en/cases/{case_in(portal, 'received', title='zebrafish')}"
    portal.follow()
    who["amy"].post(f"{case}/withdraw")
    portal.follow()
    with at(NIGHT + 6 * HOUR):
        portal.follow()
        assert alerts(who, "intake") == 0


def test_who_loses_the_right_between_finding_and_telling_hears_nothing(portal: Portal, who: Cast) -> None:
    with at(NIGHT):
        save(who["cyber"], pace="daily", by_mail="y")
        case = f"/en/cases/{case_in(portal, 'handling', title='zebrafish')}"
        portal.follow()
    with at(NIGHT + HOUR):
        who["intake"].post(f"{case}/dispatch", department=organisation_ref("market"))
    with at(NIGHT + 6 * HOUR):
        assert alert_mails(portal) == []
        assert alerts(who, "cyber") == 0


@pytest.mark.parametrize("change", ["left", "disabled"])
def test_who_is_gone_hears_nothing(portal: Portal, who: Cast, change: str) -> None:
    with at(NIGHT):
        save(who["cyber"], pace="daily", by_mail="y")
        case_in(portal, "handling", title="zebrafish")
        portal.follow()
    with portal.store.engine.begin() as connection:
        if change == "left":
            connection.execute(
                update(Membership).where(Membership.ref == "membership-cyber").values(status="ended")
            )
        else:
            connection.execute(
                update(Account).where(Account.ref == "account-cyber").values(status="disabled")
            )
    with at(NIGHT + 6 * HOUR):
        assert alert_mails(portal) == []


@ONE_DATABASE
def test_alerts_can_be_changed_and_taken_away(portal: Portal, who: Cast) -> None:
    path = save(who["intake"])
    shown = who["intake"].get(f"{path}/subscribe").text
    assert 'value="once" checked' in shown
    assert who["intake"].post(f"{path}/subscribe", pace="never").status_code == 303
    filed(portal, title="zebrafish")
    portal.follow()
    assert alerts(who, "intake") == 0
    assert "No alerts" in said(who["intake"].get(path))
    assert who["intake"].post(f"{path}/subscribe", pace="over", over="2", by_mail="y").status_code == 303
    assert "As soon as 2 are new · By mail" in said(who["intake"].get(path))


def test_what_was_told_long_ago_is_forgotten_and_the_latest_alert_is_not(portal: Portal, who: Cast) -> None:
    def records() -> list[str]:
        with portal.store.reading() as session:
            return list(session.scalars(select(Finding.record).order_by(Finding.record)))

    with at(NIGHT):
        save(who["intake"])
        first = filed(portal, title="zebrafish one")
        portal.follow()
    with at(NIGHT + HOUR):
        filed(portal, title="zebrafish two")
        portal.follow()
    with at(NIGHT + KEPT):
        forget_findings(portal.store)
        assert records() == ["case:1", "case:2"]
    with at(NIGHT + KEPT + 2 * HOUR):
        forget_findings(portal.store)
        assert records() == ["case:2"]
        portal.browser("amy").post(f"/en/cases/{first}/message", body="Is there news?")
        portal.follow()
        assert records() == ["case:1", "case:2"]
        assert alerts(who, "intake") == 3
