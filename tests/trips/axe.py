"""Looking at a page with axe: WCAG 2.0, 2.1 and 2.2, A and AA, and best practices, and whether it fits."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Page

WIDE, NARROW = {"width": 1280, "height": 900}, {"width": 320, "height": 700}
WAYS = [
    (lang, width, scheme)
    for lang in ("zh-hans", "en")
    for width in (WIDE, NARROW)
    for scheme in ("light", "dark")
]
_AXE = (Path(__file__).parent / "vendor" / "axe.min.js").read_text("utf-8")
_ALL = {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
_COLOURS = {"type": "rule", "values": ["color-contrast"]}
_RUN = """async rules => {
  const found = await axe.run(document, {runOnly: rules, resultTypes: ['violations']});
  return found.violations.flatMap(v => v.nodes.map(n => `${v.id}: ${n.target.join(' ')}: ${n.html.slice(0, 160)}`));
}"""
_TOO_WIDE = """() => {
  const page = document.documentElement, wide = page.scrollWidth > innerWidth;
  const out = [...document.querySelectorAll('main *')].filter(e => e.getBoundingClientRect().right > innerWidth + 1);
  return wide ? [`scrolls sideways: ${out.slice(0, 3).map(e => e.outerHTML.slice(0, 120)).join(' · ')}`] : [];
}"""


def look(page: Page, width: dict[str, int], scheme: str, *, again: bool = False) -> list[str]:
    """Return what axe finds on the page that is open, and what makes it scroll sideways.

    With `again`, the page was looked at in this width by another light, and only colours have changed.
    """
    page.set_viewport_size(width)
    page.emulate_media(color_scheme=scheme)
    if page.evaluate("typeof axe") == "undefined":
        page.evaluate(_AXE)
    found = page.evaluate(_RUN, _COLOURS if again else _ALL) + page.evaluate(_TOO_WIDE)
    return [f"{page.url} {width['width']} {scheme}: {line}" for line in found]


def every_way(page: Page) -> list[str]:
    """Look at the page that is open in each width and light."""
    ways = [(width, scheme) for width in (WIDE, NARROW) for scheme in ("light", "dark")]
    return [line for width, scheme in ways for line in look(page, width, scheme, again=scheme == "dark")]
