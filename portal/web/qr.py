"""QR codes (ISO/IEC 18004) of addresses, made as fast as the page they stand on.

Of two addresses of the same length that differ in digits, the codes differ in what the differing bits make: data and
error correction are linear over GF(2), and the mask is the same. So the code of an address is that of the address
with zeros for its last digits, and of each bit set in one of them what this bit alone changes. Both are made by segno
once; a number then costs a few exclusive ors instead of 2 ms.
"""

from __future__ import annotations

import re
from functools import lru_cache

import segno

_DIGITS, _DARK = re.compile(r"[0-9]{0,8}\Z"), re.compile("1+")
_BORDER = 4  # modules of quiet zone, ISO/IEC 18004, 6.3.8
_BITS = str.maketrans("\0\1", "01")


def qr_image(address: str) -> str:
    """Return the code of an address as a `data:` URI of an SVG picture.

    The mask is always the same: every reader undoes every mask.
    """
    rows = modules(address)
    side = len(rows) + 2 * _BORDER
    lines = "".join(f"M{_BORDER} {y + _BORDER}.5{_drawn(row)}" for y, row in enumerate(rows))
    return (
        f"data:image/svg+xml,%3Csvg xmlns=%22http://www.w3.org/2000/svg%22 viewBox=%220 0 {side} {side}%22 "
        f"shape-rendering=%22crispEdges%22%3E%3Cpath stroke=%22%23000%22 d=%22{lines}%22/%3E%3C/svg%3E"
    )


def modules(address: str) -> list[str]:
    """Return the rows of the code of an address, `1` for each dark module."""
    found = _DIGITS.search(address)
    head, digits = (address[: found.start()], found[0]) if found else (address, "")
    size, code = _made(head + "0" * len(digits))
    for place, digit in enumerate(digits):
        for bit in "1248":
            if int(digit) & int(bit):
                code ^= _changed(head, place, bit, len(digits))
    bits = f"{code:0{size * size}b}"
    return [bits[start : start + size] for start in range(0, size * size, size)]


@lru_cache(1024)
def _changed(head: str, place: int, bit: str, length: int) -> int:
    """Return which modules change when one bit of one of the zeros is set: the digit that has no other is the bit."""
    zeros = "0" * length
    return _made(head + zeros)[1] ^ _made(f"{head}{zeros[:place]}{bit}{zeros[place + 1 :]}")[1]


@lru_cache(128)
def _made(address: str) -> tuple[int, int]:
    """Return how many modules a side has, and all modules as one number."""
    matrix = segno.make(address, error="m", micro=False, mode="byte", mask=4).matrix
    return len(matrix), int(b"".join(matrix).decode("ascii").translate(_BITS), 2)


@lru_cache(4096)
def _drawn(row: str) -> str:
    """Return the dark modules of a row as strokes of a path that begins at its left end."""
    at, strokes = 0, []
    for run in _DARK.finditer(row):
        strokes.append(f"m{run.start() - at} 0h{run.end() - run.start()}")
        at = run.end()
    return "".join(strokes)
