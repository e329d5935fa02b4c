"""Files sent on a page of the form: not lost with another field, kept with the draft, hung on the case, thrown away."""

from __future__ import annotations

import html
import io
import re
from datetime import timedelta

from sqlalchemy import func, select

from portal.cases.model import Draft
from portal.files.commands import forget_old
from portal.files.model import Attachment, Chunk, Upload
from portal.store import at, now
from tests.cases.test_drafts import KIND, NEW, STORY, count, file
from tests.cases.test_life import code_in
from tests.people import said

PAGE = f"{NEW}/story"


def send(browser, *names: str, **fields):
    """Send the page with these files, as the page that was opened last holds them."""
    token = re.search(r'name="files-token" value="([^"]+)"', browser.get(PAGE).text)
    browser.open(PAGE)
    files = [(io.BytesIO(f"What {name} says.\n".encode()), f"{name}.txt") for name in names]
    sent = browser.hidden | {"files-token": html.unescape(token[1])} | fields | {"files": files}
    return browser.client.post(PAGE, data=sent, content_type="multipart/form-data")


def begun(browser):
    browser.post(f"{NEW}/kind", **KIND)
    browser.post(f"{NEW}/about")
    return browser


def finish(browser):
    for step in ("harm", "you"):
        assert browser.post(f"{NEW}/{step}").status_code == 303
    return file(browser)


def test_a_complaint_with_two_files_takes_five_pages_and_the_answers(portal, who):
    citizen = begun(who["visitor"])
    assert send(citizen, "bill", "chat", **STORY).location == f"{NEW}/harm"
    for step in ("harm", "you"):
        citizen.post(f"{NEW}/{step}")
    assert "bill.txt; chat.txt" in said(citizen.get(NEW))
    filed = file(citizen)
    assert filed.status_code == 200
    ref = re.search(r"C-\d{4}-\d{6}", filed.text)[0]
    for name in ("intake", "visitor"):
        page = (citizen if name == "visitor" else who[name]).get(f"/en/cases/{ref}").text
        assert "bill.txt" in page
        assert "chat.txt" in page
    assert (count(portal, Upload), count(portal, Draft)) == (0, 0)
    with portal.store.reading() as session:
        session.info["consumer"] = "tests"
        assert session.scalar(select(func.count(Attachment.id))) == 2


def test_files_are_not_lost_when_another_field_is_wrong_nor_on_the_way_back(portal, who):
    citizen = begun(who["visitor"])
    wrong = send(citizen, "bill", **{**STORY, "title": ""})
    assert wrong.status_code == 422
    assert "bill.txt" in wrong.text
    assert "The price rose." in wrong.text
    token = html.unescape(re.search(r'name="files-token" value="([^"]+)"', wrong.text)[1])
    citizen.hidden |= {"files-token": token}
    assert citizen.send(PAGE, **STORY).status_code == 303
    assert "bill.txt" in citizen.get(PAGE).text


def test_files_are_kept_as_long_as_the_draft_that_names_them(portal, who):
    citizen, amy = begun(who["visitor"]), begun(who["amy"])
    for browser in (citizen, amy):
        send(browser, "bill", **STORY)
    code = code_in(citizen.post("/en/cases/draft/save"))
    with at(now() + timedelta(days=20)):
        forget_old(portal.store)
    elsewhere = who["visitor"]
    assert elsewhere.post("/en/cases/draft/resume", code=code).status_code == 303
    assert "bill.txt" in elsewhere.get(PAGE).text
    assert finish(elsewhere).status_code == 200
    with at(now() + timedelta(days=31)):
        forget_old(portal.store)
    assert count(portal, Upload) == 0


def test_what_is_thrown_away_takes_its_files_along_at_once(portal, who):
    citizen = begun(who["visitor"])
    send(citizen, "bill", **STORY)
    assert count(portal, Upload) == 1
    assert citizen.post("/en/cases/draft/discard").status_code == 303
    assert (count(portal, Upload), count(portal, Chunk)) == (0, 0)
