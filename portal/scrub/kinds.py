"""What a file is, by its content alone. Its name is only held against that afterwards."""

from __future__ import annotations

import re
from dataclasses import dataclass
from io import BytesIO
from zipfile import BadZipFile, ZipFile

import puremagic


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of file that is taken: its code, its media type, and the ends of names it may have."""

    code: str
    mime: str
    extensions: tuple[str, ...]


KINDS = {
    kind.code: kind
    for kind in (
        Kind("jpeg", "image/jpeg", ("jpg", "jpeg", "jpe", "jfif")),
        Kind("png", "image/png", ("png",)),
        Kind("webp", "image/webp", ("webp",)),
        Kind("gif", "image/gif", ("gif",)),
        Kind("pdf", "application/pdf", ("pdf",)),
        Kind("docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document", ("docx",)),
        Kind("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", ("xlsx",)),
        Kind("pptx", "application/vnd.openxmlformats-officedocument.presentationml.presentation", ("pptx",)),
        Kind("odt", "application/vnd.oasis.opendocument.text", ("odt",)),
        Kind("ods", "application/vnd.oasis.opendocument.spreadsheet", ("ods",)),
        Kind("txt", "text/plain; charset=utf-8", ("txt", "text", "log")),
        Kind("csv", "text/csv; charset=utf-8", ("csv",)),
        Kind("md", "text/markdown; charset=utf-8", ("md", "markdown")),
        Kind("mp3", "audio/mpeg", ("mp3",)),
        Kind("m4a", "audio/mp4", ("m4a", "mp4")),
        Kind("ogg", "audio/ogg", ("ogg", "oga", "opus")),
        Kind("wav", "audio/wav", ("wav",)),
        Kind("mp4", "video/mp4", ("mp4", "m4v")),
        Kind("webm", "video/webm", ("webm",)),
    )
}
TEXTS = frozenset({"txt", "csv", "md"})
PICTURES = frozenset({"jpeg", "png", "webp", "gif"})
OFFICE = frozenset({"docx", "xlsx", "pptx", "odt", "ods"})
_STARTS = (
    (b"\xff\xd8\xff", "jpeg"),
    (b"\x89PNG\r\n\x1a\n", "png"),
    (b"GIF87a", "gif"),
    (b"GIF89a", "gif"),
    (b"%PDF-", "pdf"),
    (b"OggS", "ogg"),
    (b"ID3", "mp3"),
    (b"\x1aE\xdf\xa3", "webm"),
    (b"MZ", "exe"),
    (b"\x7fELF", "elf"),
    (b"{\\rtf", "rtf"),
    (b"%!PS", "ps"),
    (b"#!", "script"),
    (b"Rar!", "rar"),
    (b"7z\xbc\xaf", "7z"),
)
_PACKED = (
    ("word/vbaProject.bin", "macros"),
    ("xl/vbaProject.bin", "macros"),
    ("ppt/vbaProject.bin", "macros"),
    ("word/document.xml", "docx"),
    ("xl/workbook.xml", "xlsx"),
    ("ppt/presentation.xml", "pptx"),
    ("AndroidManifest.xml", "apk"),
    ("META-INF/MANIFEST.MF", "jar"),
)
_OPEN_DOCUMENT = "application/vnd.oasis.opendocument."
_MARKUP = re.compile(rb"\s*<(?:!doctype|html|head|body|script|svg|iframe|\?xml|!--)", re.IGNORECASE)
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_HEAD = 4096


def extension_of(name: str) -> str:
    """Return the end of a file's name in small letters, without the dot; empty when there is none."""
    stem, dot, end = name.rpartition(".")
    return end.strip().lower() if dot and stem else ""


def sniff(content: bytes, extension: str = "") -> str:
    """Return the code of what the content is: one of KINDS, or the name of something that is not taken.

    The extension only tells texts apart, which nothing in them does.
    """
    found = next((code for start, code in _STARTS if content.startswith(start)), "")
    found = found or _by_structure(content) or _text(content, extension)
    return found or _foreign(content)


def _by_structure(content: bytes) -> str:
    if content[:4] == b"RIFF":
        return {b"WEBP": "webp", b"WAVE": "wav"}.get(content[8:12], "riff")
    if content[:4] in (b"PK\x03\x04", b"PK\x05\x06"):
        return _packed(content)
    if content[4:8] == b"ftyp":
        return _boxed(content)
    if content[:8] == b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1":
        return "encrypted" if "EncryptedPackage".encode("utf-16-le") in content else "ole"
    return "mp3" if len(content) > 4 and content[0] == 0xFF and content[1] & 0xE6 == 0xE2 else ""


def _packed(content: bytes) -> str:
    try:
        with ZipFile(BytesIO(content)) as archive:
            names = set(archive.namelist())
            kept = archive.getinfo("mimetype") if "mimetype" in names else None
            mime = archive.read(kept).decode("ascii", "replace") if kept and kept.file_size < 200 else ""
    except (BadZipFile, OSError, ValueError, NotImplementedError, RuntimeError):
        return "zip"
    if mime.startswith(_OPEN_DOCUMENT):
        return {"text": "odt", "spreadsheet": "ods"}.get(mime.removeprefix(_OPEN_DOCUMENT), "odf")
    return next((code for name, code in _PACKED if name in names), "zip")


def _boxed(content: bytes) -> str:
    brand = content[8:12]
    if brand in (b"qt  ", b"heic", b"heix", b"mif1", b"msf1", b"avif", b"avis", b"crx "):
        return {b"qt  ": "mov", b"avif": "avif", b"avis": "avif"}.get(brand, "heic")
    return "mp4" if b"vide" in content else "m4a"


def _text(content: bytes, extension: str) -> str:
    if _MARKUP.match(content[:_HEAD].removeprefix(b"\xef\xbb\xbf")):
        return "svg" if b"<svg" in content[:_HEAD].lower() else "html"
    if readable(content) is None:
        return ""
    return next((code for code in sorted(TEXTS) if extension in KINDS[code].extensions), "txt")


def readable(content: bytes) -> str | None:
    """Return the text of a file in UTF-8 or GB 18030; None when it is no text."""
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        return None if _CONTROLS.search(text) else text
    return None


def _foreign(content: bytes) -> str:
    try:
        found: str = puremagic.from_string(content[:_HEAD])
    except (puremagic.PureError, ValueError):
        return "unknown"
    return re.sub(r"[^a-z0-9]", "", found.lower())[:8] or "unknown"
