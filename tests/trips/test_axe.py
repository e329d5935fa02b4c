"""Nobody is left out: every page of the portal by axe, and none scrolls sideways on the narrowest telephone.

Every page is seen in one of eight ways (language, width, light), in turn; a page with a drawing of its own is
seen in four of them, in which every two of language, width and light meet. `make torture` sees each in all eight.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

import portal as house
from tests.trips.axe import WAYS, WIDE, every_way, look
from tests.trips.filing import checks, tells
from tests.trips.rounds import Visit, is_page
from tests.trips.served import Served

ROOMS = sorted({*house.SLICES, "home", "search", "inbox", "audit"} - {"files"})
FORMS = (
    ("cases/new", None),
    ("cases/new/kind", None),
    ("cases/draft/resume", None),
    ("cases/track", None),
    ("account/sign-in", None),
    ("account/register", None),
    ("organisations/apply", "lin.jing@demo.example"),
    ("notices/new", "he.yan@demo.example"),
    ("codes/new", "fang.ting@demo.example"),
    ("evaluations/new", "feng.lin@demo.example"),
    ("groups/new", "gao.peng@demo.example"),
)
LANGS = ("zh-hans", "en")
PAIRS = [
    way for n, way in enumerate(WAYS) if n in (0, 3, 5, 6)
]  # zh wide light, zh narrow dark, en wide dark …
Windows = Callable[[int | None], Page]
Ways = list[tuple[str, dict[str, int], str]]


@pytest.fixture(scope="module")
def window(chromium: Browser, linjiang: Served) -> Iterator[Windows]:
    """Give everybody of the demonstration a window, signed in unless it is the visitor's."""
    windows: dict[int | None, Page] = {}

    def window_of(account: int | None) -> Page:
        if account not in windows:
            context = chromium.new_context()
            if account is not None:
                context.add_cookies([linjiang.cookie(account)])
            windows[account] = context.new_page()
        return windows[account]

    yield window_of
    for page in windows.values():
        page.context.close()


def see(visit: Visit, number: int, linjiang: Served, window: Windows) -> list[str]:
    """Look at a page in its way, or in four, and return what is wrong with it."""
    ways = PAIRS if visit.thorough else [WAYS[number % len(WAYS)]]
    return [line for lang in LANGS for line in looks(visit, lang, linjiang, window, ways)]


def looks(visit: Visit, lang: str, linjiang: Served, window: Windows, ways: Ways) -> list[str]:
    """Open a page in a language and look at it in those of the ways that are in it."""
    mine = [(width, scheme) for language, width, scheme in ways if language == lang]
    page = window(visit.account)
    if mine:
        answer = page.goto(f"{linjiang.url}/{lang}/{visit.path}")
        assert answer.status == 200, visit
    return [line for way in mine for line in look(page, *way)]


@pytest.mark.parametrize("room", ROOMS)
def test_every_page_of(room, linjiang, visits, window):
    mine = [(n, visit) for n, visit in enumerate(visits) if visit.endpoint.startswith(f"{room}.")]
    assert mine
    assert [line for n, visit in mine for line in see(visit, n, linjiang, window)] == []


@pytest.mark.torture
@pytest.mark.parametrize("room", ROOMS)
@pytest.mark.parametrize("lang", LANGS)
def test_every_page_in_every_way(room, lang, linjiang, visits, window):
    mine = [visit for visit in visits if visit.endpoint.startswith(f"{room}.")]
    assert [line for visit in mine for line in looks(visit, lang, linjiang, window, WAYS)] == []


def test_no_page_is_left_out(linjiang, visits):
    rules = linjiang.portal.app.url_map.iter_rules()
    pages = {
        rule.endpoint for rule in rules if rule.rule.startswith("/<lang:lang>/") and "GET" in rule.methods
    }
    assert sorted({page for page in pages if is_page(page)} - {visit.endpoint for visit in visits}) == []


@pytest.mark.parametrize(("path", "email"), FORMS)
def test_a_form_that_was_sent_empty(path, email, linjiang, window):
    page = window(linjiang.account(email) if email else None)
    page.set_viewport_size(WIDE)
    page.goto(f"{linjiang.url}/{'en' if len(path) % 2 else 'zh-hans'}/{path}")
    page.locator("main form .govuk-button:not([name])").last.click()
    expect(page.locator(".govuk-error-summary")).to_be_focused()
    assert every_way(page) == []


@pytest.mark.parametrize("lang", ["zh-hans", "en"])
def test_pages_of_a_portal_in_which_nothing_has_happened(lang, sit_down):
    person = sit_down(lang, "beta")
    rooms = (
        "systems/",
        "laws/",
        "inbox/",
        "organisations/mine",
        "search/?q=nothing",
        "no-such-page",
        "groups/O-1",
    )
    found = []
    for number, path in enumerate(rooms):
        person.open(path)
        found += every_way(person.page) if path == "no-such-page" else look(person.page, *WAYS[number][1:])
    assert found == []


def test_the_receipt_of_a_complaint(sit_down):
    citizen = checks(sit_down("zh-hans"), "其他", "很长的网址" + "a" * 90, "www" * 200)
    assert every_way(citizen.page) == []
    citizen.press("提交").heads("提交成功")
    assert every_way(citizen.page) == []
    citizen.follow("查看案件").follow("发送消息").write("消息内容", "w" * 400).press("发送").sees(
        "消息已发送。"
    )
    assert every_way(citizen.page) == []


@pytest.mark.parametrize(("lang", "name"), [("en", ""), ("zh-hans", "acme")])
def test_the_pages_of_the_form(lang, name, sit_down):
    filer, found = sit_down(lang, name), []
    for step in ("kind", "about", "story", "harm", "cause", "duty", "you"):
        filer.open(f"cases/new/{step}")
        found += every_way(filer.page)
    tells(filer, {"en": "Something else", "zh-hans": "其他"}[lang], "t", "b").open("cases/new")
    assert found + every_way(filer.page) == []
    if not name:
        filer.open("cases/draft/save").press("Show me a resume code")
        assert every_way(filer.page) == []


def test_a_draft_that_somebody_else_has_changed(sit_down):
    first = sit_down("en", "market").open("notices/new")
    first.choose("What kind of notice is it?", "For information").choose("Urgency", "Routine").tick(
        "Everybody"
    )
    first.choose("When should recipients have acknowledged it?", "No acknowledgement is asked for")
    first.write("Title", "Two hands at one draft").write("Text", "| a | b |\n|---|---|\n| 1 | 2 |").press(
        "Preview"
    )
    assert every_way(first.page) == []
    first.press("Keep the draft").follow("Edit the draft")
    second = sit_down("en", "market").open(first.path).write("Text", "Later.").press("Keep the draft")
    second.sees("The draft has been changed.")
    first.write("Text", "Earlier.").press("Keep the draft").heads("Somebody else changed this meanwhile")
    assert every_way(first.page) == []
