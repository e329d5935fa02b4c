"""What people type, made fit to keep: normalised once, at the door, before any check sees it."""

from __future__ import annotations

import re
from typing import Final
from unicodedata import combining, normalize

MARKS: Final = 30
"""Combining marks kept on one letter (Stream-Safe Text Format, UAX #15): more is a drawing, and makes
normalisation take time that grows with the square of their number."""
EMBEDDINGS: Final = 16
"""Directional embeddings kept inside one another; no text that is read needs as many."""

_BREAKS: Final = re.compile("\r\n|[\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
_UNFIT: Final = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufeff\ufff9-\ufffb\U000e0001"
    + "".join(f"{chr(plane + 0xFFFE)}{chr(plane + 0xFFFF)}" for plane in range(0, 0x110000, 0x10000))
    + "]+"
)
_DIRECTIONS: Final = re.compile("[\u202a-\u202e\u2066-\u2069]")
_HIDDEN: Final = re.compile(
    "[\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\U000e0000-\U000e007f]+"
)
_POP, _POP_ISOLATE = "\u202c", "\u2069"
_CLOSERS: Final = {_POP, _POP_ISOLATE}
_CLOSER: Final = {
    **dict.fromkeys("\u202a\u202b\u202d\u202e", _POP),
    **dict.fromkeys("\u2066\u2067\u2068", _POP_ISOLATE),
}
_WORD: Final = re.compile(r"[0-9A-Za-z\u00c0-\u024f'’-]{1,20}$")


def clean(text: str, multiline: bool) -> str:  # noqa: FBT001 (the one thing to say about a field)
    """The text as it is kept: NFC, LF, stripped, without what cannot be seen, stored or read safely.

    Gone are control characters but newline and tab, lone surrogates, noncharacters, byte order marks and
    more than MARKS combining marks in a row. A single line has spaces for breaks and tabs, and no invisible
    characters but joiners, so that no two names look alike by them. In several lines each line closes the
    directional embeddings it opens, so that a text never turns round what stands beside it (UAX #9).
    Never raises; linear in the length of the text.
    """
    text = _BREAKS.sub("\n", text) if not text.isprintable() else text
    text = _UNFIT.sub("", text)
    if multiline:
        text = "\n".join(map(_balanced, text.split("\n"))) if _DIRECTIONS.search(text) else text
    else:
        text = _HIDDEN.sub("", text).replace("\n", " ").replace("\t", " ")
    return text.strip() if text.isascii() else normalize("NFC", _stream_safe(text)).strip()


def excerpt(text: str, chars: int) -> str:
    """The beginning of a plain text on one line, at most `chars` long, with an ellipsis where it was cut.

    Latin words and letters with their marks stay whole. Reads no more than it may show, many times over.
    """
    beginning = text[: chars * 8]
    flat = " ".join(beginning.split())
    if len(flat) <= chars and len(beginning) == len(text):
        return flat
    cut = flat[: max(chars - 1, 0)]
    rest = flat[len(cut) :]
    if rest and (combining(rest[0]) or rest[0] in "\u200d\ufe0f"):
        cut = cut.rstrip("\u200d")[:-1]
    elif _WORD.match(rest[:1]):
        cut = _WORD.sub("", cut) or cut
    return cut.rstrip(" ,.;:，、。；：\u200d") + "…" if chars > 0 else ""


def _stream_safe(text: str) -> str:
    if not any(map(combining, text)):
        return text
    kept: list[str] = []
    run = 0
    for character in text:
        run = run + 1 if combining(character) else 0
        if run <= MARKS:
            kept.append(character)
    return "".join(kept)


def _balanced(line: str) -> str:
    """The line with each embedding and isolate closed in it, and no closer that closes nothing."""
    kept: list[str] = []
    pending: list[str] = []
    for character in line:
        if character in _CLOSER:
            if len(pending) == EMBEDDINGS:
                continue
            pending.append(_CLOSER[character])
        elif character in _CLOSERS and not _closes(character, pending):
            continue
        kept.append(character)
    return "".join(kept + pending[::-1])


def _closes(closer: str, pending: list[str]) -> bool:
    """Whether something open is closed by it; an isolate's end also ends what was opened inside it."""
    if closer not in pending or (closer == _POP and pending[-1] != _POP):
        return False
    while pending.pop() != closer:
        pass
    return True
