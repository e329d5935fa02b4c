"""Where the words of a query stand in a text, as plain segments: whoever shows them escapes them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import lru_cache

from portal.search.engine.analyser import PART, WORD_LIMIT, fold, stem

SCANNED = 100_000  # characters of a text that are looked at for the best passage
_Span = tuple[int, int, str]  # start, end, and the word found


class _Folds(dict[int, str]):
    """Characters folded one for one, so that places in the folded text are places in the text."""

    def __missing__(self, point: int) -> str:
        folded = fold(chr(point))
        self[point] = one = folded if len(folded) == 1 else chr(point)
        if len(self) > 1 << 16:
            self.clear()
        return one


_FOLDS = _Folds()


def highlight(text: str, terms: Iterable[str], around: int | None = None) -> list[tuple[str, bool]]:
    """The text in segments, each with whether it is one of the words.

    `terms` is that of an Answer. `around`: only the passage of about so many characters where the most
    different words stand closest, with an ellipsis where something was left out; None: all of it.
    """
    scanned = text if around is None else text[:SCANNED]
    found = _found(scanned.translate(_FOLDS), *_wanted(frozenset(terms)))
    if around is None or len(text) <= around:
        return _segments(text, 0, len(text), found)
    start, end = _passage(text, found, max(around, 1))
    segments = _segments(text, start, end, found)
    return [("…", False)] * (start > 0) + segments + [("…", False)] * (end < len(text))


@lru_cache(maxsize=256)
def _wanted(terms: frozenset[str]) -> tuple[re.Pattern[str] | None, frozenset[str], tuple[str, ...]]:
    """What finds runs of characters, the words, and how words begin: the same for every text of a page."""
    begins = tuple(term[:-1] for term in terms if term.endswith("*"))
    words = {term for term in terms if PART.fullmatch(term)}
    runs = sorted((term for term in terms - words if not term.endswith("*") and term), key=len, reverse=True)
    pattern = re.compile(f"(?=({'|'.join(map(re.escape, runs))}))") if runs else None
    return pattern, frozenset(words | {stem(word) for word in words}), begins


def _found(
    folded: str, runs: re.Pattern[str] | None, words: frozenset[str], begins: tuple[str, ...]
) -> list[_Span]:
    """Every word found, ascending."""
    found: list[_Span] = []
    if runs:
        found += [(match.start(1), match.end(1), match[1]) for match in runs.finditer(folded)]
    if words or begins:
        for match in PART.finditer(folded):
            word = match[0][:WORD_LIMIT]
            if stem(word) in words or (begins and word.startswith(begins)):
                found.append((match.start(), match.end(), word))
    return sorted(found)


def _passage(text: str, found: list[_Span], around: int) -> tuple[int, int]:
    """Where the window of so many characters with the most different words, then the most words, lies."""
    within: Counter[str] = Counter()
    best, first, last, left = (0, 0), 0, 0, 0
    for right, (_, end, term) in enumerate(found):
        within[term] += 1
        while left < right and end - found[left][0] > around:
            within -= Counter((found[left][2],))
            left += 1
        if (value := (len(within), right - left + 1)) > best:
            best, first, last = value, found[left][0], end
    start = max(0, first - max(0, around - (last - first)) // 2)
    end = min(len(text), start + around)
    return _whole_words(text, max(0, end - around), end, first, last)


def _whole_words(text: str, start: int, end: int, first: int, last: int) -> tuple[int, int]:
    """The passage without the rest of a Latin word at either end, if that is short; all of `first` to `last` stays."""
    begin = start
    while 0 < begin < min(first, start + 20) and text[begin - 1].isascii() and text[begin - 1].isalnum():
        begin += 1
    stop = end
    while last < stop > end - 20 and _letters(text[stop - 1 : stop + 1]):
        stop -= 1
    return begin, stop if last <= stop > end - 20 else end


def _letters(pair: str) -> bool:
    """Whether a cut between two characters would go through a Latin word."""
    return len(pair) == 2 and pair.isascii() and pair.isalnum()


def _segments(text: str, start: int, end: int, found: list[_Span]) -> list[tuple[str, bool]]:
    """The passage cut where words begin and end; words that touch or overlap are one."""
    segments: list[tuple[str, bool]] = []
    place = start
    for begin, stop in _merged(found):
        begin, stop = max(begin, place), min(stop, end)  # noqa: PLW2901
        if begin < stop:
            segments += [(text[place:begin], False)] * (place < begin) + [(text[begin:stop], True)]
            place = stop
    return segments + [(text[place:end], False)] * (place < end)


def _merged(found: list[_Span]) -> Iterator[tuple[int, int]]:
    start = stop = -1
    for begin, end, _ in found:
        if begin > stop:
            if start >= 0:
                yield start, stop
            start, stop = begin, end
        stop = max(stop, end)
    if start >= 0:
        yield start, stop
