"""Which of the two languages the reader reads, held for the length of one request, mail or job."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar, Token
from typing import Final

LANGS: Final = ("zh-hans", "en")
"""The languages of the portal as its URLs spell them; the first is the default."""

HTML_LANG: Final = {"zh-hans": "zh-Hans", "en": "en"}
"""The value of the `lang` attribute for each language (BCP 47, RFC 5646)."""

CHINESE: Final = "zh-hans"

_current: ContextVar[str] = ContextVar("portal_language", default=CHINESE)


def current() -> str:
    """The language of whoever is being answered; Chinese where nobody has said."""
    return _current.get()


def set_language(lang: str) -> Token[str]:
    """Answer in `lang` from here on, until `reset` is given the token back. ValueError: not one of LANGS."""
    if lang not in LANGS:
        raise ValueError(f"not a language of the portal: {lang!r}")
    return _current.set(lang)


def reset(token: Token[str]) -> None:
    """Back to the language that was current before `set_language` returned this token."""
    _current.reset(token)


@contextmanager
def using(lang: str) -> Iterator[None]:
    """Answer in `lang` inside the block: a mail is written in its reader's language, not in the sender's."""
    token = set_language(lang)
    try:
        yield
    finally:
        reset(token)


def pick(lang: str, zh: str | None, en: str | None) -> str:
    """Of a text kept in two languages the one `lang` reads, or the other where that one is empty."""
    first, second = (zh, en) if lang == CHINESE else (en, zh)
    return first or second or ""
