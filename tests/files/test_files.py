"""Files with complaints and messages, through the web door."""

from __future__ import annotations

import hashlib
import io
import re
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import func, select

from portal.cli.checks import examine
from portal.files.commands import attached, forget_old
from portal.files.commands.pending import fit_name
from portal.files.model import Attachment, Chunk, Upload
from portal.identity.sealing import fingerprint
from portal.scrub import KINDS
from portal.store import at, now
from tests.factories import case_in
from tests.people import Browser, Portal, last_event, said
from tests.scrub.samples import MAKER, TAKEN, docx, picture

COMPLAINT = {"category": "pricing", "title": "A dear ride", "body": "The price rose."}
PHOTO, LETTER = picture("JPEG"), docx()
NEW = "/en/cases/new"


def sent(*files: tuple[str, bytes]) -> dict[str, Any]:
    return {"files": [(io.BytesIO(content), name) for name, content in files]}


def body(fields: dict[str, str], content: bytes) -> dict[str, Any]:
    """Return a form with one large file as a browser sends it."""
    head = b"".join(
        f'--x\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'.encode()
        for name, value in fields.items()
    )
    head += b'--x\r\nContent-Disposition: form-data; name="files"; filename="a.txt"\r\n\r\n'
    return {"data": head + content + b"\r\n--x--\r\n", "content_type": "multipart/form-data; boundary=x"}


def token_in(page: Any) -> dict[str, str]:
    return {"files-token": re.search(r'name="files-token" value="([^"]+)"', page.text)[1]}


def filed(browser: Browser, *files: tuple[str, bytes], **fields: Any) -> str:
    """File a complaint with files; return the address of the case."""
    answer = browser.post(NEW, **(COMPLAINT | fields), **sent(*files))
    assert answer.status_code == 303, said(answer)
    return answer.location.partition("?")[0]


def links(page: Any) -> list[str]:
    return re.findall(r'href="(/en/files/[\w-]+)" download', page.text)


def count(portal: Portal, model: Any) -> int:
    with portal.store.reading() as session:
        session.info["consumer"] = "tests"
        return session.scalar(select(func.count()).select_from(model)) or 0


def test_what_is_sent_with_a_complaint_hangs_on_it(portal, who):
    path = filed(who["amy"], ("photo.jpg", PHOTO), ("信函.docx", LETTER))
    page = who["intake"].get(path)
    assert "photo.jpg JPEG picture, 1 KB" in said(page)
    assert [kind for kind, _id in last_event(portal).rows] == [
        "case",
        "statement",
        "attachment",
        "attachment",
    ]
    photo, letter = (who["intake"].get(link) for link in links(page))
    assert photo.mimetype == "image/jpeg"
    assert MAKER.encode() not in photo.data
    assert photo.headers["Content-Disposition"] == "attachment; filename=photo.jpg"
    assert "filename*=UTF-8''%E4%BF%A1%E5%87%BD.docx" in letter.headers["Content-Disposition"]
    assert letter.data.startswith(b"PK")
    assert (count(portal, Upload), count(portal, Attachment)) == (0, 2)


def test_a_file_is_handed_out_so_that_no_browser_opens_it(who):
    page = who["amy"].get(filed(who["amy"], ("a.md", b"# x")))
    answer = who["amy"].get(links(page)[0])
    assert answer.headers["Content-Security-Policy"] == "default-src 'none'; sandbox; frame-ancestors 'none'"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert int(answer.headers["Content-Length"]) == len(answer.data) == 3
    assert len(links(page)[0].rpartition("/")[2]) == 22


def test_who_reads_the_part_reads_the_file_and_nobody_else(who):
    link = links(who["amy"].get(filed(who["amy"], ("a.txt", b"words"))))[0]
    assert [who[name].get(link).status_code for name in ("amy", "intake")] == [200, 200]
    for name in ("bob", "market", "cyber", "acme", "guild", "operator", "auditor"):
        assert who[name].get(link).status_code == 404
        assert who[name].get(f"{link}/unseal").status_code == 404
    assert who["visitor"].get(link).status_code == 303


def test_files_of_the_anonymous_are_theirs_by_the_code(who):
    visitor = who["visitor"]
    page = visitor.post(NEW, **COMPLAINT, **sent(("a.txt", b"words")))
    ref = re.search(r"C-\d{4}-\d{6}", page.text)[0]
    link = links(visitor.get(f"/en/cases/{ref}"))[0]
    assert visitor.get(link).data == b"words"
    assert who["visitor"].get(link).status_code == 303


def test_a_file_is_not_lost_when_another_field_is_wrong(portal, who):
    page = who["amy"].post(NEW, **(COMPLAINT | {"title": ""}), **sent(("photo.jpg", PHOTO)))
    assert page.status_code == 422
    assert "photo.jpg JPEG picture" in said(page)
    assert "The price rose." in page.text
    answer = who["amy"].send(NEW, **COMPLAINT, **token_in(page))
    assert answer.status_code == 303
    assert len(links(who["amy"].get(answer.location))) == 1


def test_a_refused_file_says_why_and_the_rest_is_kept(portal, who):
    page = who["amy"].post(NEW, **COMPLAINT, **sent(("a.txt", b"words"), ("b.jpg", TAKEN["pdf"][1])))
    assert page.status_code == 422
    why = "“b.jpg” was not added: its name says .jpg, but its content says PDF document"
    assert why in said(page)
    assert 'href="#files"' in page.text
    assert "a.txt plain text" in said(page)
    assert count(portal, Upload) == 1
    assert who["amy"].send(NEW, **COMPLAINT, **token_in(page)).status_code == 303


def test_files_are_sent_and_taken_away_before_the_form_is(portal, who):
    page = who["amy"].post(NEW, title="Kept", **{"files-send": "y"}, **sent(("a.txt", b"a"), ("b.txt", b"b")))
    assert (page.status_code, "error-summary" in page.text, 'value="Kept"' in page.text) == (200, False, True)
    ref = re.search(r'name="files-remove" value="([^"]+)"', page.text)[1]
    again = who["amy"].send(NEW, **COMPLAINT, **token_in(page), **{"files-remove": ref})
    assert again.status_code == 200
    assert ("a.txt" in said(again), "b.txt" in said(again)) == (False, True)
    assert (count(portal, Upload), count(portal, Chunk), count(portal, Attachment)) == (1, 2, 0)


def test_the_same_file_and_the_same_form_twice_are_one(portal, who):
    page = who["amy"].post(NEW, **{"files-send": "y"}, **sent(("a.txt", b"a")))
    fields = COMPLAINT | token_in(page)
    first, second = [who["amy"].send(NEW, **fields, **sent(("again.txt", b"a"))) for _ in range(2)]
    assert (first.status_code, second.status_code) == (303, 303)
    assert second.location == first.location
    assert count(portal, Attachment) == 1


def test_no_file_is_taken_without_the_token_of_the_form_or_from_who_may_not(portal, who):
    who["amy"].client.post(NEW, data=COMPLAINT | sent(("a.txt", b"a")) | {"csrf_token": "1.a"})
    stranger = who["operator"]
    stranger.client.post(NEW, data=COMPLAINT | sent(("a.txt", b"a")) | stranger.open("/en/inbox/"))
    assert count(portal, Chunk) == 0


def test_another_browser_without_the_token_takes_nothing(portal, who):
    who["amy"].post(NEW, **{"files-send": "y"}, **sent(("a.txt", b"a")))
    path = filed(who["bob"])
    assert links(who["bob"].get(path)) == []
    assert count(portal, Upload) == 1


@pytest.mark.parametrize("state", ["handling"])
def test_messages_and_answers_carry_files(portal, who, state):
    path = f"/en/cases/{case_in(portal, state)}"
    who["amy"].post(f"{path}/message", body="See here.", **sent(("a.txt", b"a")))
    who["cyber"].post(f"{path}/answer", body="See there.", **sent(("b.txt", b"b")))
    page = said(who["amy"].get(path))
    assert re.search(r"gave the official answer See there\. b\.txt", page)
    assert re.search(r"wrote a message See here\. a\.txt", page)


def test_more_files_than_allowed_are_not_taken(portal, who):
    files = [(f"{n}.txt", str(n).encode()) for n in range(11)]
    page = who["amy"].post(NEW, **COMPLAINT, **sent(*files))
    assert page.status_code == 422
    assert "“10.txt” was not added: there are 10 files already" in said(page)
    assert count(portal, Upload) == 10


@pytest.mark.parametrize(
    ("name", "most", "why"),
    [("RECORD_FILES", 2, "too many files"), ("RECORD_BYTES", len(PHOTO) + len(LETTER), "too large together")],
)
def test_a_case_takes_so_many_files_in_its_whole_life(portal, who, monkeypatch, name, most, why):
    path = filed(who["amy"], ("one.jpg", PHOTO))
    monkeypatch.setattr(attached, name, most)
    more = sent(("two.docx", LETTER), ("three.png", picture("PNG", size=(90, 60))))
    refused = who["amy"].post(f"{path}/message", body="More of it.", **more)
    assert (refused.status_code, why in said(refused), "More of it." in refused.text) == (422, True, True)
    assert "up to 100 files in its whole life, together 200 MB" in said(refused)
    assert len(links(who["amy"].get(path))) == 1
    monkeypatch.undo()
    assert who["amy"].post(f"{path}/message", body="More of it.", **token_in(refused)).status_code == 303


def test_a_file_too_large_is_not_taken_and_the_text_is_kept(portal, who):
    hidden = who["amy"].open(NEW)
    page = who["amy"].client.post(NEW, **body(COMPLAINT | hidden, b"a" * (20 * 2**20 + 1)))
    assert page.status_code == 422
    assert "“a.txt” was not added: it is larger than 20 MB." in said(page)
    assert "The price rose." in page.text
    assert who["amy"].client.post(NEW, **body(COMPLAINT | hidden, bytes(45 * 2**20))).status_code == 413
    assert count(portal, Chunk) == 0


def test_what_nobody_attached_is_forgotten_after_a_day(portal, who):
    who["amy"].post(NEW, **{"files-send": "y"}, **sent(("a.txt", b"a")))
    path = filed(who["bob"], ("b.txt", b"b"))
    forget_old(portal.store)
    assert count(portal, Upload) == 1
    with at(now() + timedelta(hours=25)):
        forget_old(portal.store)
    assert (count(portal, Upload), count(portal, Chunk)) == (0, 2)
    assert who["bob"].get(links(who["bob"].get(path))[0]).data == b"b"


def test_a_form_without_a_token_keeps_its_files_too(portal, who):
    hidden = {k: v for k, v in who["amy"].open(NEW).items() if k != "files-token"}
    answer = who["amy"].client.post(NEW, data=hidden | COMPLAINT | sent(("a.txt", b"a")))
    assert len(links(who["amy"].get(answer.location))) == 1


# --- the sealed original ---


def test_the_doctor_names_a_key_that_sealed_originals_need(portal, who):
    filed(who["amy"], ("a.txt", b"a"))
    findings = {found.what: found for found in examine(portal.settings)}
    assert findings["sealed"].mark == "ok"
    other = replace(portal.settings, seal_keys=(bytes(32),))
    told = {found.what: found for found in examine(other)}["sealed"]
    assert (told.mark, fingerprint(portal.settings.seal_keys[0]).hex() in told.says) == ("BAD", True)


def test_an_officer_opens_the_original_for_a_reason_that_everybody_sees(portal, who):
    path = filed(who["amy"], ("photo.jpg", PHOTO))
    link = links(who["intake"].get(path))[0]
    assert "Open the original" not in said(who["amy"].get(path))
    assert who["intake"].post(f"{link}/unseal", reason="").status_code == 422
    original = who["intake"].post(f"{link}/unseal", reason="The place matters here.")
    assert (original.status_code, original.data) == (200, PHOTO)
    assert original.headers["Content-Disposition"] == "attachment; filename=original-photo.jpg"
    event = last_event(portal)
    assert (event.verb, event.facts) == ("attachment.unseal", {"sha256": hashlib.sha256(PHOTO).hexdigest()})
    assert "The place matters here." in said(who["amy"].get(path))
    portal.follow()
    assert "opened the sealed original" in said(who["amy"].get("/en/inbox/"))


def test_a_member_reads_the_copy_and_opens_no_original(portal, who):
    path = f"/en/cases/{case_in(portal, 'handling')}"
    who["amy"].post(f"{path}/message", body="See here.", **sent(("a.txt", b"a")))
    link = links(who["cyber_member"].get(path))[0]
    assert who["cyber_member"].get(link).status_code == 200
    assert who["cyber_member"].get(f"{link}/unseal").status_code == 404


def test_the_original_is_nowhere_in_the_database_in_the_clear(portal, who):
    filed(who["amy"], ("photo.jpg", PHOTO), ("letter.docx", LETTER))
    with portal.store.reading() as session:
        kept = b"".join(session.scalars(select(Chunk.data)))
    for piece in (PHOTO[:40], PHOTO[-200:], MAKER.encode(), LETTER[:60]):
        assert piece not in kept


def test_without_its_key_an_original_stays_closed_and_nothing_is_recorded(portal, who):
    link = links(who["intake"].get(filed(who["amy"], ("a.txt", b"a"))))[0]
    before = last_event(portal).id
    with portal.store.engine.begin() as connection:
        blob = connection.execute(select(Attachment.__table__.c.original)).scalar_one()
        connection.execute(Chunk.__table__.update().where(Chunk.blob == blob).values(data=b"\1" + bytes(80)))
    answer = who["intake"].post(f"{link}/unseal", reason="Why not.")
    assert (answer.status_code, last_event(portal).id) == (422, before)
    assert "cannot be opened" in said(answer)
    assert "Why not." in answer.text


# --- names ---


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("photo.JPG", "photo.jpg"),
        ("../../etc/passwd", "passwd.jpg"),
        ("C:\\Users\\wang\\a.jpeg", "a.jpeg"),
        ("evil\u202egpj.exe", "evilgpj.exe.jpg"),
        ('a"b\r\nc<d>.jpg', "a_b c_d_.jpg"),
        ("\ud800.jpg", "file.jpg"),
        ("现场照片.jpg", "现场照片.jpg"),
        ("x" * 300 + ".jpg", "x" * 100 + ".jpg"),
        ("", "file.jpg"),
    ],
)
def test_a_name_is_made_fit_for_every_system(name: str, kept: str) -> None:
    assert fit_name(name, KINDS["jpeg"]) == kept
