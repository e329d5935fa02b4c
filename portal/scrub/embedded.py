"""Pictures inside other files: what they say about themselves is cut out, the picture is left as it is."""

from __future__ import annotations

_PNG = b"\x89PNG\r\n\x1a\n"
_SEEN = frozenset(
    {b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"gAMA", b"sRGB", b"cHRM", b"bKGD", b"pHYs", b"sBIT"}
)
_ADOBE = 0xEE  # how the colours are stored, which readers must know


def bare_picture(content: bytes) -> bytes:
    """Return a JPEG or PNG without the segments that say where, when and by whom; anything else as it is."""
    if content.startswith(b"\xff\xd8"):
        return _bare_jpeg(content)
    return _bare_png(content) if content.startswith(_PNG) else content


def _bare_jpeg(content: bytes) -> bytes:
    """Drop APP1 to APP13, APP15 and comments (ITU-T T.81, B.2.4), and what follows the end of the picture."""
    kept, at = bytearray(content[:2]), 2
    while at + 4 <= len(content) and content[at] == 0xFF:
        mark = content[at + 1]
        end = at + 2 + int.from_bytes(content[at + 2 : at + 4], "big")
        if mark == 0xDA:  # from here on the picture itself
            stop = content.rfind(b"\xff\xd9")
            return bytes(kept) + content[at : stop + 2 if stop > at else len(content)]
        said = 0xE1 <= mark <= 0xEF and mark != _ADOBE
        if not (said or mark == 0xFE):
            kept += content[at:end]
        at = end
    return content


def _bare_png(content: bytes) -> bytes:
    """Keep the chunks that are seen (ISO/IEC 15948, 11)."""
    kept, at = bytearray(_PNG), len(_PNG)
    while at + 12 <= len(content):
        end = at + 12 + int.from_bytes(content[at : at + 4], "big")
        if content[at + 4 : at + 8] in _SEEN:
            kept += content[at:end]
        at = end
    return bytes(kept)
