"""Searching: each finds what is theirs, by keyboard too, and is offered words of their own records only."""

from __future__ import annotations

import re
from urllib.parse import urlencode

from playwright.sync_api import expect

from tests.factories import case_in

TITLE = "金银花路的刷脸门禁"
BODY = "小区门禁只认脸，不让老人用钥匙。"


def files(citizen) -> None:
    """A complaint of Amy's is there; how one is filed is a trip of its own."""
    case_in(citizen.served.portal, "received", title=TITLE, body=BODY, category="privacy")


def offered(person, typed: str) -> list[str]:
    """Type into the search box and return what is offered when the portal has answered."""
    asked = "/search/complete?" + urlencode({"q": typed})
    with person.page.expect_response(lambda answer: answer.url.endswith(asked)) as answer:
        person.page.locator("#find").press_sequentially(typed)
    # what the page asks after the answer has come is answered after the page has read it
    person.page.evaluate("async url => { await (await fetch(url)).text(); }", answer.value.url)
    return person.page.locator("#completions option").evaluate_all("all => all.map(one => one.value)")


def test_two_people_search_for_the_same_words(sit_down):
    citizen, stranger = sit_down("zh-hans", "amy"), sit_down("zh-hans", "beta")
    files(citizen)
    citizen.open().finds("金银花路", TITLE)
    stranger.open().search("金银花路").sees("没有找到结果").sees_not(BODY)
    assert set(offered(citizen.open(), "金银花")) == {TITLE}
    assert offered(stranger.open(), "金银花") == []
    citizen.search("類型：案件 門禁").sees(BODY)


def test_results_are_walked_through_by_keyboard(sit_down):
    citizen = sit_down("zh-hans", "amy")
    for _again in range(2):
        files(citizen)
    page = citizen.open().finds("金银花路", TITLE).page
    results = page.locator(".gz-result__title a")
    citizen.until(lambda: results.count() > 1, page.reload, "a second result")
    last = results.count() - 1
    page.evaluate("document.activeElement.blur()")
    for key, place in (("j", 0), ("j", 1), ("k", 0), *(("j", at) for at in range(1, last + 1)), ("j", last)):
        page.keyboard.press(key)
        expect(results.nth(place)).to_be_focused()
    page.keyboard.press("/")
    expect(page.locator("#find")).to_be_focused()
    page.keyboard.type("jk")
    expect(page.locator("#find")).to_have_value(re.compile("jk"))
