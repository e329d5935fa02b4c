"""Office documents: packed files, looked at before anything is unpacked, and packed anew without their makers."""

from __future__ import annotations

import zlib
from io import BytesIO
from itertools import pairwise
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from portal.scrub.embedded import bare_picture
from portal.scrub.office_parts import is_dropped, rewritten
from portal.scrub.verdict import Unfit

ENTRIES, TOTAL, RATIO, SMALL = 4000, 200 * 2**20, 200, 2**20
"""Parts of a document, bytes of it unpacked, how many times larger a part may grow, and from which size on."""
_MACROS = ("vbaproject.bin", "vbadata.xml", "activex", "macrosheets", "basic/", "scripts/", "dialogs/")
_ENCRYPTED = 0x1
_EPOCH = (1980, 1, 1, 0, 0, 0)
_BROKEN = (BadZipFile, OSError, ValueError, NotImplementedError, RuntimeError, EOFError, zlib.error)


def clean_office(code: str, content: bytes) -> bytes:
    """Return the document packed anew without authors, times, templates, printers and previews. Raises Unfit."""
    try:
        with ZipFile(BytesIO(content)) as archive:
            entries = _examined(code, archive, content)
            return _packed_anew(code, archive, entries)
    except _BROKEN:
        raise Unfit("unreadable", found=code) from None
    except MemoryError:
        raise Unfit("unpacked", limit=TOTAL // 2**20) from None


def _examined(code: str, archive: ZipFile, content: bytes) -> list[ZipInfo]:
    """Look at the directory alone: nothing is unpacked before it is known to be no bomb."""
    entries = archive.infolist()
    if len(entries) > ENTRIES:
        raise Unfit("entries", limit=ENTRIES)
    if any(entry.flag_bits & _ENCRYPTED for entry in entries) or _is_sealed(archive, entries):
        raise Unfit("encrypted", found=code)
    if sum(entry.file_size for entry in entries) > TOTAL:
        raise Unfit("unpacked", limit=TOTAL // 2**20)
    if any(e.file_size > SMALL and e.file_size > RATIO * max(e.compress_size, 1) for e in entries):
        raise Unfit("ratio", limit=RATIO)
    _refuse_odd(code, entries, content)
    return entries


def _refuse_odd(code: str, entries: list[ZipInfo], content: bytes) -> None:
    """Refuse parts that lie over one another, before the first, twice or outside, and programs."""
    names = [entry.filename for entry in entries]
    by_place = sorted(entries, key=lambda entry: entry.header_offset)
    over = any(a.header_offset + 30 + a.compress_size > b.header_offset for a, b in pairwise(by_place))
    outside = any(name.startswith("/") or "\\" in name or ".." in name.split("/") for name in names)
    first = by_place[0].header_offset if by_place else 0
    if over or outside or first or len(set(names)) < len(names) or not content.startswith(b"PK\x03\x04"):
        raise Unfit("unreadable", found=code)
    if any(mark in name.lower() for name in names for mark in _MACROS):
        raise Unfit("macros", found=code)
    if any("/embeddings/" in name.lower() for name in names):
        raise Unfit("embedded", found=code)


def _is_sealed(archive: ZipFile, entries: list[ZipInfo]) -> bool:
    manifest = next(
        (e for e in entries if e.filename == "META-INF/manifest.xml" and e.file_size < SMALL), None
    )
    return manifest is not None and b"encryption-data" in archive.read(manifest)


def _packed_anew(code: str, archive: ZipFile, entries: list[ZipInfo]) -> bytes:
    packed = BytesIO()
    kept = [entry for entry in entries if not is_dropped(entry.filename)]
    with ZipFile(packed, "w", ZIP_DEFLATED) as fresh:
        for entry in kept:
            with archive.open(entry) as part:
                body = part.read(entry.file_size + 1)
            if len(body) != entry.file_size:
                raise Unfit("unreadable", found=code)
            plain = ZipInfo(entry.filename, _EPOCH)
            plain.compress_type = ZIP_STORED if entry.filename == "mimetype" else ZIP_DEFLATED
            fresh.writestr(plain, bare_picture(rewritten(entry.filename, body)))
    return packed.getvalue()
