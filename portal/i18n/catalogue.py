"""The Chinese catalogue: gettext files whose msgid is the English text, merged into one dictionary.

The files are read as they are written (`translations/zh_Hans/LC_MESSAGES/<room>.po`): nothing to compile,
nothing that can lag behind its source.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final

from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import PoFileError, PoFileParser

FOLDER: Final = Path(__file__).parent.parent / "translations" / "zh_Hans" / "LC_MESSAGES"


class CatalogueError(Exception):
    """A catalogue cannot be used: a file is malformed, or two places translate one message differently."""


class _Everything(Catalog):
    """A catalogue that remembers every message, where Babel's own keeps the first of two silently."""

    def __init__(self) -> None:
        super().__init__(locale="zh_Hans")
        self.messages: list[Message] = []

    def __setitem__(self, key: Any, message: Message) -> None:
        super().__setitem__(key, message)
        self.messages.append(message)


def read(folder: Path) -> Mapping[str, str]:
    """English text -> Chinese text, from all .po files of the folder; fuzzy and empty entries do not count.

    CatalogueError: a file is malformed or not UTF-8, or some msgids have two different translations, all of
    which it names with their files.
    """
    found: dict[str, tuple[str, str]] = {}
    quarrels: list[str] = []
    for source in sorted(folder.glob("*.po")):
        for msgid, text in _entries(source):
            other, first = found.setdefault(msgid, (text, source.name))
            if other != text:
                quarrels.append(f"{msgid!r} is {other} in {first} and {text} in {source.name}")
    if quarrels:
        raise CatalogueError("translated differently in two places: " + "; ".join(quarrels))
    return MappingProxyType({msgid: text for msgid, (text, _) in found.items()})


@cache
def chinese() -> Mapping[str, str]:
    """The portal's own catalogue, read once a process. CatalogueError as for `read`."""
    return read(FOLDER)


def _entries(source: Path) -> Iterator[tuple[str, str]]:
    catalogue = _Everything()
    try:
        PoFileParser(catalogue, ignore_obsolete=True, abort_invalid=True).parse(
            source.read_bytes().splitlines()
        )
    except (PoFileError, ValueError, IndexError) as error:
        raise CatalogueError(f"{source.name}: {error}") from error
    for message in catalogue.messages:
        if message.context:
            raise CatalogueError(f"{source.name}: msgctxt is not supported ({message.id!r})")
        # Chinese has one plural form (CLDR): a plural message has one text, for its singular and its plural.
        text = _texts(message.string)[0]
        if text and not message.fuzzy:
            yield from ((msgid, text) for msgid in _texts(message.id) if msgid)


def _texts(text: str | Sequence[str] | None) -> Sequence[str]:
    return (text or "",) if isinstance(text, str | None) else text
