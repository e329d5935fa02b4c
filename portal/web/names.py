"""Names of organisations in the reader's language."""

from __future__ import annotations

from collections.abc import Iterable

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
