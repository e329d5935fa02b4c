"""What people wrote, as HTML: it looks as meant, it is safe, and no shape of it is dear."""

from __future__ import annotations

import json
import os
import random
from concurrent.futures import ThreadPoolExecutor
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.web import prose as room
from portal.web.prose import lines, plain, prose
from tests.timing import within

REAL = Path(os.environ.get("PORTAL_REAL_TEXTS", "nowhere"))
REL = ' rel="noopener noreferrer nofollow ugc"'
TAGS = {*room._TAGS}
ATTRIBUTES = {"href", "title", "rel", "start", "align"}
ANY = st.text(st.characters(exclude_categories=()), max_size=300)
MARKED = st.text(st.sampled_from("ab \n\t*_`[]()<>!#-=|~&;:\\\"'1.\x02\x03\ud800人"), max_size=120)


class Seen(HTMLParser):
    """The tags of a page, whether they nest, and where its links lead."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags, self.attributes, self.links, self.open = set(), set(), [], []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag, attributes):
        self.tags.add(tag)
        self.attributes.update(name for name, _ in attributes)
        self.links += [value for name, value in attributes if name == "href"]
        if tag not in {"br", "hr"}:
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag


def assert_safe(html):
    seen = Seen(html)
    assert seen.tags <= TAGS
    assert seen.attributes <= ATTRIBUTES
    assert seen.open == []
    for link in seen.links:
        scheme, colon, _ = link.partition(":")
        assert not colon or scheme.lower() in {"http", "https", "mailto"} or not scheme.isalnum()


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("# A\n## B\n### C\n###### D", "<h3>A</h3>\n<h4>B</h4>\n<h5>C</h5>\n<h6>D</h6>"),
        ("A\n===\nB", "<h3>A</h3>\n<p>B</p>"),
        ("**a *b* c** `<d>`", "<p><strong>a <em>b</em> c</strong> <code>&lt;d&gt;</code></p>"),
        ("一行\n二行", "<p>一行<br>\n二行</p>"),
        ("- a\n- b", "<ul>\n<li>a</li>\n<li>b</li>\n</ul>"),
        ("3. a\n4. b", '<ol start="3">\n<li>a</li>\n<li>b</li>\n</ol>'),
        ("> a\n> b", "<blockquote>\n<p>a<br>\nb</p>\n</blockquote>"),
        ("```python\na\n\n  <b>\n```", "<pre><code>a\n\n  &lt;b&gt;\n</code></pre>"),
        ("~~~\nnever closed", "<pre><code>never closed\n</code></pre>"),
        ('[a](https://e.com/x_(y) "t")', f'<p><a href="https://e.com/x_(y)" title="t"{REL}>a</a></p>'),
        ("![图](/f/1)", f'<p><a href="/f/1"{REL}>图</a></p>'),
        ("<https://e.com>", f'<p><a href="https://e.com"{REL}>https://e.com</a></p>'),
        ("[a](javascript:alert(1))", f"<p><a{REL}>a</a></p>"),
        ("<b>a</b> & &amp; <!-- c -->", "<p>&lt;b&gt;a&lt;/b&gt; &amp; &amp; &lt;!-- c --&gt;</p>"),
        ("\\*a\\* \\[b](c)", "<p>*a* [b](c)</p>"),
        ("a\r\n\r\nb\rc", "<p>a</p>\n<p>b<br>\nc</p>"),
        ("网信算备110101135224302220011号", "<p>网信算备110101135224302220011号</p>"),
        ("snake_case_name 2*3*4", "<p>snake_case_name 2<em>3</em>4</p>"),
        ("", ""),
        (None, ""),
    ],
)
def test_markdown_looks_as_meant(text, html):
    assert prose(text).strip() == html


def test_a_table():
    html = prose("| a | b |\n|---|--:|\n| 1 | 2 |")
    assert '<th align="right">b</th>' in html
    assert "<td>1</td>" in html


def test_a_list_goes_on_after_a_blank_line():
    assert prose("1. a\n\n    more\n\n2. b\n\nend").count("<ol>") == 1


def test_a_fence_keeps_what_is_in_it_from_being_markdown():
    assert "<h3>" not in prose("```\n# a\n```")
    assert "<h3>a</h3>" in prose("```\nx\n```\n# a\n```\ny\n```")


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("a <b>\nc\n\n \t\n\nd & e", "<p>a &lt;b&gt;<br>\nc</p>\n<p>d &amp; e</p>\n"),
        ("**a**", "<p>**a**</p>\n"),
        (" \n ", ""),
        (None, ""),
    ],
)
def test_plain_lines(text, html):
    assert lines(text) == html


@pytest.mark.parametrize(
    ("text", "bare"),
    [
        ("# 标题\n\n- *甲*\n- __乙__\n\n> 1. 丙", "标题\n\n甲\n乙\n\n丙"),
        ('[链接](https://e.com/a_(b) "t") ![图](x.png)', "链接 图"),
        ("```py\ncode_here\n```", "code_here"),
        ("snake_case _em_ `x` 2 \\* 3", "snake_case em x 2 * 3"),
        ("A\n===\n<b>", "A\n\n<b>"),
        (None, ""),
    ],
)
def test_bare_text(text, bare):
    assert plain(text) == bare


def test_a_text_that_is_too_long_is_shown_as_lines():
    assert prose("*a* " * 30_000) == lines("*a* " * 30_000)


def test_deep_nesting_is_shown_as_typed():
    assert prose(">" * 50 + "a") == lines(">" * 50 + "a")
    assert_safe(prose("*a " * 900 + "a* " * 900))
    assert "<strong>" in prose("**still well**")


XSS = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<svg/onload=alert(1)>",
    "<svg><animate onbegin=alert(1) attributeName=x>",
    "<math><mtext><table><mglyph><style><!--</style><img title='--&gt;&lt;img src=1 onerror=alert(1)&gt;'>",
    "<iframe srcdoc='<script>alert(1)</script>'>",
    "<a href='javascript:alert(1)'>x</a>",
    "<style>@import 'http://e.com'</style>",
    "<form action=//e.com><input name=csrf_token>",
    "<base href=//e.com>",
    "<meta http-equiv=refresh content='0;url=//e.com'>",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>",
    "</p></div></body><script>alert(1)</script>",
    "[x](javascript:alert(1))",
    "[x](JaVaScRiPt:alert(1))",
    "[x](java\tscript:alert(1))",
    "[x](&#106;avascript:alert(1))",
    "[x](javascript&colon;alert(1))",
    "[x](\x01javascript:alert(1))",
    "[x](vbscript:msgbox(1))",
    "[x](data:text/html;base64,PHNjcmlwdD4=)",
    "[x](<javascript:alert(1)>)",
    "<javascript://%0aalert(1)>",
    "![x](javascript:alert(1))",
    '![x" onerror="alert(1)](y)',
    '[x](http://a "t\\" onmouseover=alert(1) \\"")',
    "[x](http://a'onmouseover=alert(1)//)",
    "[x]: javascript:alert(1)\n\n[x]",
    '<a@b.c"onclick=alert(1)>',
    "```\n</code></pre><script>alert(1)</script>\n```",
    "```<script>alert(1)</script>\nx\n```",
    "`</code><script>alert(1)</script>`",
    "|<script>|\n|-|\n|<img src=x onerror=alert(1)>|",
    "# <img src=x onerror=alert(1)>",
    "\x02klzzwxh:0001\x03 \x02amp\x03 \x02wzxhzdk:0\x03",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "\u202e<script>\u2028alert(1)</script>",
    "<scr\x00ipt>alert(1)</scr\x00ipt>",
    "<![CDATA[<script>alert(1)</script>]]>",
    "<?php echo 1 ?><!DOCTYPE html><!--><script>alert(1)</script>-->",
]


@pytest.mark.parametrize("payload", XSS)
@pytest.mark.parametrize(
    "frame", ["{}", "> - **{}**", "[{}](http://e.com)", "a\n\n| {} | b |\n|---|---|\n| {} | {} |"]
)
def test_nobodys_markup_gets_through(payload, frame):
    text = frame.replace("{}", payload)
    assert_safe(prose(text))
    assert_safe(lines(text))


@given(ANY | MARKED)
def test_whatever_is_written_is_safe(text):
    assert_safe(prose(text))
    assert_safe(lines(text))
    assert isinstance(plain(text), str)


SHAPES = r"""
[ ![ [a]( [a](< [a][b] [[]( <![CDATA[ <a <!-- < <http://a <a@b> &amp; & ` `a` ``a \ \[ * ** *** _ __
*a* **a** ***a*** *a␣ **a␣ *a␣**b␣ _a␣ > >␣ >⏎ >␣a⏎ >a⏎⏎ *␣a⏎ *␣a⏎⏎ -␣ -␣-␣ 1.␣ 1.␣a⏎ 1.␣a⏎⏎ #␣a⏎ #
#␣ #a⏎⏎ a⏎=⏎ a⏎---⏎ ---⏎ *␣*␣*⏎ a⏎ a⏎⏎ ⏎ ␣␣␣␣a⏎⏎ ⇥ ⇥a⏎ ␣ |⏎ |a |a|b|⏎ a|b⏎-|-⏎ ~~~⏎ ```⏎
foo⏎```⏎bar⏎```⏎baz⏎ *␣a⏎␣␣␣␣*␣b⏎␣␣␣␣␣␣␣␣*␣c⏎ *␣a⏎⏎␣␣␣␣b⏎⏎ 1.␣a⏎␣␣␣␣>␣b⏎ >*␣a⏎ 人 a ' ; é [a]:␣b⏎
a␣␣⏎
""".split()  # noqa: SIM905 (a list of these would be unreadable)
WHITE = str.maketrans({"␣": " ", "⏎": "\n", "⇥": "\t"})
PATIENCE = 0.5


def cheap(text):
    return within(PATIENCE, lambda: (room._render(text), plain(text), lines(text)))


@pytest.mark.parametrize("shape", [shape.translate(WHITE) for shape in SHAPES])
def test_no_shape_is_dear(shape):
    assert cheap((shape * 100_000)[:100_000])


BUILT = {
    "spaces in an address": "[a](x" + " " * 99_000 + "b",
    "many spaces in addresses": ("[a](" + " " * 500) * 198,
    "emphasis opened and closed": "*a " * 16_000 + "a* " * 16_000,
    "runs of all lengths": "".join("`" * n + "a" for n in range(1, 440)),
    "fences of all lengths": "".join("~" * n + "\n" for n in range(3, 440)),
    "deep quotes": "> " * 200 + "a" + "\nb" * 49_000,
    "quotes six deep": "> > > > > > a" + "\nbbbbbbbb" * 11_000,
    "lists six deep": "- - - - - - a" + "\nbbbbbbb" * 11_000,
    "growing lists": "".join("    " * n + "* a\n" for n in range(8)) + ("\n" + " " * 32 + "b\n") * 2_900,
    "a very wide table": "|" * 3_000 + "\n" + "-|" * 3_000 + "\n" + "|\n" * 40_000,
    "a wide table": "|a" * 50 + "\n" + "|-" * 50 + "\n" + "|\n" * 49_000,
    "many tables": ("|a|b|\n|-|-|\n" + "|c|d|\n" * 100 + "\n") * 160,
    "one line": "[*_`" * 25_000,
    "a rule that is none": "- " * 49_000 + "x",
    "an underline that is none": "a\n" + "=" * 98_000 + "x",
    "paragraphs of one line": "a b c d e f g h\n\n" * 6_000,
    "spaces": " " * 99_000 + "x",
}


@pytest.mark.parametrize("name", BUILT)
def test_nothing_built_to_be_dear_is(name):
    assert cheap(BUILT[name][:100_000])


@pytest.mark.parametrize("seed", range(12))
def test_no_mixture_of_shapes_is_dear(seed):
    chance = random.Random(seed)
    parts = [shape.translate(WHITE) for shape in chance.choices(SHAPES, k=6)]
    assert cheap("".join(chance.choices(parts, k=60_000))[:100_000])


@pytest.mark.torture
@pytest.mark.skipif(not REAL.exists(), reason="PORTAL_REAL_TEXTS names no folder of real texts")
@pytest.mark.parametrize("name", ["markdown_cases.jsonl", "naughty_strings.jsonl"])
def test_no_repeated_case_is_dear_or_unsafe(name):
    for line in (REAL / name).read_text(encoding="utf-8").strip().split("\n"):
        entry = json.loads(line)
        text = entry.get("markdown") or entry.get("s") or "-"
        assert_safe(prose(text))
        assert cheap((text * (100_000 // len(text) + 1))[:100_000])


@pytest.mark.skipif(not REAL.exists(), reason="PORTAL_REAL_TEXTS names no folder of real texts")
def test_honest_texts_are_rendered_whole():
    for line in (REAL / "company_codes.jsonl").read_text(encoding="utf-8").strip().split("\n"):
        text = max((value for value in json.loads(line).values() if isinstance(value, str)), key=len)
        assert "plain" not in {kind for kind, _ in room.pieces(text.expandtabs(4))}


def test_a_page_is_rendered_once():
    text = "**a**\n\n" * 1_000
    first = prose(text)
    assert all(prose(text) is first for _ in range(1_000))
    assert within(PATIENCE, lambda: [prose(text) for _ in range(1_000)])


def test_the_memory_of_pages_is_bounded():
    cache = room._Cache(10_000)
    pages = [room.Markup(f"{n:03}" * 300) for n in range(40)]
    for n, page in enumerate(pages):
        cache.put(b"%d" % n, page)
        cache.get(b"0")
    kept = [n for n in range(40) if cache.get(b"%d" % n)]
    assert 0 in kept
    assert 39 in kept
    assert sum(pages[n].__sizeof__() for n in kept) <= 10_000


def test_many_threads_write_at_once():
    texts = [f"# {n}\n\n*{n}* `{n}`\n\n- {n}\n- {n}" for n in range(200)]
    with ThreadPoolExecutor(8) as pool:
        pages = list(pool.map(room._render, texts))
    assert pages == [room._render(text) for text in texts]
