"""The quick way to a QR code makes the very code that the slow one makes."""

from __future__ import annotations

import re
from urllib.parse import unquote

import pytest
import segno

from portal.web.qr import modules, qr_image

_ADDRESSES = (
    "https://gongzhi.example/zh-hans/cases/track?reference=C-2026-",
    "http://localhost:8000/en/cases/C-2027-",
    "https://ai.governance.a-rather-long-name.gov.example/portal/zh-hans/cases/track?reference=C-2026-",
)


def _slowly(address: str) -> list[str]:
    made = segno.make(address, error="m", micro=False, mask=4)
    return ["".join(map(str, row)) for row in made.matrix]


@pytest.mark.parametrize("address", _ADDRESSES)
def test_a_code_is_the_one_the_standard_makes(address: str) -> None:
    numbers = ["000000", "000001", "123456", "987654", "999999", "1000000"]
    numbers += [f"{(7919 * n) % 1_000_000:06d}" for n in range(1, 12)]
    assert [modules(address + number) for number in numbers] == [_slowly(address + n) for n in numbers]


def test_an_address_without_a_number_has_a_code() -> None:
    assert modules("https://gongzhi.example/") == _slowly("https://gongzhi.example/")


def test_the_picture_shows_the_modules_inside_a_quiet_zone() -> None:
    address = f"{_ADDRESSES[0]}004711"
    svg = unquote(qr_image(address).partition(",")[2])
    rows, side = _slowly(address), re.search(r'viewBox="0 0 (\d+) (\d+)"', svg)
    dark = set()
    for x, y, strokes in re.findall(r"M(\d+) (\d+)\.5([^M\"]*)", svg):
        at = int(x)
        for gap, length in re.findall(r"m(\d+) 0h(\d+)", strokes):
            dark |= {(at + int(gap) + n, int(y)) for n in range(int(length))}
            at += int(gap) + int(length)
    assert side is not None
    assert {int(side[1]), int(side[2])} == {len(rows) + 8}
    assert dark == {(x + 4, y + 4) for y, row in enumerate(rows) for x, bit in enumerate(row) if bit == "1"}
