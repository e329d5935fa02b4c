"""What is taken, what is refused and why, and that no copy tells of who made the file."""

from __future__ import annotations

import io
import resource
import struct
import time
import zipfile
import zlib
from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image
from pypdf import PdfReader

from portal.scrub import KINDS, Clean, Unfit, scrub, worker
from portal.scrub.kinds import extension_of
from tests.scrub import samples
from tests.scrub.samples import MAKER, TAKEN

ENCODINGS = ("utf-8", "utf-16-le", "utf-16-be")


def unpacked(content: bytes) -> bytes:
    """Return a file and everything packed in it."""
    if content.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return b"".join(archive.read(name) for name in archive.namelist())
    if content.startswith(b"%PDF"):
        found = PdfReader(io.BytesIO(content))
        return content + b"".join(str(found.get_object(n)).encode() for n in range(1, len(found.xref[0]) + 1))
    return content


@cache
def taken(code: str) -> Clean:
    """Return what becomes of the sample of a kind, looked at once: nobody can change it."""
    return scrub(*TAKEN[code])


def refusal(name: str, content: bytes) -> tuple[str, dict[str, str | int]]:
    with pytest.raises(Unfit) as refused:
        scrub(name, content)
    return refused.value.reason, refused.value.facts


def test_there_is_a_sample_and_a_cleaner_of_every_kind() -> None:
    assert TAKEN.keys() == KINDS.keys() == worker.CLEANERS.keys()


@pytest.mark.parametrize("code", TAKEN)
def test_every_kind_is_taken_and_its_copy_tells_of_nobody(code: str) -> None:
    name, clean = TAKEN[code][0], taken(code)
    assert clean.kind is KINDS[code]
    copy = unpacked(clean.copy)
    assert [e for e in ENCODINGS if MAKER.encode(e) in copy] == []
    for told in (b"Exif", b"GPS", b"39.9042", b"JavaScript", b"evil.example", b"/Author"):
        assert told not in copy, told
    assert scrub(name, clean.copy).kind is KINDS[code]


@pytest.mark.parametrize("code", [c for c in TAKEN if c not in ("txt", "csv", "md")])
def test_the_samples_do_tell_of_their_maker(code: str) -> None:
    """Without this the test above could pass on samples that have nothing to tell."""
    content = unpacked(TAKEN[code][1])
    assert any(MAKER.encode(encoding) in content for encoding in ENCODINGS)


@pytest.mark.parametrize("code", ["pdf", "docx", "xlsx", "pptx", "odt", "ods", "md", "txt"])
def test_what_is_to_be_read_is_kept(code: str) -> None:
    assert b"kept words" in unpacked(taken(code).copy)


SEEN = {
    "webm": b"picture",
    "mp4": b"picture",
    "m4a": b"picture",
    "ogg": b"sound" * 20,
    "wav": bytes(range(100)) * 2,
}


@pytest.mark.parametrize("code", SEEN)
def test_what_is_to_be_seen_and_heard_is_kept(code: str) -> None:
    assert SEEN[code] in taken(code).copy


@pytest.mark.parametrize("film", [samples.webm(is_open=True), samples.webm(is_open=False)])
def test_a_film_keeps_its_parts_whether_their_lengths_were_written_or_not(film: bytes) -> None:
    copy = scrub("a.webm", film).copy
    for number in (0x18538067, 0x1549A966, 0x1654AE6B, 0x1F43B675):
        assert number.to_bytes(4, "big") in copy
    assert copy.count(b"picture") == 2


def test_a_sound_keeps_its_frames() -> None:
    assert taken("mp3").copy == (b"\xff\xfb\x90\x00" + bytes(413)) * 6


def test_a_picture_is_turned_the_way_it_is_looked_at() -> None:
    with Image.open(io.BytesIO(taken("jpeg").copy)) as image:
        assert image.size == (32, 64)
        assert (dict(image.getexif()), image.info.get("comment")) == ({}, None)
        assert image.getpixel((16, 5))[2] > 200


@pytest.mark.parametrize(("form", "name"), [("GIF", "a.gif"), ("WEBP", "a.webp"), ("PNG", "a.png")])
def test_a_moving_picture_goes_on_moving(form: str, name: str) -> None:
    with Image.open(io.BytesIO(scrub(name, samples.moving(form)).copy)) as image:
        assert image.n_frames == 3


def test_a_paper_keeps_its_pages_and_pictures_and_nothing_that_acts() -> None:
    copy = PdfReader(io.BytesIO(taken("pdf").copy))
    assert len(copy.pages) == 2
    assert copy.metadata is None
    assert "/Names" not in copy.trailer["/Root"]
    assert copy.pages[0].images[0].image.size == (64, 32)
    assert "/AA" not in copy.pages[0]
    assert [note.get_object()["/Subtype"] for note in copy.pages[0]["/Annots"]] == ["/FreeText", "/Link"]
    assert "/A" not in copy.pages[0]["/Annots"][1].get_object()


def test_links_to_the_web_stay_and_nothing_is_fetched_on_opening() -> None:
    with zipfile.ZipFile(io.BytesIO(taken("docx").copy)) as archive:
        rels = archive.read("_rels/.rels").decode()
    assert "https://example.org/" in rels
    assert "about:blank" in rels


def test_no_cell_of_a_table_is_a_formula() -> None:
    told = b'name,sum\n"=HYPERLINK(""http://evil"")",-5\n+1+cmd|x,@SUM(A1)\n'
    cells = scrub("a.csv", told).copy.decode().splitlines()
    assert cells[1] == '"\'=HYPERLINK(""http://evil"")",-5'
    assert cells[2] == "'+1+cmd|x,'@SUM(A1)"


def test_chinese_text_of_an_old_program_is_read() -> None:
    assert scrub("a.txt", "价格上涨".encode("gb18030")).copy.decode() == "价格上涨"


# --- what is refused, with the reason ---

PDF, PNG, JPEG, DOCX = (TAKEN[code][1] for code in ("pdf", "png", "jpeg", "docx"))
HTML = b"<!DOCTYPE html><script>alert(1)</script>"
ARCHIVE = samples.packed({"a.txt": "a"})
REFUSED: dict[str, tuple[str, bytes, str, dict[str, str | int]]] = {
    "a PDF called a picture": ("photo.jpg", PDF, "mistyped", {"found": "pdf", "claimed": "jpg"}),
    "a picture called another": ("photo.png", JPEG, "mistyped", {"found": "jpeg", "claimed": "png"}),
    "a text called a picture": ("photo.png", b"hello", "mistyped", {"found": "txt", "claimed": "png"}),
    "a document called a sheet": ("a.xlsx", DOCX, "mistyped", {"found": "docx", "claimed": "xlsx"}),
    "a web page": ("a.html", HTML, "foreign", {"found": "html"}),
    "a web page called a text": ("a.txt", b"\n " + HTML, "foreign", {"found": "html"}),
    "a drawing with scripts": ("a.svg", b"<svg xmlns='x' onload='x'/>", "foreign", {"found": "svg"}),
    "a program": ("a.pdf", b"MZ" + bytes(100), "foreign", {"found": "exe"}),
    "a program of Linux": ("a", b"\x7fELF" + bytes(100), "foreign", {"found": "elf"}),
    "an archive": ("a.zip", ARCHIVE, "foreign", {"found": "zip"}),
    "a film of another kind": ("a.mov", samples.film(b"qt  "), "foreign", {"found": "mov"}),
    "a film of Matroska": ("a.webm", samples.webm(b"matroska"), "foreign", {"found": "mkv"}),
    "nothing": ("a.png", b"", "mistyped", {"found": "txt", "claimed": "png"}),
    "noise": ("a.bin", bytes(range(256)) * 4, "foreign", {"found": "unknown"}),
    "a locked PDF": ("a.pdf", samples.locked_paper(), "encrypted", {"found": "pdf"}),
    "a locked document": (
        "a.docx",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
        "encrypted",
        {"found": "docx"},
    ),
    "macros": ("a.docx", samples.docx({"word/vbaProject.bin": b"x"}), "macros", {"found": "docx"}),
    "hidden macros": ("a.docx", samples.docx({"word/x/vbaProject.bin": b"x"}), "macros", {"found": "docx"}),
    "embedded files": (
        "a.docx",
        samples.docx({"word/embeddings/o.bin": b"x"}),
        "embedded",
        {"found": "docx"},
    ),
    "entities": (
        "a.docx",
        samples.docx({"word/x.xml": '<!DOCTYPE x [<!ENTITY a "aa">]><x>&a;</x>'}),
        "entities",
        {"found": "xml"},
    ),
    "a way out": ("a.docx", samples.docx({"../../x": b"x"}), "unreadable", {"found": "docx"}),
    "a picture and an archive": ("a.png", PNG + ARCHIVE, "two_in_one", {"found": "png", "other": "zip"}),
    "a PDF and an archive": ("a.pdf", PDF + ARCHIVE, "two_in_one", {"found": "pdf", "other": "zip"}),
    "a PDF and a page": (
        "a.pdf",
        b"%PDF-1.4\n" + HTML + PDF,
        "two_in_one",
        {"found": "pdf", "other": "html"},
    ),
    "a page and a PDF": ("a.pdf", HTML + PDF, "foreign", {"found": "html"}),
    "a PDF and more": ("a.pdf", PDF + bytes(5000), "two_in_one", {"found": "pdf", "other": "unknown"}),
    "a picture and a PDF": ("a.gif", b"GIF89a" + PDF, "two_in_one", {"found": "gif", "other": "pdf"}),
    "a picture and a page": ("a.gif", b"GIF89a/*" + HTML, "two_in_one", {"found": "gif", "other": "html"}),
    "a picture and RAR": ("a.png", PNG + b"Rar!\x1a\x07\0", "two_in_one", {"found": "png", "other": "rar"}),
    "a sound and an archive": (
        "a.mp3",
        samples.mp3() + ARCHIVE,
        "two_in_one",
        {"found": "mp3", "other": "zip"},
    ),
    "half a picture": ("a.png", PNG[: len(PNG) // 2], "unreadable", {"found": "png"}),
    "half a paper": ("a.pdf", b"%PDF-1.4\n%%EOF", "unreadable", {"found": "pdf"}),
    "half a film": ("a.mp4", samples.film()[:60], "unreadable", {"found": "m4a"}),
    "half a sound": ("a.ogg", samples.ogg()[:-9], "unreadable", {"found": "ogg"}),
    "half a recording": ("a.wav", samples.wav()[:30], "unreadable", {"found": "wav"}),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_is_refused_says_why(case: str) -> None:
    name, content, reason, facts = REFUSED[case]
    assert refusal(name, content) == (reason, facts)


# --- bombs: refused at little cost ---


def flat_png(width: int, height: int) -> bytes:
    """A picture of one colour, small when packed (PNG, 2nd edition: a bit a pixel, lines that are not filtered)."""
    head = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    parts = ((b"IHDR", head), (b"IDAT", samples.zeros(((width + 7) // 8 + 1) * height)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
        for name, data in parts
    )


def overlapping() -> bytes:
    """A document whose parts are one and the same bytes, named many times in its directory."""
    content = samples.docx({"word/a.xml": b"<a>" + b"x" * 900_000 + b"</a>"})
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        place = archive.getinfo("word/a.xml")
    return _again(content, place, 300)


def _again(content: bytes, place: zipfile.ZipInfo, times: int) -> bytes:
    end = content.rfind(b"PK\x05\x06")
    start = int.from_bytes(content[end + 16 : end + 20], "little")
    entry_at = content.rfind(b"word/a.xml") - 46
    entry = content[entry_at : entry_at + 46 + 10]
    entries = b"".join(entry[:46] + b"word/%05d" % n for n in range(times))
    directory = content[start:end] + entries
    count = int.from_bytes(content[end + 10 : end + 12], "little") + times
    tail = content[end : end + 8] + count.to_bytes(2, "little") * 2
    return (
        content[:start]
        + directory
        + tail
        + len(directory).to_bytes(4, "little")
        + content[end + 16 : end + 22]
    )


def packed_paper() -> bytes:
    """A PDF whose objects unpack to very much."""
    out = io.BytesIO()
    writer = samples.PdfWriter()
    writer.add_blank_page(10, 10)
    stream = samples._stream(b"").flate_encode()
    stream._data = samples.zeros(300_000_000)
    writer.pages[0][samples.NameObject("/Contents")] = writer._add_object(stream)
    writer.write(out)
    return out.getvalue()


BOMBS = {
    "many pixels": ("a.png", lambda: flat_png(30_000, 30_000), {"pixels"}),
    "pixels just above": ("a.png", lambda: flat_png(8_001, 8_000), {"pixels"}),
    "zeros": ("a.docx", lambda: samples.docx({"word/x.bin": bytes(150_000_000)}), {"ratio"}),
    "too much": (
        "a.docx",
        lambda: samples.docx({f"word/{n}": bytes(90_000_000) for n in range(3)}),
        {"unpacked"},
    ),
    "many parts": ("a.docx", lambda: samples.docx({f"word/{n}": b"" for n in range(5000)}), {"entries"}),
    "parts over one another": ("a.docx", overlapping, {"unreadable", "unpacked"}),
    "many pages": ("a.pdf", lambda: samples.paper(1200), {"pages"}),
}


@pytest.mark.parametrize("case", BOMBS)
def test_a_bomb_is_refused_at_little_cost(case: str) -> None:
    name, build, reasons = BOMBS[case]
    content = build()
    before, started = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic()
    assert refusal(name, content)[0] in reasons
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    spent = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    assert spent < 2.0
    assert time.monotonic() - started < 30


def test_a_paper_that_unpacks_to_very_much_costs_its_own_process_only() -> None:
    """Its content is never unpacked: the copy keeps it packed."""
    content = packed_paper()
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    assert len(scrub("a.pdf", content).copy) < 1_000_000
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 100_000


@given(st.sampled_from(sorted(TAKEN)), st.data())
def test_no_damage_is_more_than_a_refusal(code: str, data: st.DataObject) -> None:
    """Whatever is changed in a file, it is cleaned or refused; nothing else comes out."""
    name, content = TAKEN[code]
    broken = bytearray(content)
    for at in data.draw(st.lists(st.integers(0, len(content) - 1), min_size=1, max_size=8)):
        broken[at] = data.draw(st.integers(0, 255))
    cut = data.draw(st.integers(len(content) // 2, len(content)))
    try:
        found, copy = worker.clean(name, bytes(broken[:cut]))
    except Unfit:
        return
    assert found in KINDS
    assert copy


@pytest.mark.parametrize(
    ("name", "end"), [("a.JPG", "jpg"), ("a.tar.gz", "gz"), ("none", ""), (".hidden", ""), ("a.", "")]
)
def test_the_end_of_a_name(name: str, end: str) -> None:
    assert extension_of(name) == end
