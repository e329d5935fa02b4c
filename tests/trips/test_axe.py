"""Nobody is left out: every page of the portal by axe, and none scrolls sideways on the narrowest telephone.

A page with a drawing of its own is seen in both languages, wide and narrow, and in each width in both lights; which
light goes with which language matters not, since a language sets no colour. The same page in another state of its
row, or as somebody else sees it, and the forms that one drawing serves, are seen in one of the eight ways, each in
its turn. `make torture` sees each in all eight.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

import portal as house
from tests.trips.axe import COLOURS, LANGS, LOOKS, TAGS, WIDE, Look, bring, look
from tests.trips.conftest import SitDown
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
STYLES = Path(house.__file__).parent / "static"
FAULTS = {  # what goes wrong, what must be said of it, and where; of a width, what is no colour is said once
    "(prefers-color-scheme: light) { main * { color: #999 !important } }": ("color-contrast", {"light"}),
    "(prefers-color-scheme: dark) { main * { color: #555 !important } }": ("color-contrast", {"dark"}),
    "(max-width: 30em) { main h1 { display: none !important } }": ("page-has-heading-one", {"320 dark"}),
    "(min-width: 60em) { main h1 { display: none !important } }": ("page-has-heading-one", {"1280 light"}),
    "(max-width: 30em) { main h1 { min-width: 400px !important } }": ("scrolls sideways", {"320"}),
}
NAMED = [f"{width['width']} {scheme}" for width, scheme in LOOKS]
Windows = Callable[[int | None], Page]


@pytest.fixture(scope="module")
def window(chromium: Browser, linjiang: Served) -> Iterator[Windows]:
    """Seat somebody of the demonstration, or a visitor, at the one window there is: it keeps what it has loaded."""
    cookies: dict[int, dict[str, str]] = {}
    context = chromium.new_context()
    bring(context)
    page = context.new_page()

    def window_of(account: int | None) -> Page:
        context.clear_cookies()
        if account is not None:
            cookies[account] = cookies.get(account) or linjiang.cookie(account)
            context.add_cookies([cookies[account]])
        return page

    yield window_of
    context.close()


@pytest.fixture
def sits(sit_down: SitDown) -> SitDown:
    """Let somebody sit down at a browser that has axe."""

    def somebody(lang: str, name: str = ""):
        person = sit_down(lang, name)
        bring(person.context)
        return person

    return somebody


def see(visit: Visit, number: int, linjiang: Served, window: Windows) -> list[str]:
    """Look at a page in each language, width and light, or in one way in turn, and return what is wrong with it."""
    if visit.thorough:
        ways = zip(LANGS, (LOOKS[0::2], LOOKS[1::2]), strict=True)
        return [line for lang, mine in ways for line in looks(visit, lang, linjiang, window, mine)]
    return looks(visit, LANGS[number % 2], linjiang, window, [LOOKS[number // 2 % len(LOOKS)]])


def looks(visit: Visit, lang: str, linjiang: Served, window: Windows, mine: list[Look]) -> list[str]:
    """Open a page in a language and look at it."""
    page = window(visit.account)
    answer = page.goto(f"{linjiang.url}/{lang}/{visit.path}")
    assert answer.status == 200, visit
    return look(page, mine)


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
    assert [line for visit in mine for line in looks(visit, lang, linjiang, window, LOOKS)] == []


def test_no_page_is_left_out(linjiang, visits):
    rules = linjiang.portal.app.url_map.iter_rules()
    pages = {
        rule.endpoint for rule in rules if rule.rule.startswith("/<lang:lang>/") and "GET" in rule.methods
    }
    assert sorted({page for page in pages if is_page(page)} - {visit.endpoint for visit in visits}) == []


@pytest.mark.parametrize("fault", FAULTS)
def test_what_is_wrong_in_one_way_only_is_noticed(fault, linjiang, window):
    page, (rule, where) = window(None), FAULTS[fault]
    page.goto(f"{linjiang.url}/en/account/sign-in")
    page.evaluate("rule => document.styleSheets[0].insertRule(rule)", f"@media {fault}")
    found = look(page, LOOKS)
    ways = {way for way in NAMED if any(f" {way}: {rule}: " in line for line in found)}
    assert ways == {way for way in NAMED if any(part in way for part in where)}


def test_a_field_without_its_label_is_noticed(linjiang, window):
    page = window(None)
    page.goto(f"{linjiang.url}/en/account/sign-in")
    page.evaluate("document.querySelectorAll('label').forEach(label => label.remove())")
    assert {line.partition(": ")[2].partition(":")[0] for line in look(page, LOOKS)} == {"label"}


def test_the_other_light_changes_colours_only():
    dark = (STYLES / "dark.css").read_text("utf-8")
    others = "".join(
        file.read_text("utf-8") for file in sorted(STYLES.rglob("*.css")) if file.name != "dark.css"
    )
    plain, named = (
        {"background", "border-color", "box-shadow", "color", "color-scheme"},
        "--(gz|govuk)-[a-z-]+",
    )
    inside = re.findall(r"[{;]\s*([a-z-]+)\s*:", re.sub(r"/\*.*?\*/", "", dark))
    assert {name for name in inside if not re.fullmatch(named, name)} == plain
    values = re.findall(rf"(?:{named})\s*:\s*([^;]+);", dark)
    assert {value for _kind, value in values if not re.fullmatch("#[0-9a-f]{3,6}", value)} == {"none"}
    assert "prefers-color-scheme" not in others
    assert "data-theme" not in others
    assert "transition" not in dark + others  # so that the other light is there as soon as it is asked for


def test_a_language_sets_no_colour():
    rules = [
        rule
        for file in STYLES.rglob("*.css")
        for rule in re.findall(r"([^{}]+){([^{}]*)}", file.read_text("utf-8"))
    ]
    mine = [said for selector, said in rules if re.search(r":lang|\[lang", selector)]
    assert mine
    assert [
        said for said in mine if re.search(r"colou?r|background|shadow|opacity|filter|#[0-9a-f]{3}", said)
    ] == []


def test_axe_is_asked_for_every_rule_about_colours(window):
    rules = window(None).evaluate("tags => axe.getRules(tags)", TAGS)
    assert sorted({rule["ruleId"] for rule in rules if "cat.color" in rule["tags"]}) == COLOURS


@pytest.mark.parametrize(("number", "path", "email"), [(number, *form) for number, form in enumerate(FORMS)])
def test_a_form_that_was_sent_empty(number, path, email, linjiang, window):
    page = window(linjiang.account(email) if email else None)
    page.set_viewport_size(WIDE)
    page.goto(f"{linjiang.url}/{LANGS[number // 2 % 2]}/{path}")
    page.locator("main form .govuk-button:not([name])").last.click()
    expect(page.locator(".govuk-error-summary")).to_be_focused()
    assert look(page, LOOKS[number % 2 :: 2]) == []


@pytest.mark.parametrize("lang", ["zh-hans", "en"])
def test_pages_of_a_portal_in_which_nothing_has_happened(lang, sits):
    person = sits(lang, "beta")
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
        found += look(person.page, LOOKS if path == "no-such-page" else [LOOKS[number % 4]])
    assert found == []


def test_the_receipt_of_a_complaint(sits):
    citizen = checks(sits("zh-hans"), "其他", "很长的网址" + "a" * 90, "www" * 200)
    assert look(citizen.page, LOOKS[0::2]) == []
    citizen.press("提交").heads("提交成功")
    assert look(citizen.page, LOOKS[1::2]) == []
    citizen.follow("查看案件").follow("发送消息").write("消息内容", "w" * 400).press("发送").sees(
        "消息已发送。"
    )
    assert look(citizen.page, LOOKS[0::2]) == []


@pytest.mark.parametrize(
    ("lang", "name", "mine"),
    [("en", "", LOOKS[0::2]), ("zh-hans", "beta", LOOKS[1::2])],
    ids=["visitor", "enterprise"],
)
def test_the_pages_of_the_form(lang, name, mine, sits):
    filer, found = sits(lang, name), []
    for step in ("kind", "about", "story", "harm", "cause", "duty", "you"):
        filer.open(f"cases/new/{step}")
        found += look(filer.page, mine)
    tells(filer, {"en": "Something else", "zh-hans": "其他"}[lang], "t", "b").open("cases/new")
    assert found + look(filer.page, mine) == []
    if not name:
        filer.open("cases/draft/save").press("Show me a resume code")
        assert look(filer.page, mine) == []


def test_a_draft_that_somebody_else_has_changed(sits):
    first = sits("en", "market").open("notices/new")
    first.choose("What kind of notice is it?", "For information").choose("Urgency", "Routine").tick(
        "Everybody"
    )
    first.choose("When should recipients have acknowledged it?", "No acknowledgement is asked for")
    first.write("Title", "Two hands at one draft").write("Text", "| a | b |\n|---|---|\n| 1 | 2 |").press(
        "Preview"
    )
    assert look(first.page, LOOKS[1::2]) == []
    first.press("Keep the draft").follow("Edit the draft")
    second = sits("en", "market").open(first.path).write("Text", "Later.").press("Keep the draft")
    second.sees("The draft has been changed.")
    first.write("Text", "Earlier.").press("Keep the draft").heads("Somebody else changed this meanwhile")
    assert look(first.page, LOOKS[0::2]) == []
