"""The Chinese catalogue: gettext files whose msgid is the English text, merged into one dictionary.

The files are read as they are written (`translations/zh_Hans/LC_MESSAGES/<room>.po`): nothing to compile,
nothing that can lag behind its source.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final

from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import PoFileError, PoFileParser

FOLDER: Final = Path(__file__).parent.parent / "translations" / "zh_Hans" / "LC_MESSAGES"


class CatalogueError(Exception):
    """A catalogue cannot be used: a file is malformed, or two places translate one message differently."""


class _Collecting(Catalog):
    """A catalogue that hands every message on, where Babel's own would keep the first of two silently."""

    def __init__(self, source: Path, merged: dict[str, str]) -> None:
        super().__init__(locale="zh_Hans")
        self._source = source
        self._merged = merged

    def __setitem__(self, key: Any, message: Message) -> None:
        super().__setitem__(key, message)
        # Chinese has one plural form (CLDR), so a plural message has one text, kept under its singular.
        msgid, text = _first(message.id), _first(message.string)
        if not msgid or not text or message.fuzzy:
            return
        if message.context:
            raise CatalogueError(f"{self._source.name}: msgctxt is not supported ({msgid!r})")
        if self._merged.setdefault(msgid, text) != text:
            raise CatalogueError(f"{self._source.name}: {msgid!r} is translated differently in two places")


def _first(text: str | Sequence[str] | None) -> str:
    return (text or "") if isinstance(text, str | None) else text[0]


def read(folder: Path) -> Mapping[str, str]:
    """English text -> Chinese text, from all .po files of the folder; fuzzy and empty entries do not count.

    CatalogueError: a file is malformed or not UTF-8, or a msgid has two different translations.
    """
    merged: dict[str, str] = {}
    for source in sorted(folder.glob("*.po")):
        parser = PoFileParser(_Collecting(source, merged), ignore_obsolete=True, abort_invalid=True)
        try:
            parser.parse(source.read_bytes().splitlines())
        except (PoFileError, ValueError, IndexError) as error:
            raise CatalogueError(f"{source.name}: {error}") from error
    return MappingProxyType(merged)


@cache
def chinese() -> Mapping[str, str]:
    """The portal's own catalogue, read once a process. CatalogueError as for `read`."""
    return read(FOLDER)
