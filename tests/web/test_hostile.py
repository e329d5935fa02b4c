"""Whatever is sent to any door of the house, the house does not fall over.

Every form is sent by somebody who may send it, with every field hostile; every address is asked for with
hostile names and questions. The answer may be a refusal. It is never our fault.
"""

from __future__ import annotations

import html
import re
import shutil
from collections import Counter
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

import pytest
from werkzeug.test import TestResponse

from tests.laws.test_doors import ONE_DATABASE, Rooms, doors, entries, furnished, rooms
from tests.people import EVERYBODY, Browser, Cast, Portal, hidden_fields

__all__ = ["furnished", "rooms"]  # the fixtures, for the tests below

TEXTS = {
    "NUL": b"a\x00b",
    "a lone surrogate": "a\ud800b".encode("utf-8", "surrogatepass"),
    "broken bytes": b"\xff\xfe\xc3(",
    "right to left": "\u202eexe.txt\u2066".encode(),
    "marks": ("a" + "\u0335" * 200).encode(),
    "a script": b"'\"><script>alert(1)</script>{{ 7*7 }}%(n)s${x}",
    "a query": b"'; DROP TABLE event; --",
    "a path": b"../../../../etc/passwd",
    "a number too large": b"9" * 40,
    "a negative number": b"-1",
    "no number": "٣½".encode(),
    "a date that is none": b"0000-13-45",
    "long": b"x" * 60_000,
    "nothing": b"",
}
MARK = "a version and a mark"
TOO_MANY = 429
EXPECTED = {200, 302, 303, 400, 404, 409, 413, 422, TOO_MANY}


TAG = re.compile(r"<(input|textarea|select|option)\b([^>]*)>")
HIDDEN = {"csrf_token", "once", "version", "q"}


def filled(page: str, text: bytes, *, choose: bool) -> dict[str, Any]:
    """Fill in the form of a page: `text` wherever one types, and the last of what there is to choose."""
    fields: dict[str, Any] = {}
    choosing = ""
    for tag, attributes in TAG.findall(page.partition("<main")[2]):
        found = dict(re.findall(r'([\w-]+)="([^"]*)"', attributes))
        name = found.get("name", choosing)
        if tag == "select":
            choosing = name
        chosen = tag in ("select", "option") or found.get("type") in ("radio", "checkbox")
        if name and name not in HIDDEN:
            fields[name] = html.unescape(found.get("value", "")) if chosen and choose else text
    return fields


def hostile(page: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield (what is wrong, fields): each text typed and chosen in the form of a page, and a mark that is none."""
    sent: list[dict[str, Any]] = [{}]  # a form without fields is sent once, with the mark
    for name, text in TEXTS.items():
        for fields in (filled(page, text, choose=choose) for choose in (False, True)):
            if fields not in sent:
                sent.append(fields)
                yield name, fields
    yield MARK, {"version": b"\x00-1", "once": "\ud800".encode("utf-8", "surrogatepass")}


class Rewound:
    """Rooms that are put back to how they stood whenever a form was taken, so that each text meets them so."""

    def __init__(self, portal: Portal) -> None:
        self._portal, self._stood = portal, portal.settings.instance / "stood.db"
        self._tokens = {name: portal.browser(name).token for name in EVERYBODY}
        self._cookies = (portal.app.config["PORTAL_COOKIE"], "form")
        portal.store.close()  # which leaves all of it in the one file
        shutil.copyfile(portal.settings.instance / "portal.db", self._stood)

    def browser(self, name: str) -> Browser:
        browser = Browser(self._portal, self._tokens[name])
        if browser.token:
            browser.client.set_cookie(self._cookies[0], browser.token)
        return browser

    def send(self, browser: Browser, path: str, fields: dict[str, Any]) -> TestResponse:
        """Send a form, once more where others have used up a limit; where it is taken undo that."""
        answer = self._tried(browser, path, fields)
        return self._tried(browser, path, fields) if answer.status_code == TOO_MANY else answer

    def _tried(self, browser: Browser, path: str, fields: dict[str, Any]) -> TestResponse:
        kept = [browser.client.get_cookie(name) for name in self._cookies]
        answer = browser.send(path, **fields)
        if answer.status_code in (303, TOO_MANY):
            self._portal.store.close()
            shutil.copyfile(self._stood, self._portal.settings.instance / "portal.db")
            browser.client = self._portal.app.test_client()
            for cookie in filter(None, kept):
                browser.client.set_cookie(cookie.key, cookie.value)
        return answer


@ONE_DATABASE
def test_no_text_version_or_mark_in_any_form_is_a_failure_of_ours(portal: Portal, rooms: Rooms) -> None:
    wrong, taken, stands = {}, Counter[str](), Rewound(portal)
    for name, path in sendable(rooms):
        browser = stands.browser(name)
        page = browser.get(path).text
        browser.hidden = hidden_fields(page)
        for what, fields in hostile(page):
            answer = stands.send(browser, path, fields)
            taken[what] += answer.status_code == 303
            if answer.status_code not in EXPECTED - {TOO_MANY} or b"<script>alert" in answer.data:
                wrong[path, what] = answer.status
    assert wrong == {}
    assert min(taken[what] for what in TEXTS) > 2


def sendable(rooms: Rooms) -> Iterator[tuple[str, str]]:
    """Yield who may send each form of the house, and where."""
    for door in doors(rooms.portal):
        entry = next(entries(rooms, door), None) if door.posts else None
        if entry and door.verb.action != "sign_out":
            yield entry


@pytest.mark.parametrize("name", ["visitor", "operator", "cyber"])
def test_no_name_or_question_in_any_address_is_a_failure_of_ours(
    portal: Portal, who: Cast, name: str
) -> None:
    browser, wrong = who[name], {}
    if name == "visitor":
        browser = portal.browser()
    for door in doors(portal):
        if name == "cyber" and door.about_a_row:
            continue  # what is not there is not there for the operator, and looks the same to all who are signed in
        for text in (b"a\x00b", b"\xff\xfe", "\u202e".encode(), b"9" * 40, b"-1"):
            asked = quote(text)
            question = "&".join(f"{key}={asked}" for key in QUESTIONS)
            path = f"{door.path(asked)}?{question}"
            answer = browser.get(path)
            if answer.status_code not in EXPECTED:
                wrong[path] = answer.status
    assert wrong == {}


QUESTIONS = re.findall(
    r"\w+",
    "q page status category kind sort order level year org organisation district next done from to old new "
    "left right subject about preview after before verb actor",
)
