"""Names of organisations in the reader's language."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cached_property

from sqlalchemy.orm import Session

from portal.i18n import current, pick
from portal.identity.people import choose, organisations


def names(session: Session, org_ids: Iterable[int | None]) -> dict[int, str]:
    """Return the names of organisations by id, in the language of the page: one query."""
    lang = current()
    return {key: pick(lang, zh, en) for key, (_ref, zh, en) in organisations(session, org_ids).items()}


def picker(session: Session, *sorts: str, none: str | None = None) -> list[tuple[str, str]]:
    """Return the active organisations of these sorts as choices (reference, name); `none` leads with an empty one."""
    lang = current()
    choices = [(ref, pick(lang, zh, en)) for _id, ref, zh, en in choose(session, *sorts)]
    return [("", none), *choices] if none is not None else choices


class Offered:
    """The same choices for a field that takes any value: fetched when it is shown, and not when it is sent."""

    def __init__(self, session: Session, *sorts: str, none: str | None = None) -> None:
        self._asked = session, sorts, none

    @cached_property
    def _choices(self) -> list[tuple[str, str]]:
        session, sorts, none = self._asked
        return picker(session, *sorts, none=none)

    def __iter__(self) -> Iterator[tuple[str, str]]:
        return iter(self._choices)
