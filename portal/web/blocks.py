"""Markdown cut into pieces that are cheap to render, whatever was typed.

Python-Markdown needs time that grows with the square of some texts (a heading, a rule or a line break copies
all that follows it in its block) and many microseconds for each mark in all others. One linear scan cuts the
text into blocks and prices each; what is dearer than any honest text is called plain, and shown as typed.
The prices are counts, not clocks, so the same text always looks the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final, Literal

Kind = Literal["markdown", "code", "plain"]
Piece = tuple[Kind, str]
"""A run of the text that is rendered in one way; of code, without its fence."""

MARKS: Final = 6_000
"""How many marks (stars, brackets, pipes, lines) of one text are rendered."""
COPIES: Final = 50_000_000
"""How many characters one block may have copied, at worst: its marks x its length."""
RULES: Final = 500_000
"""The same for lines that may be rules, underlines or headings: all that follows is searched after each."""
BATCH: Final = 4_000
"""Characters of consecutive blocks that are rendered together."""
_FENCE_MARKS: Final = 6  # code costs little, but what stands before and after it is rendered apart

_FENCE: Final = re.compile(r"(`{3,}|~{3,})([^`]*)$")
_HEADING: Final = re.compile(r"#{1,6}[^#]")
_NESTS: Final = re.compile(r" |>|[*+-] |\d{1,9}\. ")
_RULE: Final = re.compile(r"^ *(?:[-=*_] *)+$|^ *#", re.MULTILINE)
_DEEP: Final = re.compile(r"^ *(?:(?:>|[*+-] |\d{1,9}\. ) *){7}|^ {33}", re.MULTILINE)
_DELIMITERS: Final = "*_`[\\<&|>~"


def pieces(text: str) -> Iterator[Piece]:
    """Cut the text, in order. Its lines end in LF and it has no tabs. Linear in its length."""
    kind: Kind = "plain"
    run: list[str] = []
    size = 0
    for next_kind, block in _priced(text):
        if run and (next_kind != kind or kind == "code" or (kind == "markdown" and size > BATCH)):
            yield kind, "\n\n".join(run)
            run, size = [], 0
        kind = next_kind
        size += len(block)
        run.append(block)
    if run:
        yield kind, "\n\n".join(run)


def _priced(text: str) -> Iterator[Piece]:
    left = MARKS
    for code, lines in _fenced(text.split("\n")):
        if code:
            left -= _FENCE_MARKS
            yield "code", "\n".join(lines)
            continue
        for block in _blocks(lines):
            marks = _marks(block)
            if marks > left or _dear(block, marks):
                yield "plain", block
            else:
                left -= marks
                yield "markdown", block


def _fenced(lines: list[str]) -> Iterator[tuple[bool, list[str]]]:
    """Cut the lines into runs inside a fence and outside; an open fence ends with the text (CommonMark)."""
    run: list[str] = []
    fence = ""
    for line in lines:
        mark = _FENCE.match(line)
        opens = mark is not None and not fence
        closes = mark is not None and fence and mark[1].startswith(fence) and not mark[2].strip()
        if mark and (opens or closes):
            if run or fence:
                yield bool(fence), run
            run, fence = [], mark[1] if opens else ""
        else:
            run.append(line)
    if run or fence:
        yield bool(fence), run


def _blocks(lines: Iterable[str]) -> Iterator[str]:
    """Cut the lines into blocks that look alike alone and together: a list or quote is whole."""
    block: list[str] = []
    ended = nested = False
    for line in lines:
        if not line.strip():
            ended = True
            continue
        heading = _HEADING.match(line) is not None
        nests = _NESTS.match(line) is not None
        if block and (heading or (ended and not (nested and nests))):
            yield "\n".join(block)
            block = []
        if not block:
            nested = nests
        elif ended:
            block.append("")
        block.append(line.rstrip())
        ended = heading
        nested = nested and not heading
    if block:
        yield "\n".join(block)


def _dear(block: str, marks: int) -> bool:
    length = len(block)
    return (
        marks * length > COPIES
        or len(_RULE.findall(block)) * length > RULES
        or _DEEP.search(block) is not None
    )


def _marks(block: str) -> int:
    """The number of things in the block that take time: lines, delimiters and the cells of a table."""
    lines = block.count("\n") + 1
    columns = block.partition("\n")[0].count("|") if lines > 1 else 0
    return lines * (1 + columns) + sum(map(block.count, _DELIMITERS))
