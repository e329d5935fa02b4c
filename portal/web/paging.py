"""Pages of a list: twenty rows, and addresses that keep every other choice of the reader."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode
from weakref import WeakKeyDictionary

from flask import g, request
from sqlalchemy import Integer, Select, bindparam
from sqlalchemy.orm import Session

from portal.i18n import _

SIZE = 20
_LAST = 500
_SLICED: WeakKeyDictionary[Any, Select[*tuple[Any, ...]]] = WeakKeyDictionary()


@dataclass(frozen=True, slots=True)
class PageLink:
    """One entry of the pager."""

    text: str
    href: str | None
    current: bool


@dataclass(frozen=True, slots=True)
class Pager:
    """Where the reader is in a list and how to go on."""

    previous: str | None
    next: str | None
    pages: Sequence[PageLink]
    text: str


def number() -> int:
    """Return the page asked for, from 1; anything else asked for is 1."""
    asked = request.args.get("page", "1")
    return min(max(int(asked), 1), _LAST) if asked.isascii() and asked.isdigit() and len(asked) < 6 else 1


def href(**changes: str | list[str] | None) -> str:
    """Return this page's address with some of its query changed; None takes a value away."""
    said = {name: pairs for name, pairs in _asked().items() if name not in changes}
    said |= {name: _pairs(name, value) for name, value in changes.items() if value is not None}
    query = "&".join(filter(None, said.values()))
    return f"{request.path}?{query}" if query else request.path


def _asked() -> dict[str, str]:
    """Return the query as it came, by name: a page has many links that change one thing of it."""
    if "asked" not in g:
        g.asked = {name: _pairs(name, values) for name, values in request.args.lists() if name != "done"}
    asked: dict[str, str] = g.asked
    return asked


def _pairs(name: str, value: str | list[str]) -> str:
    return urlencode({name: value}, doseq=True, encoding="utf-8", errors="replace")


def slice_of(session: Session, query: Select[*tuple[Any, ...]], size: int = SIZE) -> tuple[list[Any], Pager]:
    """Return the rows of the page asked for and its pager: one statement, no count of the whole list."""
    here = number()
    asked = {"most": size + 1, "skip": (here - 1) * size}
    rows = list(session.execute(_sliced(query), asked).all())
    return rows[:size], pager(here, more=len(rows) > size)


def _sliced(query: Select[*tuple[Any, ...]]) -> Select[*tuple[Any, ...]]:
    """Return a slice of a list; that of a query which is kept is kept with it."""
    found = _SLICED.get(query)
    if found is None:
        found = query.limit(bindparam("most", type_=Integer)).offset(bindparam("skip", type_=Integer))
        _SLICED[query] = found
    return found


def pager(here: int, *, more: bool) -> Pager:
    """Return the pager of page `here` when `more` says whether another follows."""
    shown = [PageLink(str(here), None, current=True)]
    if here > 1:
        shown.insert(0, PageLink(str(here - 1), href(page=str(here - 1)), current=False))
    if more:
        shown.append(PageLink(str(here + 1), href(page=str(here + 1)), current=False))
    before = href(page=str(here - 1) if here > 2 else None) if here > 1 else None
    after = href(page=str(here + 1)) if more else None
    return Pager(before, after, shown, _("Page %(here)s", here=here))
