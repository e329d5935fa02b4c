"""Looking at a page with axe: WCAG 2.0, 2.1 and 2.2, A and AA, and best practices, and whether it fits.

A page is loaded once and then seen in each width and light. In every width all rules are asked. In the other light of
the same width only those of axe's category `cat.color`, since the dark style sheet changes nothing but colours
(`test_the_other_light_changes_colours_only`).
"""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import BrowserContext, Page

Look = tuple[dict[str, int], str]
WIDE, NARROW = {"width": 1280, "height": 900}, {"width": 320, "height": 700}
LANGS = ("zh-hans", "en")
LOOKS: list[Look] = [(WIDE, "light"), (WIDE, "dark"), (NARROW, "dark"), (NARROW, "light")]
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
COLOURS = ["color-contrast", "link-in-text-block"]
_AXE = (Path(__file__).parent / "vendor" / "axe.min.js").read_text("utf-8")
_ALL, _COLOURS = {"type": "tag", "values": TAGS}, {"type": "rule", "values": COLOURS}
# a page that has just been opened, or become wider or narrower, is asked when it has been drawn so and its scripts have
# heard of it, or has had a second for it, since a browser that sees no need draws nothing; another light is in the
# styles at once, and no colour of ours takes time to change
_RUN = """async ({rules, drawn}) => {
  const frame = () => new Promise(done => { requestAnimationFrame(done); setTimeout(done, 1000); });
  if (!drawn) { await frame(); await frame(); }
  const found = (await axe.run(document, {runOnly: rules, resultTypes: ['violations']})).violations.flatMap(
    v => v.nodes.map(n => `${v.id}: ${n.target.join(' ')}: ${n.html.slice(0, 160)}`));
  if (document.documentElement.scrollWidth <= innerWidth) return found;
  const out = [...document.querySelectorAll('main *')].filter(e => e.getBoundingClientRect().right > innerWidth + 1);
  return [...found, `scrolls sideways: ${out.slice(0, 3).map(e => e.outerHTML.slice(0, 120)).join(' · ')}`];
}"""
_BY_WIDTH = "document.querySelector('[data-gz-narrow]') !== null"


def bring(context: BrowserContext) -> None:
    """Have axe on every page that is opened here from now on; the browser compiles it once."""
    context.add_init_script(_AXE)


def look(page: Page, looks: list[Look]) -> list[str]:
    """Return what axe finds on the page that is open, and what scrolls sideways, in each width and light."""
    found, seen = [], dict[str, int]()
    for width, scheme in looks:
        if page.viewport_size != width:
            _resize(page, width)
        page.emulate_media(color_scheme=scheme)
        drawn = seen == width
        lines = page.evaluate(_RUN, {"rules": _COLOURS if drawn else _ALL, "drawn": drawn})
        found += [f"{page.url} {width['width']} {scheme}: {line}" for line in lines]
        seen = width
    return found


def _resize(page: Page, width: dict[str, int]) -> None:
    """Make the window wider or narrower. What a page decides by its width when it opens, it decides anew."""
    page.set_viewport_size(width)
    if page.evaluate(_BY_WIDTH):
        page.reload()
