"""Text that people wrote, as HTML that is safe wherever it stands: Markdown, plain lines, and neither."""

from __future__ import annotations

import re
from collections import OrderedDict
from functools import partial
from hashlib import blake2b
from threading import Lock, local
from typing import Final
from xml.etree.ElementTree import Element

import nh3
from markdown import Markdown
from markdown.extensions.sane_lists import SaneListExtension
from markdown.extensions.tables import TableExtension
from markdown.inlinepatterns import InlineProcessor, SubstituteTagInlineProcessor
from markdown.treeprocessors import Treeprocessor
from markupsafe import Markup, escape

from portal.web.blocks import Piece, pieces

LONGEST: Final = 100_000
"""Characters of Markdown that are rendered; a longer text is shown as plain lines."""
CACHE_BYTES: Final = 8_000_000

_UNFIT: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff]")
_TAGS: Final = [
    *("a", "blockquote", "br", "code", "em", "h3", "h4", "h5", "h6", "hr", "li", "ol", "p", "pre", "strong"),
    *("table", "tbody", "td", "th", "thead", "tr", "ul"),
]
_GAP: Final = re.compile(r"\n(?:[^\S\n]*\n)+")
_sanitise = partial(
    nh3.clean,
    tags={*_TAGS},
    attributes={"a": {"href", "title"}, "ol": {"start"}, "td": {"align"}, "th": {"align"}},
    url_schemes={"http", "https", "mailto"},
    link_rel="noopener noreferrer nofollow ugc",
)


class _Link(InlineProcessor):
    """`[text](address "title")`, and an image as a link to it: nothing of others is loaded into our pages.

    The library's own looks for the bracket that closes from each that opens, which takes the square of their
    number; this one gives up at the next bracket.
    """

    PATTERN: Final = (
        r"!?\[([^\[\]]*+)\]\(\s*+(?:<([^<>\n]*+)>|([^\s()<>]*+(?:\([^\s()<>]*+\)[^\s()<>]*+)?))"
        r"(?:\s++(?:\"([^\"()]*+)\"|'([^'()]*+)'))?\s*+\)"
    )

    def handleMatch(self, m: re.Match[str], data: str) -> tuple[Element, int, int]:  # type: ignore[override]  # noqa: ARG002, N802
        link = Element("a", href=self.unescape(m[2] or m[3] or ""))
        if title := m[4] or m[5]:
            link.set("title", self.unescape(title))
        link.text = m[1] or m[2] or m[3]
        return link, m.start(), m.end()


class _Shift(Treeprocessor):
    """A text's first heading is the third of the page, whose own are the first and second."""

    LEVELS: Final = {"h1": "h3", "h2": "h4", "h3": "h5", "h4": "h6", "h5": "h6", "h6": "h6"}

    def run(self, root: Element) -> None:
        for element in root.iter():
            element.tag = self.LEVELS.get(element.tag, element.tag)


def _renderer() -> Markdown:
    """Markdown with tables, where a line break breaks the line and markup of the writer's own is text."""
    renderer = Markdown(
        extensions=[TableExtension(use_align_attribute=True), SaneListExtension()], output_format="html"
    )
    renderer.preprocessors.deregister("html_block")
    renderer.parser.blockprocessors.deregister("reference")
    for name in ("reference", "short_reference", "image_link", "image_reference", "short_image_ref", "html"):
        renderer.inlinePatterns.deregister(name)
    renderer.inlinePatterns.register(_Link(_Link.PATTERN, renderer), "link", 160)
    renderer.inlinePatterns.register(SubstituteTagInlineProcessor(r"\n", "br"), "linebreak", 100)
    renderer.treeprocessors.register(_Shift(renderer), "shift", 5)
    return renderer


class _Renderers(local):
    """A renderer keeps what it is doing in itself: one a thread."""

    def __init__(self) -> None:
        self.mine = _renderer()


_renderers = _Renderers()


class _Cache:
    """The latest texts by their digest, up to a number of bytes."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._size = 0
        self._kept: OrderedDict[bytes, Markup] = OrderedDict()
        self._lock = Lock()

    def get(self, key: bytes) -> Markup | None:
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
            return self._kept.get(key)

    def put(self, key: bytes, value: Markup) -> None:
        with self._lock:
            if key not in self._kept:
                self._kept[key] = value
                self._size += value.__sizeof__()
            while self._size > self._most:
                self._size -= self._kept.popitem(last=False)[1].__sizeof__()


_cache = _Cache(CACHE_BYTES)


def prose(text: str | None) -> Markup:
    """Markdown as safe HTML: tables, fenced code, links to http, https and mailto, headings from h3 on.

    Raw HTML is shown as it was typed; images become links. Anything of up to LONGEST characters costs less
    than half a second of CPU the first time and microseconds while it is remembered. Never raises.
    """
    if not text:
        return Markup()
    key = blake2b(text.encode("utf-8", "surrogatepass"), digest_size=20).digest()
    known = _cache.get(key)
    if known is None:
        known = lines(text) if len(text) > LONGEST else _render(text)
        _cache.put(key, known)
    return known


def lines(text: str | None) -> Markup:
    """Plain text as paragraphs and line breaks, everything in it escaped. Linear."""
    fit = str(escape(_fit(text or "").strip()))
    if not fit:
        return Markup()
    html = "</p>\n<p>".join(paragraph.replace("\n", "<br>\n") for paragraph in _GAP.split(fit))
    return Markup(f"<p>{html}</p>\n")  # noqa: S704 (escaped above)


_FENCE: Final = re.compile(r"^ {0,3}(?:`{3,}|~{3,}).*$", re.MULTILINE)
_START: Final = re.compile(r"^[ |:=-]++$|^[ >]*+(?:#{1,6} |[*+-] |\d{1,9}\. )?", re.MULTILINE)
_LINK: Final = re.compile(_Link.PATTERN)
_MARK: Final = re.compile(r"\\([!-/:-@\[-`{-~])|[*`]+|(?<![^\W_])_+|_++(?![^\W_])")


def plain(markdown: str | None) -> str:
    """Markdown as bare text, for searching and excerpts: words stay, marks and addresses go. Linear."""
    text = _START.sub("", _FENCE.sub("", _fit(markdown or "")))
    return _MARK.sub(r"\1", _LINK.sub(r"\1", text)).replace("|", " ").strip()


def _fit(text: str) -> str:
    """The text with LF for line ends and without what neither Markdown's placeholders nor UTF-8 can bear."""
    return _UNFIT.sub("\ufffd", text.replace("\r\n", "\n").replace("\r", "\n"))


def _render(text: str) -> Markup:
    return Markup().join(map(_piece, pieces(_fit(text).expandtabs(4))))


def _piece(piece: Piece) -> Markup:
    kind, text = piece
    if kind == "code":
        return Markup("<pre><code>{}\n</code></pre>\n").format(text)
    if kind == "plain":
        return lines(text)
    renderer = _renderers.mine
    try:
        return Markup(_sanitise(renderer.reset().convert(text)) + "\n")  # noqa: S704 (sanitised)
    except RecursionError:  # emphasis inside emphasis, hundreds deep
        _renderers.mine = _renderer()
        return lines(text)
