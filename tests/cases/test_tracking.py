"""Following a case by number and code: wrong ones look alike, and nobody keeps the holder out."""

from __future__ import annotations

import re
from statistics import median
from time import process_time

import pytest

from tests.cases.test_life import code_in
from tests.people import Cast, Portal, said, statements

NEW, TRACK = "/en/cases/new", "/en/cases/track"
STORY = {"category": "pricing", "title": "A dear ride", "body": "The price rose."}
WRONG = "0" * 28


@pytest.fixture
def held(who: Cast) -> tuple[str, str]:
    """Number and code of a case that was filed without an account."""
    filed = who["visitor"].post(NEW, **STORY)
    return re.search(r"C-\d{4}-\d{6}", filed.text)[0], code_in(filed)


def ask(browser, number: str, code: str, address: str = "192.0.2.1"):
    browser.hidden or browser.open(TRACK)
    fields = browser.hidden | {"reference": number, "code": code}
    return browser.client.post(TRACK, data=fields, environ_overrides={"REMOTE_ADDR": address})


def test_the_holder_is_let_through_when_everybody_else_is_not(portal, who, held):
    number, code = held
    enemy, neighbour, holder = who["visitor"], who["visitor"], who["visitor"]
    answers = [ask(enemy, number, WRONG).status_code for _try in range(25)]
    assert answers[:20] == [422] * 20
    assert set(answers[20:]) == {429}
    assert ask(neighbour, "C-2026-999999", WRONG).status_code == 429  # the same address
    assert ask(neighbour, number, WRONG, "192.0.2.77").status_code == 429  # the same number
    assert ask(neighbour, "C-2026-999998", WRONG, "192.0.2.77").status_code == 422
    assert ask(holder, number, code).status_code == 303


def test_the_limit_holds_across_processes(portal, who, held, tmp_path):
    number, _code = held
    for _try in range(20):
        ask(who["visitor"], number, WRONG)
    with portal.store.reading() as session:
        session.info["consumer"] = "tests"
    from_elsewhere = Portal(portal.app, portal.settings).browser()
    assert ask(from_elsewhere, number, WRONG).status_code == 429


def test_wrong_numbers_and_wrong_codes_ask_and_answer_the_same(portal, who, held):
    number, code = held
    mistyped = code[:-1] + ("0" if code[-1] != "0" else "1")
    pairs = [(number, WRONG), ("C-2026-999999", code), (number, mistyped), ("nonsense", "nonsense")]
    pages, asked = [], []
    for pair in pairs:
        browser = who["visitor"]
        browser.open(TRACK)
        sent = statements(portal, lambda pair=pair, browser=browser: pages.append(ask(browser, *pair)))
        asked.append(tuple(re.sub(r"\s+", " ", line) for line in sent))
    assert len({said(page) for page in pages}) == 1
    assert {page.status_code for page in pages} == {422}
    assert len(set(asked)) == 1


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_wrong_numbers_and_wrong_codes_take_like_time(portal, who, held):
    number, code = held
    browser = who["visitor"]
    browser.open(TRACK)
    taken: dict[str, list[float]] = {"number": [], "code": []}
    for turn in range(15):
        for name, pair in (("number", (f"C-2026-9999{turn:02}", code)), ("code", (number, WRONG))):
            began = process_time()
            ask(browser, *pair, address=f"192.0.2.{turn}")
            taken[name].append(process_time() - began)
    one, other = median(taken["number"]), median(taken["code"])
    assert max(one, other) < 2 * min(one, other)
