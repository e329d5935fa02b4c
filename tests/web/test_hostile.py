"""Whatever is sent to any door of the house, the house does not fall over.

Every form is sent by somebody who may send it, with every field hostile; every address is asked for with
hostile names and questions. The answer may be a refusal. It is never our fault.
"""

from __future__ import annotations

import html
import re
from typing import Any
from urllib.parse import quote

import pytest

from tests.laws.test_doors import ONE_DATABASE, Door, Rooms, doors, entries, furnished, rooms
from tests.people import Cast, Portal, hidden_fields

__all__ = ["furnished", "rooms"]  # the fixtures, for the tests below

Sendable = tuple[Door, str, str]

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
EXPECTED = {200, 302, 303, 400, 404, 409, 413, 422, 429}


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


@pytest.fixture(scope="session")
def sendable(furnished: Rooms) -> list[Sendable]:
    """Every form of the house, who may send it, and where."""
    found = []
    for door in doors(furnished.portal):
        entry = next(entries(furnished, door), None) if door.posts else None
        if entry:
            found.append((door, *entry))
    return found


@ONE_DATABASE
@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_no_text_in_any_form_is_a_failure_of_ours(
    portal: Portal, rooms: Rooms, sendable: list[Sendable], who: Cast, text: bytes
) -> None:
    wrong, taken = {}, 0
    for door, name, path in sendable:
        if door.verb.action == "sign_out":
            continue
        browser = portal.browser() if name == "visitor" else who[name]
        for choose in (False, True):
            page = browser.get(path).text
            browser.hidden = hidden_fields(page)
            answer = browser.send(path, **filled(page, text, choose=choose))
            if answer.status_code not in EXPECTED or b"<script>alert" in answer.data:
                wrong[path] = answer.status
            taken += answer.status_code == 303
    assert wrong == {}
    assert taken > 5


@ONE_DATABASE
def test_no_version_or_mark_in_any_form_is_a_failure_of_ours(
    portal: Portal, rooms: Rooms, sendable: list[Sendable], who: Cast
) -> None:
    wrong = {}
    for door, name, path in sendable:
        if door.verb.action != "sign_out":
            browser = portal.browser() if name == "visitor" else who[name]
            browser.open(path)
            answer = browser.send(path, version=b"\x00-1", once="\ud800".encode("utf-8", "surrogatepass"))
            if answer.status_code not in EXPECTED:
                wrong[path] = answer.status
    assert wrong == {}


@pytest.mark.parametrize("name", ["visitor", "operator", "cyber"])
def test_no_name_or_question_in_any_address_is_a_failure_of_ours(
    portal: Portal, who: Cast, name: str
) -> None:
    browser, wrong = who[name], {}
    if name == "visitor":
        browser = portal.browser()
    for door in doors(portal):
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
