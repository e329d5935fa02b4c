"""Narrowing an answer: facets with counts, values left out, and pills that take either away again."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from flask import g, request

from portal.access import Permit
from portal.i18n import N_, _
from portal.identity.people import organisations
from portal.search.engine import Answer
from portal.search.queries import COLUMNS
from portal.search.sense import LABELLED, called, labels, name_of, status_of
from portal.slice import Slice
from portal.web.house import house
from portal.web.names import names
from portal.web.paging import href
from portal.web.records import Choice, Facet

_MOST = 12  # values of one facet that are shown, and those chosen
_TITLES = {
    "kind": N_("Kind"),
    "status": N_("Status"),
    "code": N_("Class"),
    "org": N_("Organisation"),
    "region": N_("Region"),
    "risk": N_("Risk"),
    "year": N_("Year"),
}


@dataclass(frozen=True, slots=True)
class Pill:
    """A filter in force: what it says, whether it leaves out, and the address without it."""

    text: str
    out: bool
    href: str


@dataclass(frozen=True, slots=True)
class Named:
    """A value of a facet as an address writes it and as the reader calls it."""

    value: str
    text: str
    count: int


Counted = Mapping[str, list[Named]]  # by the name of a filter


def rings(permit: Permit[Any]) -> tuple[str, ...]:
    """Return which words mean the same, asked once for a page."""
    if "rings" not in g:
        g.rings = house().services["rings"](permit)
    found: tuple[str, ...] = g.rings
    return found


def also_called(permit: Permit[Any], name: str) -> tuple[str, ...]:
    """Return all names of what is called so, this one among them."""
    return called(rings(permit)).get(name, (name,))


def region(permit: Permit[Any], name: str) -> str:
    """Return what the reader calls a region; nothing where there is none."""
    return name_of(also_called(permit, name)) if name else ""


def counted(permit: Permit[Any], slices: Iterable[Slice], answer: Answer) -> Counted:
    """Return the values of each facet with names; a value that has no name for this reader is not shown."""
    known = labels(slices)
    facets = {name: answer.facets.get(column, {}) for name, column in COLUMNS.items()}
    found = {
        name: [
            Named(str(value), _(known[name][str(value)]), count)
            for value, count in counts.items()
            if str(value) in known[name]
        ]
        if name in LABELLED
        else [Named(str(value), str(value), count) for value, count in counts.items()]
        for name, counts in facets.items()
    }
    kinds = {value for value in _values("kind") if not value.startswith("-")} or set(map(str, facets["kind"]))
    found["status"] = [
        Named(one.value, status_of(slices, one.value, kinds), one.count) for one in found["status"]
    ]
    found["org"] = _organisations(permit, facets["org"])
    found["region"] = _regions(permit, facets["region"]) if facets["region"] else []
    return found


def _regions(permit: Permit[Any], counts: Mapping[Any, int]) -> list[Named]:
    """Return the regions, each once however many names it has, called as the reader calls it, the most first.

    Its value is the name the address has, or the first.
    """
    chosen = {value.removeprefix("-") for value in _values("region")}
    together: dict[tuple[str, ...], int] = {}
    for value, count in counts.items():
        same = also_called(permit, str(value))
        together[same] = together.get(same, 0) + count
    most = sorted(together.items(), key=lambda one: -one[1])
    return [
        Named(next((name for name in same if name in chosen), same[0]), name_of(same), count)
        for same, count in most
    ]


def _organisations(permit: Permit[Any], counts: Mapping[Any, int]) -> list[Named]:
    chosen = set(_values("org"))
    some = [key for at, key in enumerate(counts) if at < _MOST or chosen]
    orgs, called = organisations(permit.session, some), names(permit.session, some)
    return [Named(orgs[key][0], called[key], counts[key]) for key in some if key in orgs]


def facets(values: Counted) -> list[Facet]:
    """Return the facets that lead somewhere; what is chosen is always among their values."""
    found = [Facet(_(title), _choices(name, values[name])) for name, title in _TITLES.items()]
    return [
        facet
        for facet in found
        if len(facet.items) > 1 or any(one.chosen or one.left_out for one in facet.items)
    ]


def _choices(name: str, values: list[Named]) -> list[Choice]:
    here = _Filter.of(name)
    return [
        Choice(
            one.text,
            one.count,
            here.toggled(one.value),
            one.value in here.values,
            "" if one.value in here.values else here.toggled(f"-{one.value}"),
            f"-{one.value}" in here.values,
        )
        for at, one in enumerate(values)
        if at < _MOST or one.value in here.values or f"-{one.value}" in here.values
    ]


def pills(values: Counted) -> list[Pill]:
    """Return the filters in force. One whose value is not among those counted is called as it is written."""
    found = []
    for name, title in _TITLES.items():
        if not (chosen := _values(name)):
            continue
        called, here = {one.value: one.text for one in values[name]}, _Filter.of(name)
        for written in dict.fromkeys(chosen):
            out = written.startswith("-")
            value = written.removeprefix("-")
            text = _("%(facet)s: %(value)s", facet=_(title), value=called.get(value, value))
            found.append(Pill(text, out, here.toggled(written)))
    return found


def _values(name: str) -> list[str]:
    return [value[:120] for value in request.args.getlist(name)[:20] if value.strip("-")]


@dataclass(frozen=True, slots=True)
class _Filter:
    """One filter of this page: its name, the values in force, and the page's address without it and its number."""

    name: str
    values: tuple[str, ...]
    without: str

    @classmethod
    def of(cls, name: str) -> _Filter:
        """Return the filter of this name as this page has it."""
        return cls(name, tuple(_values(name)), href(page=None, start=None, **{name: None}))

    def toggled(self, value: str) -> str:
        """Return the address with a value put in or taken out, and its opposite gone."""
        opposite = value.removeprefix("-") if value.startswith("-") else f"-{value}"
        kept = [one for one in self.values if one not in (value, opposite)]
        query = urlencode(
            [(self.name, one) for one in (kept if value in self.values else [*kept, value])], errors="replace"
        )
        if not query:
            return self.without
        return f"{self.without}{'&' if '?' in self.without else '?'}{query}"
