"""Messages in the reader's language. The msgid is the English text, so English is the identity."""

from __future__ import annotations

import re
from typing import Any, Final

from portal.i18n.catalogue import chinese
from portal.i18n.language import CHINESE, current

_HOLE: Final = re.compile(r"%(?:\((\w{1,64})\)[sd]|%)")


def _fill(text: str, values: dict[str, Any]) -> str:
    """`%(name)s` becomes the value, `%%` a percent sign; whatever else stands there stays as it is."""

    def one(hole: re.Match[str]) -> str:
        name = hole[1]
        if name is None:
            return "%"
        return str(values[name]) if name in values else hole[0]

    return _HOLE.sub(one, text)


def translate(msgid: str, lang: str) -> str:
    """The message in a language that is named; English where Chinese has no translation."""
    return chinese().get(msgid, msgid) if lang == CHINESE else msgid


def bilingual(*msgids: str) -> str:
    """Messages in both languages, for search: who asks in one language finds what was written in the other."""
    words = (word for msgid in msgids if msgid for word in (msgid, translate(msgid, CHINESE)))
    return " ".join(dict.fromkeys(words))


def gettext(msgid: str, **values: Any) -> str:
    """The message in the reader's language, with `%(name)s` filled in.

    Never raises: a name without a value, or a stray percent sign, is shown as it was written. As with
    gettext elsewhere, a message that is given no values is taken verbatim ("100%", not "100%%").
    """
    text = translate(msgid, current())
    return _fill(text, values) if values else text


def ngettext(one: str, many: str, n: int, **values: Any) -> str:
    """The message for n things, with `%(n)s` filled in besides the values; Chinese has a single form."""
    lang = current()
    text = translate(one, lang) if lang == CHINESE and one in chinese() else (one if n == 1 else many)
    return _fill(text, {"n": n, **values})


def N_(msgid: str) -> str:  # noqa: N802 (the name every extractor of messages knows)
    """Mark a message for translation; the one who shows it translates it."""
    return msgid


class Lazy:
    """A message that is translated each time it is shown: for labels written down before a reader is known.

    It takes part in whatever is done to a text to show it (str, format, %, +, in, len, methods of str) and
    deliberately is not a str: json and SQL refuse it, so that no language is stored by accident.
    """

    __slots__ = ("_msgid", "_values")

    def __init__(self, msgid: str, values: dict[str, Any]) -> None:
        self._msgid = msgid
        self._values = values

    def __str__(self) -> str:
        return gettext(self._msgid, **self._values)

    def __repr__(self) -> str:
        return f"lazy({self._msgid!r})"

    def __format__(self, spec: str) -> str:
        return format(str(self), spec)

    def __mod__(self, values: Any) -> str:
        return str.__mod__(str(self), values)

    def __add__(self, other: object) -> str:
        return str(self) + str(other)

    def __radd__(self, other: object) -> str:
        return str(other) + str(self)

    def __len__(self) -> int:
        return len(str(self))

    def __contains__(self, part: str) -> bool:
        return part in str(self)

    def __eq__(self, other: object) -> bool:
        if isinstance(other, Lazy):
            return (self._msgid, self._values) == (other._msgid, other._values)
        return NotImplemented

    def __hash__(self) -> int:
        return hash(self._msgid)

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_"):
            raise AttributeError(name)
        return getattr(str(self), name)


def lazy(msgid: str, **values: Any) -> Any:
    """The message, translated when it is shown and not before: a Lazy, for libraries that ask for str."""
    return Lazy(msgid, values)
