"""MP4 and M4A: what is said about place, time and machine is blanked where it stands (ISO/IEC 14496-12).

Nothing is moved, so that the tables of where each sample lies stay true.
"""

from __future__ import annotations

from collections.abc import Iterator

from portal.scrub.verdict import Unfit

BOXES, DEPTH = 100_000, 12
_OUTER = frozenset(
    {
        b"ftyp",
        b"moov",
        b"mdat",
        b"free",
        b"skip",
        b"wide",
        b"moof",
        b"mfra",
        b"sidx",
        b"styp",
        b"pdin",
        b"prft",
        b"emsg",
    }
)
_INNER = frozenset(
    {b"moov", b"trak", b"mdia", b"minf", b"stbl", b"edts", b"mvex", b"moof", b"traf", b"dinf", b"mfra"}
)
_SAYING = frozenset({b"udta", b"meta", b"uuid", b"free", b"skip", b"xml ", b"emsg", b"prft"})
_TIMES = frozenset({b"mvhd", b"tkhd", b"mdhd"})
_SEEN_OR_HEARD = frozenset({b"vide", b"soun", b"text", b"sbtl", b"subt", b"hint"})


class _Box:
    """A box: its name, and where its body begins and ends."""

    __slots__ = ("body", "end", "name", "start")

    def __init__(self, name: bytes, start: int, body: int, end: int) -> None:
        self.name, self.start, self.body, self.end = name, start, body, end


class _Film:
    """A file that is being blanked, and how many boxes of it have been looked at."""

    def __init__(self, code: str, content: bytes) -> None:
        self.code, self.bytes, self.left = code, bytearray(content), BOXES

    def boxes(self, start: int, end: int) -> Iterator[_Box]:
        """Yield the boxes between two places, which they must fill. Raises Unfit."""
        at = start
        while at < end:
            size, name, head = self.number(at, 4), bytes(self.bytes[at + 4 : at + 8]), 8
            if size == 1:
                size, head = self.number(at + 8, 8), 16
            stop = end if size == 0 else at + size
            self.left -= 1
            if self.left < 0 or stop > end or stop < at + head or at + head > end:
                raise Unfit("unreadable", found=self.code)
            yield _Box(name, at, at + head, stop)
            at = stop

    def number(self, at: int, length: int) -> int:
        return int.from_bytes(self.bytes[at : at + length], "big")

    def silence(self, box: _Box) -> None:
        """Turn a box into free space of the same length."""
        self.bytes[box.start + 4 : box.start + 8] = b"free"
        self.bytes[box.body : box.end] = bytes(box.end - box.body)

    def find(self, box: _Box, *path: bytes) -> _Box | None:
        for inner in self.boxes(box.body, box.end):
            if inner.name == path[0]:
                return inner if len(path) == 1 else self.find(inner, *path[1:])
        return None


def clean_film(code: str, content: bytes) -> bytes:
    """Return the film without titles, places, times, makers and tracks that are neither seen nor heard.

    Raises Unfit.
    """
    film = _Film(code, content)
    outer = list(film.boxes(0, len(content)))
    names = {box.name for box in outer}
    if outer[0].name != b"ftyp" or b"moov" not in names:
        raise Unfit("unreadable", found=code)
    for box in outer:
        _look(film, box, 0)
        if box.name not in _OUTER:
            film.silence(box)
    return bytes(film.bytes)


def _look(film: _Film, box: _Box, depth: int) -> None:
    if depth > DEPTH:
        raise Unfit("unreadable", found=film.code)
    if box.name in _SAYING:
        film.silence(box)
    elif box.name in _TIMES:
        _forget_times(film, box)
    elif box.name == b"hdlr":
        film.bytes[box.body + 24 : box.end] = bytes(max(0, box.end - box.body - 24))  # the name of its maker
    elif box.name == b"trak" and _track_sort(film, box) not in _SEEN_OR_HEARD:
        _empty_track(film, box)
    elif box.name in _INNER:
        for inner in film.boxes(box.body, box.end):
            _look(film, inner, depth + 1)


def _forget_times(film: _Film, box: _Box) -> None:
    """Set when it was made and changed to the beginning of the count."""
    length = 16 if film.bytes[box.body : box.body + 1] == b"\x01" else 8
    film.bytes[box.body + 4 : min(box.body + 4 + length, box.end)] = bytes(
        min(length, max(0, box.end - box.body - 4))
    )


def _track_sort(film: _Film, box: _Box) -> bytes:
    handler = film.find(box, b"mdia", b"hdlr")
    return bytes(film.bytes[handler.body + 8 : handler.body + 12]) if handler else b""


def _empty_track(film: _Film, box: _Box) -> None:
    """Blank the samples of a track of measurements, such as positions by satellite, and then the track."""
    table = film.find(box, b"mdia", b"minf", b"stbl")
    if table is not None:
        for start, size in _samples(film, table):
            end = min(start + size, len(film.bytes))
            film.bytes[start:end] = bytes(max(0, end - start))
    film.silence(box)


def _samples(film: _Film, table: _Box) -> Iterator[tuple[int, int]]:
    """Yield where the samples of each chunk begin and how many bytes they take together."""
    sizes, runs = _sizes(film, table), _runs(film, table)
    wide = film.find(table, b"co64")
    chunks = wide or film.find(table, b"stco")
    width, taken = (8 if wide else 4), 0
    count = min(film.number(chunks.body + 4, 4), (chunks.end - chunks.body - 8) // width) if chunks else 0
    for number in range(1, count + 1):
        held = next((per for first, per in reversed(runs) if first <= number), 0)
        start = film.number(chunks.body + 8 + (number - 1) * width, width) if chunks else 0
        yield start, sum(sizes[taken : taken + held])
        taken += held


def _sizes(film: _Film, table: _Box) -> list[int]:
    box = film.find(table, b"stsz")
    if box is None:
        return []
    alike, count = film.number(box.body + 4, 4), film.number(box.body + 8, 4)
    if alike:
        return [alike] * min(count, BOXES)
    count = min(count, (box.end - box.body - 12) // 4)
    return [film.number(box.body + 12 + 4 * n, 4) for n in range(count)]


def _runs(film: _Film, table: _Box) -> list[tuple[int, int]]:
    box = film.find(table, b"stsc")
    count = min(film.number(box.body + 4, 4), (box.end - box.body - 8) // 12) if box else 0
    places = [box.body + 8 + 12 * n for n in range(count)] if box else []
    return [(film.number(at, 4), film.number(at + 4, 4)) for at in places]
