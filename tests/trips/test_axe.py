"""Every page of every room by axe: WCAG 2.2 AA and best practice, both languages, desktop and phone, light and dark."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.factories import case_in

AXE = (Path(__file__).parent / "vendor" / "axe.min.js").read_text("utf-8")
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
RUN = "async rules => (await axe.run({runOnly: rules})).violations.map(v => v.id + ' ' + v.nodes[0].target)"
VISITOR = (
    "", "about", "privacy", "accessibility", "cases/", "cases/new", "cases/track", "notices/", "codes/", "evaluations/",
    "systems/", "laws/", "organisations/", "search/?q=x", "search/",
    "account/sign-in", "account/register", "account/forgot",
    "nothing-here",
)  # fmt: skip
OWN = {
    "amy": (
        "",
        "inbox/",
        "account/",
        "account/edit",
        "account/password",
        "account/devices",
        "organisations/apply",
    ),
    "intake": ("", "cases/", "{received}", "{received}/accept", "{received}/refuse"),
    "cyber": (
        "",
        "{handling}",
        "{handling}/answer",
        "{handling}/note",
        "{closed}/publish",
        "notices/new",
        "groups/",
    ),
    "acme": ("codes/new", "organisations/mine"),
    "guild": ("evaluations/new",),
    "operator": ("", "account/people", "groups/", "groups/new"),
    "auditor": ("", "ledger/", "ledger/verify"),
}


def look(page: Page, where: str) -> list[str]:
    """Return what axe finds on the page as it stands, and whether it scrolls sideways."""
    if page.evaluate("typeof axe") == "undefined":
        page.evaluate(AXE)
    found = [f"{where}: {line}" for line in page.evaluate(RUN, RULES)]
    if page.evaluate("document.documentElement.scrollWidth > window.innerWidth"):
        found.append(f"{where}: scrolls sideways")
    return found


def every_way(page: Page, path: str) -> list[str]:
    """Look at a page wide and light, then narrow and dark, without loading it again."""
    page.set_viewport_size({"width": 1280, "height": 900})
    page.emulate_media(color_scheme="light")
    page.goto(path)
    found = look(page, f"{path} wide, light")
    page.set_viewport_size({"width": 320, "height": 700})
    page.emulate_media(color_scheme="dark")
    return found + look(page, f"{path} narrow, dark")


@pytest.mark.parametrize("lang", ["zh-hans", "en"])
def test_the_pages_of_a_visitor(city, lang):
    page = city.page(bypass_csp=True)
    found = [line for path in VISITOR for line in every_way(page, f"/{lang}/{path}")]
    assert found == []


@pytest.mark.parametrize("lang", ["zh-hans", "en"])
@pytest.mark.parametrize("name", OWN)
def test_the_pages_of_somebody(city, lang, name):
    cases = {state: f"cases/{case_in(city.portal, state)}" for state in ("received", "handling", "closed")}
    city.level()
    page = city.page(name, bypass_csp=True)
    found = [line for path in OWN[name] for line in every_way(page, f"/{lang}/{path.format(**cases)}")]
    assert found == []


@pytest.mark.parametrize("lang", ["zh-hans", "en"])
def test_a_form_with_errors(city, lang):
    page = city.page("amy", bypass_csp=True)
    page.goto(f"/{lang}/cases/new")
    page.locator("main form").get_by_role("button").last.click()
    assert page.locator(".govuk-error-summary").count() == 1
    assert look(page, "errors, light") == []
    page.emulate_media(color_scheme="dark")
    page.set_viewport_size({"width": 320, "height": 700})
    assert look(page, "errors, narrow, dark") == []
