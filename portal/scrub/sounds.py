"""Sound: MP3 and WAV without the tags that name people, places and machines."""

from __future__ import annotations

from portal.scrub.verdict import Unfit

_RATES = {3: (44100, 48000, 32000), 2: (22050, 24000, 16000), 0: (11025, 12000, 8000)}
_BITS_1 = (32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320)
_BITS_2 = (8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160)
_KEPT = (b"fmt ", b"fact", b"data")


def clean_mp3(code: str, content: bytes) -> bytes:
    """Return the frames of sound alone (ISO/IEC 11172-3), without ID3v1, ID3v2, APE and lyrics. Raises Unfit."""
    at, frames, kept = 0, 0, bytearray()
    while content[at : at + 3] == b"ID3" and at + 10 <= len(content):
        at += 10 + _synchsafe(content[at + 6 : at + 10])
    while 0 <= at < len(content):
        end = at + _frame(content, at)
        if at < end <= len(content) and (end == len(content) or frames or _frame(content, end)):
            kept += content[at:end]
            at, frames = end, frames + 1
        else:  # padding, damage or a tag: on to where two frames follow one another
            at, frames = content.find(b"\xff", at + 1), 0
    if len(kept) < len(content) // 2 or not kept:
        raise Unfit("unreadable", found=code)
    return bytes(kept)


def _synchsafe(four: bytes) -> int:
    return sum((byte & 0x7F) << shift for byte, shift in zip(four, (21, 14, 7, 0), strict=True))


def _frame(content: bytes, at: int) -> int:
    """Return the length of the frame of layer III that begins here; 0 when none does."""
    if at + 4 > len(content) or content[at] != 0xFF or content[at + 1] & 0xE6 != 0xE2:
        return 0
    version, kind, rate = content[at + 1] >> 3 & 3, content[at + 2] >> 4, content[at + 2] >> 2 & 3
    if version not in _RATES or not 0 < kind < 15 or rate == 3:
        return 0
    bits = (_BITS_1 if version == 3 else _BITS_2)[kind - 1]
    return (144 if version == 3 else 72) * bits * 1000 // _RATES[version][rate] + (content[at + 2] >> 1 & 1)


def clean_wav(code: str, content: bytes) -> bytes:
    """Return the sound alone, without LIST, bext, iXML and whatever else programs add. Raises Unfit."""
    at, kept = 12, bytearray()
    while at + 8 <= len(content):
        size = int.from_bytes(content[at + 4 : at + 8], "little")
        if content[at : at + 4] == b"data":
            size = min(
                size, len(content) - at - 8
            )  # recorders that were cut off leave a size that is too large
        chunk = content[at + 8 : at + 8 + size]
        if content[at : at + 4] in _KEPT:
            kept += content[at : at + 4] + len(chunk).to_bytes(4, "little") + chunk + bytes(len(chunk) & 1)
        at += 8 + size + (size & 1)
    if not kept.startswith(b"fmt ") or b"data" not in kept:
        raise Unfit("unreadable", found=code)
    return b"RIFF" + (len(kept) + 4).to_bytes(4, "little") + b"WAVE" + bytes(kept)
