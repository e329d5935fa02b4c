"""Search is silent about what the reader may not see: hidden records move no byte of any answer."""

from __future__ import annotations

import itertools

import pytest

from portal.access import CLOCK, badges
from portal.search import queries, suggest
from tests.factories import case_in
from tests.people import Browser, Cast, Portal, said

HIDDEN = "zebrafish 算法歧视骑手"
ASKED = (
    *(
        "zebrafish",
        "zebrafsh",
        "算法歧视",
        "算法岐视",
        "歧视",
        "zeb*",
        '"歧视骑手"',
        "-zebrafish 价格",
        "价格 OR zebrafish",
    ),
    *(
        "价格",
        "code:privacy",
        "status:received",
        "region:海淀",
        "filed:2020..",
        "C-2026-000002",
        "org:甲乙",
        "",
    ),
)
PATHS = ("complete", "export/csv", "export/json")
MORE = ("", "&order=oldest&page=2", "&kind=case&code=-privacy&order=due")


def each_way(asked: tuple[str, ...] = ASKED) -> list[str]:
    """Return the addresses at which search is asked, each in every way."""
    plain = [f"?q={query}{rest}" for query, rest in itertools.product(asked, MORE)]
    return plain + [f"{path}?q={query}" for path, query in itertools.product(PATHS, asked)]


def in_turn() -> list[str]:
    """Return the addresses at which each is asked plainly and completed, and in one of the other orders and files."""
    turns = zip(ASKED, itertools.cycle(MORE[1:]), itertools.cycle(PATHS[1:]), strict=False)
    ways = [(f"?q={q}", f"complete?q={q}", f"?q={q}{more}", f"{file}?q={q}") for q, more, file in turns]
    return [*itertools.chain.from_iterable(ways)]


def answers(browser: Browser, addresses: list[str]) -> list[tuple[int, str, str | None]]:
    """Return everything search says to this browser: status, body without tokens, and ETag."""
    found = []
    for address in addresses:
        answer = browser.get(f"/en/search/{address}")
        main = answer.text.partition("<main")[2] or answer.text
        found.append((answer.status_code, main, answer.headers.get("ETag") if not browser.token else None))
    likes = (browser.get(f"/en/search/?like=C-2026-{number:06}") for number in (1, 2, 9))
    found += [(like.status_code, said(like) if like.status_code == 200 else "", None) for like in likes]
    return found


@pytest.fixture
def world(portal: Portal, who: Cast, monkeypatch: pytest.MonkeyPatch) -> Portal:
    """A case that everybody finds; files may be taken as often as one likes."""
    monkeypatch.setattr("portal.web.pages.spend", lambda _limit: None)
    ref = case_in(portal, "closed", title="价格更高", body="会员价格更高。")
    who["cyber"].post(f"/en/cases/{ref}/publish", title="价格更高", body="会员价格更高。", checked="y")
    portal.follow()
    return portal


def hide(portal: Portal) -> None:
    """Let Amy file what is between her and the departments."""
    for n in range(3):
        case_in(portal, "handling", title=HIDDEN, body=f"{HIDDEN} 价格 {n}", category="privacy")
    portal.follow()


def hold(world: Portal, who: Cast, addresses: list[str]) -> None:
    browsers = {name: who[name] for name in ("visitor", "bob", "market", "operator")}
    before = {name: answers(browser, addresses) for name, browser in browsers.items()}
    hide(world)
    for name, browser in browsers.items():
        assert answers(browser, addresses) == before[name], name


def test_hidden_records_move_no_byte(world: Portal, who: Cast) -> None:
    hold(world, who, in_turn())


@pytest.mark.torture
def test_hidden_records_move_no_byte_however_one_asks(world: Portal, who: Cast) -> None:
    hold(world, who, each_way())


def everything(portal: Portal) -> frozenset[str]:
    """Return badges that open every case."""
    return badges(CLOCK) | badges(portal.actor("cyber")) | badges(portal.actor("amy")) | {"public"}


@pytest.mark.parametrize("room", [queries, suggest])
def test_an_answer_to_more_than_the_reader_is_noticed(
    world: Portal, who: Cast, monkeypatch: pytest.MonkeyPatch, room: object
) -> None:
    """Counts before the mask, and suggestions from the whole index past the gate, each turn the test red."""
    opened = everything(world)
    monkeypatch.setattr(room, "badges", lambda _actor: opened)
    if room is suggest:
        monkeypatch.setattr(queries, "shown", _past_the_gate(world))
    some = in_turn()[:16]
    before = answers(who["visitor"], some)
    hide(world)
    assert answers(who["visitor"], some) != before


def _past_the_gate(portal: Portal):
    shown = queries.shown

    def all_of_them(permit, slices, hits):
        other = portal.gate.admit(permit.session, portal.actor("cyber"), permit.verb)
        return shown(other, slices, hits)

    return all_of_them
