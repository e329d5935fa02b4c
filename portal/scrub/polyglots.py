"""Files that are two things at once: a picture that also opens as an archive, a PDF that is also a web page."""

from __future__ import annotations

import re

from portal.scrub.kinds import OFFICE, TEXTS
from portal.scrub.verdict import Unfit

_HEAD, _TAIL = 1024, 22 + 0xFFFF
_PAGE = re.compile(rb"<(?:!doctype\s+html|html|script|svg|iframe|body)\b|<\?php", re.IGNORECASE)
_ARCHIVES = ((b"Rar!\x1a\x07", "rar"), (b"7z\xbc\xaf\x27\x1c", "7z"))
_END, _ENTRY = b"PK\x05\x06", b"PK\x01\x02"


def refuse_two_in_one(code: str, content: bytes) -> None:
    """Raise Unfit when another program would read the file as something else.

    Readers of PDF look for its mark in the first 1,024 bytes (ISO 32000-1, annex H, note 13), those of ZIP for
    its end in the last 65,557, browsers for markup in the first 1,445.
    """
    other = _other(code, content)
    if other:
        raise Unfit("two_in_one", found=code, other=other)


def _other(code: str, content: bytes) -> str:
    head = content[:_HEAD]
    if code != "pdf" and b"%PDF-" in head:
        return "pdf"
    if code not in TEXTS and _PAGE.search(head):
        return "html"
    if code not in OFFICE and _ends_as_archive(content):
        return "zip"
    if code == "pdf" and b"%%EOF" not in content[-_HEAD:]:
        return "unknown"
    return next((name for mark, name in _ARCHIVES if mark in content), "")


def _ends_as_archive(content: bytes) -> bool:
    """Return whether a central directory of ZIP stands at the end (APPNOTE 6.3.10, 4.3.16)."""
    tail = content[-_TAIL:]
    at = tail.rfind(_END)
    if at < 0 or len(tail) - at < 22:
        return False
    size = int.from_bytes(tail[at + 12 : at + 16], "little")
    start = len(content) - len(tail) + at - size
    return start >= 0 and size > 0 and content[start : start + 4] == _ENTRY
