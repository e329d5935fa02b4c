"""A person at a real browser, who knows the portal by what it says: labels, buttons, links, headings.

Whatever leads to another page waits until that page is there, so that nobody reads the page before it, or presses
its button twice. What does not come is waited for longer than any machine needs.

A trip that is made in both languages says the portal's own words in English, and a person who reads Chinese looks
for what those words are in Chinese; what is no message of the portal is looked for as it stands.
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from playwright.sync_api import BrowserContext, Locator, Page, Response, expect

from portal.i18n import translate
from tests import people
from tests.trips.served import Served

# The shell is the same browser without what only a screen needs: it opens a page for a third less.
_BROWSERS = ("/usr/bin/chromium-headless-shell", "/usr/bin/chromium")
CHROMIUM = next((path for path in _BROWSERS if Path(path).exists()), _BROWSERS[-1])
# A page is seen once, so its scripts are not made fast in the background, which takes a sixth more of the processors.
SWITCHES = (
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"),
    *("--disable-component-update", "--disable-sync"),
    "--js-flags=--no-opt,--no-maglev,--single-threaded-gc,--min-semi-space-size=32",
)
DESKTOP, PHONE = {"width": 1280, "height": 900}, {"width": 375, "height": 740}
_PATIENCE = 60.0  # seconds: what comes, comes in one or two
_SIGN_IN = {"en": ("Sign in", "E-mail", "Password"), "zh-hans": ("登录", "电子邮箱", "密码")}
expect.set_options(timeout=_PATIENCE * 1000)


@dataclass
class Person:
    """Somebody at a browser of their own. `troubles` are what the browser or the portal complained of."""

    served: Served
    context: BrowserContext
    lang: str
    page: Page = field(init=False)
    troubles: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.page = self.context.new_page()
        self.page.set_default_timeout(_PATIENCE * 1000)
        self.page.on("console", lambda said: self._note(said.text) if said.type == "error" else None)
        self.page.on("pageerror", lambda error: self._note(str(error)))
        self.page.on("response", self._judge)

    def _note(self, text: str) -> None:
        # the browser says of every page of 4xx that it "failed to load"; what the page says is looked at
        if not text.startswith("Failed to load resource: the server responded with a status of 4"):
            self.troubles.append(text)

    def _judge(self, answer: Response) -> None:
        if answer.status >= 500 or not answer.url.startswith(self.served.url):
            self.troubles.append(f"{answer.status} {answer.url}")

    def reads(self, words: str) -> str:
        """Return the portal's words as this person reads them."""
        return translate(words, self.lang)

    def open(self, path: str = "") -> Person:
        """Type an address of the portal, below the language."""
        self.page.goto(f"{self.served.url}/{self.lang}/{path}")
        return self

    def comes_back(self, name: str) -> Person:
        """Be one of the cast, signed in without the page for it."""
        self.context.add_cookies([self.served.cookie(self.served.account(f"{name}@example.org"))])
        return self

    def sign_in(self, name: str) -> Person:
        """Sign in as one of the cast, on the page for it."""
        button, email, password = _SIGN_IN[self.lang]
        self.open("account/sign-in").write(email, f"{name}@example.org").write(password, people.PASSWORD)
        assert "sign-in" not in self.press(button).page.url
        return self

    def follow(self, link: str, *, exact: bool = True, nth: int = 0) -> Person:
        """Click a link by its words, and be on the page it leads to."""
        return self._go(self.page.get_by_role("link", name=self.reads(link), exact=exact).nth(nth).click)

    def _go(self, act: Callable[[], None]) -> Person:
        with self.page.expect_navigation():
            act()
        return self

    def download(self, link: str) -> Path:
        """Click a link to a file, and return where it was put."""
        with self.page.expect_download() as download:
            self.page.get_by_role("link", name=self.reads(link), exact=True).click()
        return download.value.path()

    def step(self, link: str) -> Person:
        """Follow a step that can be taken with the record that is open, also one behind "Other steps"."""
        if not self.offered(link):
            self.page.get_by_role("main").get_by_text(self.reads("Other steps"), exact=True).first.click()
        return self.follow(link)

    def offered(self, link: str) -> bool:
        """Whether a link stands open on the page that is loaded."""
        return self.page.get_by_role("link", name=self.reads(link), exact=True).count() > 0

    def press(self, button: str) -> Person:
        """Press a button of the page's own, by its words, and be on the page that answers."""
        main = self.page.get_by_role("main")
        return self._go(main.get_by_role("button", name=self.reads(button), exact=True).click)

    def write(self, label: str, text: str, *, nth: int = 0) -> Person:
        """Write into a field by its label. A mark such as "(optional)" after the label is no part of it."""
        self.named(label).nth(nth).fill(text)
        return self

    def choose(self, label: str, *options: str) -> Person:
        """Choose in a list by its label and the words of what is chosen."""
        self.named(label).select_option(label=[self.reads(option) for option in options])
        return self

    def tick(self, label: str, *, of: str = "") -> Person:
        """Tick a box, or choose one of several, by its label; `of` is the question, where several ask alike."""
        around = self.page.get_by_role("group", name=self.reads(of)) if of else self.page
        around.get_by_label(self.reads(label), exact=True).check()
        return self

    def on_day(self, question: str, day: date) -> Person:
        """Write a day into the three fields of a question."""
        around = self.page.get_by_role("group", name=self.reads(question))
        for part, value in (("Year", day.year), ("Month", day.month), ("Day", day.day)):
            around.get_by_label(self.reads(part), exact=True).fill(str(value))
        return self

    def attach(self, name: str, content: bytes) -> Person:
        """Choose a file to send in the page's one field for files; with scripts its label belongs to a button."""
        file = {"name": name, "mimeType": "application/octet-stream", "buffer": content}
        self.page.get_by_role("main").locator("input[type=file]").set_input_files([file])
        return self

    def named(self, label: str) -> Locator:
        """Return the field with this label, in the page and not in its frame."""
        words = re.compile(rf"^\s*{re.escape(self.reads(label))}\s*([(（].*[)）])?\s*$")
        return self.page.get_by_role("main").get_by_label(words)

    def sees(self, *texts: str) -> Person:
        """Find each of these texts on the page."""
        for text in texts:
            expect(self.page.get_by_role("main").get_by_text(self.reads(text)).first).to_be_visible()
        return self

    def heads(self, title: str) -> Person:
        """Find this in the page's first heading."""
        expect(self.page.get_by_role("heading", level=1)).to_contain_text(self.reads(title))
        return self

    def sees_not(self, *texts: str) -> Person:
        """Find none of these texts anywhere on a page that is there."""
        said = self.page.locator("body").inner_text()
        assert said.strip()
        assert [text for text in texts if text in said or self.reads(text) in said] == []
        return self

    def search(self, words: str) -> Person:
        """Search the whole portal for words."""
        label = {"en": "Search the portal", "zh-hans": "检索全站"}[self.lang]
        # the one box has two roles: completions make it a combobox, without them it is a searchbox
        box = self.page.get_by_role("searchbox", name=label).or_(
            self.page.get_by_role("combobox", name=label)
        )
        box.fill(words)
        return self._go(lambda: box.press("Enter"))

    def finds(self, words: str, title: str) -> Person:
        """Search until the index, which follows the ledger, knows the title."""
        link = self.page.get_by_role("main").get_by_role("link", name=title)
        return self.search(words).until(link.count, lambda: self.search(words), f"{title!r} by {words!r}")

    def waits_for(self, text: str) -> Person:
        """Reload the page until it says something that follows from what others did."""
        found = self.page.get_by_role("main").get_by_text(self.reads(text)).first
        return self.until(found.is_visible, self.page.reload, repr(text))

    def until(self, found: Callable[[], object], again: Callable[[], object], what: str) -> Person:
        """Look anew until something is found that the follower is about to bring about."""
        end = time.monotonic() + _PATIENCE
        while not found():
            assert time.monotonic() < end, f"there was never {what}:\n{self.says()}"
            time.sleep(0.1)
            again()
        return self

    def says(self) -> str:
        """Return what the main part of the page says."""
        return self.page.get_by_role("main").inner_text()

    @property
    def path(self) -> str:
        """The address below the language, without what only says that something was done."""
        return self.page.url.removeprefix(f"{self.served.url}/{self.lang}/").partition("?")[0]
