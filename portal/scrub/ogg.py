"""Ogg: the comments of Vorbis and Opus blanked where they stand, and the pages signed anew (RFC 3533, RFC 7845)."""

from __future__ import annotations

from portal.scrub.verdict import Unfit

_PAGE = 27
_STARTS = (b"\x01vorbis", b"OpusHead")
_COMMENTS = (b"\x03vorbis", b"OpusTags")
_POLYNOMIAL = 0x04C11DB7


def _table() -> list[int]:
    rows = []
    for byte in range(256):
        value = byte << 24
        for _ in range(8):
            value = (value << 1 ^ _POLYNOMIAL if value & 0x80000000 else value << 1) & 0xFFFFFFFF
        rows.append(value)
    return rows


_TABLE = _table()


def clean_ogg(code: str, content: bytes) -> bytes:
    """Return the sound with empty comments: their lengths stay, so that no page moves. Raises Unfit."""
    pages = _pages(code, content)
    blank = bytearray(content)
    places = _comment_places(code, content, pages)
    _blank(code, blank, places)
    touched = [page for page in pages if page[0] <= places[-1] and page[1] > places[0]]
    for start, end in touched:
        blank[start + 22 : start + 26] = bytes(4)
        blank[start + 22 : start + 26] = _sum(blank[start:end]).to_bytes(4, "little")
    return bytes(blank)


def _pages(code: str, content: bytes) -> list[tuple[int, int]]:
    """Return where the pages begin and end; together they must be the whole file."""
    found, at = [], 0
    while at < len(content):
        segments = content[at + 26] if at + _PAGE <= len(content) else 0
        end = at + _PAGE + segments + sum(content[at + _PAGE : at + _PAGE + segments])
        if content[at : at + 4] != b"OggS" or end > len(content):
            raise Unfit("unreadable", found=code)
        found.append((at, end))
        at = end
    return found


def _comment_places(code: str, content: bytes, pages: list[tuple[int, int]]) -> list[int]:
    """Return where the bytes of the second packet stand, the one with the comments."""
    first = pages[0][0] + _PAGE + content[pages[0][0] + 26]
    if not content[first : first + 8].startswith(_STARTS):
        raise Unfit("unreadable", found=code)
    places: list[int] = []
    for start, _end in pages[1:]:
        sizes = content[start + _PAGE : start + _PAGE + content[start + 26]]
        at = start + _PAGE + len(sizes)
        for size in sizes:
            places.extend(range(at, at + size))
            at += size
            if size < 255:
                return places
    raise Unfit("unreadable", found=code)


def _blank(code: str, blank: bytearray, places: list[int]) -> None:
    """Overwrite the maker's name and what stands after each `=` with spaces."""
    packet = bytes(blank[place] for place in places)
    mark = next((mark for mark in _COMMENTS if packet.startswith(mark)), None)
    if mark is None:
        raise Unfit("unreadable", found=code)
    at = len(mark)
    at, spans = _span(packet, at)
    count, at = int.from_bytes(packet[at : at + 4], "little"), at + 4
    texts = [spans]
    for _ in range(min(count, len(packet) // 4)):
        at, span = _span(packet, at)
        texts.append(span)
    for start, end in texts:
        equals = packet.find(b"=", start, end)
        for place in places[equals + 1 if equals >= 0 else start : end]:
            blank[place] = 0x20


def _span(packet: bytes, at: int) -> tuple[int, tuple[int, int]]:
    """Return where the next text ends, and where it stands."""
    end = min(at + 4 + int.from_bytes(packet[at : at + 4], "little"), len(packet))
    return end, (min(at + 4, end), end)


def _sum(page: bytearray) -> int:
    value = 0
    for byte in page:
        value = (value << 8 & 0xFFFFFFFF) ^ _TABLE[(value >> 24) ^ byte]
    return value
