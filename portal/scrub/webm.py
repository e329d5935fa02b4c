"""WebM: titles, tags, attachments and the names of programs blanked where they stand (RFC 8794, RFC 9559)."""

from __future__ import annotations

from collections.abc import Iterator

from portal.scrub.verdict import Unfit

ELEMENTS = 500_000
_HEADER, _SEGMENT, _INFO, _TRACKS, _TRACK, _CLUSTER = (
    0x1A45DFA3,
    0x18538067,
    0x1549A966,
    0x1654AE6B,
    0xAE,
    0x1F43B675,
)
_DOCTYPE, _VOID = 0x4282, 0xEC
_LEVEL_1 = frozenset({0x114D9B74, _INFO, _TRACKS, _CLUSTER, 0x1C53BB6B, 0x1043A770, 0x1254C367, 0x1941A469})
_VOIDED = frozenset(
    {0x1254C367, 0x1941A469, 0x1043A770, _VOID}
)  # tags, attachments, chapters, what is void already
_VOIDED_INFO = frozenset(
    {0x7BA9, 0x4461, 0x7384, 0x73A4, 0x3CB923, 0x3C83AB, 0x3EB923, 0x3E83BB, 0x4444, 0x6924}
)
_SPACED = frozenset({0x4D80, 0x5741, 0x536E, 0x258688})  # which program wrote it; names of tracks and codecs


class _Element:
    """An element: its number, and where it, its body and its end stand; `open` when no length was written."""

    __slots__ = ("body", "end", "number", "open", "start")

    def __init__(self, number: int, start: int, body: int, end: int, *, is_open: bool) -> None:
        self.number, self.start, self.body, self.end, self.open = number, start, body, end, is_open


class _Reel:
    """A file that is being blanked, and how many elements of it may still be looked at."""

    def __init__(self, code: str, content: bytes) -> None:
        self.code, self.bytes, self.left = code, bytearray(content), ELEMENTS

    def elements(self, start: int, end: int, stop_at: frozenset[int] = frozenset()) -> Iterator[_Element]:
        """Yield the elements between two places, up to one of `stop_at`. Raises Unfit."""
        at = start
        while at < end:
            element = self._element(at, end)
            if element.number in stop_at:
                return
            yield element
            at = self._open_end(element, end) if element.open and element.number != _SEGMENT else element.end

    def _element(self, at: int, end: int) -> _Element:
        self.left -= 1
        number, length = self._varint(at, keep_mark=True)
        size, more = self._varint(at + length, keep_mark=False)
        body = at + length + more
        is_open = more > 0 and size == (1 << 7 * more) - 1
        stop = end if is_open else body + size
        if self.left < 0 or not length or not more or stop > end:
            raise Unfit("unreadable", found=self.code)
        return _Element(number, at, body, stop, is_open=is_open)

    def _varint(self, at: int, *, keep_mark: bool) -> tuple[int, int]:
        first = self.bytes[at] if at < len(self.bytes) else 0
        length = 9 - first.bit_length() if first else 0
        if at + length > len(self.bytes):
            return 0, 0
        value = int.from_bytes(self.bytes[at : at + length], "big")
        return (value if keep_mark else value & (1 << 7 * length) - 1), length

    def _open_end(self, element: _Element, end: int) -> int:
        """Return where a cluster without a length ends: where something of its own level begins."""
        at = element.body
        for inner in self.elements(element.body, end, _LEVEL_1):
            at = inner.end
        return at

    def void(self, element: _Element) -> None:
        """Turn an element into empty space of the same length."""
        length = element.end - element.start
        wide = min(8, length - 1)
        size = length - 1 - wide
        mark = 1 << 7 * wide
        self.bytes[element.start : element.end] = (
            bytes([_VOID]) + (mark | size).to_bytes(wide, "big") + bytes(size)
        )


def clean_webm(code: str, content: bytes) -> bytes:
    """Return the film without title, date, tags, attachments and the names of programs. Raises Unfit."""
    reel = _Reel(code, content)
    outer = list(reel.elements(0, len(content)))
    if [element.number for element in outer[:2]] != [_HEADER, _SEGMENT]:
        raise Unfit("unreadable", found=code)
    doctype = next((e for e in reel.elements(outer[0].body, outer[0].end) if e.number == _DOCTYPE), None)
    if doctype is None or bytes(reel.bytes[doctype.body : doctype.end]).rstrip(b"\0") != b"webm":
        raise Unfit("foreign", found="mkv")
    for element in list(reel.elements(outer[1].body, outer[1].end)):
        _look(reel, element)
    for extra in outer[2:]:
        reel.void(extra)
    return bytes(reel.bytes)


def _look(reel: _Reel, element: _Element) -> None:
    if element.number in _VOIDED or element.number not in _LEVEL_1:
        reel.void(element)
    elif element.number in (_INFO, _TRACKS):
        for inner in list(reel.elements(element.body, element.end)):
            _look_inside(reel, inner)


def _look_inside(reel: _Reel, element: _Element) -> None:
    if element.number in _VOIDED_INFO or element.number in _VOIDED:
        reel.void(element)
    elif element.number in _SPACED:
        reel.bytes[element.body : element.end] = b" " * (element.end - element.body)
    elif element.number == _TRACK:
        for inner in list(reel.elements(element.body, element.end)):
            _look_inside(reel, inner)
