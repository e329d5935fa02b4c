"""The search page: one box for everything, and only what is the reader's."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from flask import Response, redirect, request

from portal.access import Permit
from portal.i18n import N_, _
from portal.identity.people import organisations
from portal.search import queries
from portal.search.engine import Answer, Remark, highlight
from portal.search.verbs import SearchVerb
from portal.web import records
from portal.web.house import house
from portal.web.names import names
from portal.web.pages import Pages, Values
from portal.web.paging import href, number, pager
from portal.web.records import Choice, Facet

pages = Pages("search", __name__, url_prefix="/search")
AnyPermit = Permit[Any]
_ORDERS = {"relevance": N_("Most relevant"), "newest": N_("Newest first"), "oldest": N_("Oldest first")}
_AROUND, _MOST_ORGANISATIONS = 160, 12
_REMARKS = {
    Remark.CUT: N_("Your search was longer than what can be read at once; its end was left out."),
    Remark.PLAIN: N_("Your search could not be read as written, so its words were searched."),
    Remark.EMPTY: N_("There is nothing in this that can be searched for."),
    Remark.LOOSE: N_("Nothing matched exactly; these records have most of what you typed."),
    Remark.AWAY: N_("The index is being rebuilt, so results may be missing for a moment."),
}


@pages.show("/", SearchVerb.ASK)
def ask(permit: AnyPermit) -> Values | Response:
    asked = _asked(permit)
    if place := queries.numbered(permit, _slices(), asked.words):
        return redirect(records.address(place))  # type: ignore[return-value]  # flask's own Response
    answer = queries.ask(permit, house().services["search"], asked)
    return _page(permit, asked, answer)


def _slices() -> Any:
    return house().services["slices"]


def _asked(permit: AnyPermit) -> queries.Asked:
    asked = queries.read(permit.session, request.args.to_dict(flat=False))
    return replace(asked, page=number())


def _page(permit: AnyPermit, asked: queries.Asked, answer: Answer) -> Values:
    found = queries.shown(permit, _slices(), answer.hits)
    known = names(permit.session, (card.org_id for _hit, card in found))
    lines = [_line(card, known, answer.terms) for _hit, card in found]
    return {
        "words": asked.words,
        "lines": lines,
        "total": answer.total,
        "facets": _facets(permit, asked, answer),
        "pager": pager(asked.page, more=asked.page * queries.SIZE < answer.total),
        "orders": _orders(asked),
        "notes": [_(_REMARKS[note]) for note in answer.notes],
        "narrowed": bool(asked.kinds or asked.statuses or asked.organisations or asked.years),
        "all_url": href(kind=None, status=None, org=None, year=None, page=None),
    }


def latest(permit: AnyPermit, limit: int) -> list[records.Line]:
    """Return the newest records the reader may read, one line a record."""
    answer = queries.ask(permit, house().services["search"], queries.Asked("", order="newest"))
    found = queries.shown(permit, _slices(), answer.hits)
    once = {card.reference: card for _hit, card in reversed(found)}
    newest = sorted(once.values(), key=lambda card: card.when, reverse=True)
    return records.lines(permit, newest[:limit])


def _line(card: Any, known: Mapping[int, str], terms: tuple[str, ...]) -> records.Line:
    title = highlight(card.title, terms)
    return records.line(card, known.get(card.org_id or 0, ""), title, highlight(card.text, terms, _AROUND))


def _orders(asked: queries.Asked) -> list[tuple[str, str, bool]]:
    return [(_(label), href(order=code, page=None), code == asked.order) for code, label in _ORDERS.items()]


def _facets(permit: AnyPermit, asked: queries.Asked, answer: Answer) -> list[Facet]:
    kinds = {k.model.kind: k.label for s in _slices() for k in s.kinds}
    statuses = {code: label for s in _slices() for k in s.kinds for code, label in k.statuses.items()}
    most = dict(list(answer.facets["organisation"].items())[:_MOST_ORGANISATIONS])
    orgs = organisations(permit.session, [int(key) for key in most])
    known = names(permit.session, orgs)
    facets = [
        _facet(_("Kind"), "kind", answer.facets["kind"], {k: _(v) for k, v in kinds.items()}, asked.kinds),
        _facet(
            _("Status"),
            "status",
            answer.facets["status"],
            {k: _(v) for k, v in statuses.items()},
            asked.statuses,
        ),
        _organisations(most, orgs, known, asked.organisations),
        _facet(
            _("Year"), "year", answer.facets["year"], {y: str(y) for y in answer.facets["year"]}, asked.years
        ),
    ]
    return [facet for facet in facets if facet.items]


def _facet(title: str, name: str, counts: Mapping[Any, int], labels: Mapping[Any, str], chosen: Any) -> Facet:
    items = [
        Choice(labels[key], count, _toggle(name, str(key)), key in chosen)
        for key, count in counts.items()
        if key in labels
    ]
    return Facet(title, items)


def _organisations(
    counts: Mapping[Any, int], orgs: Mapping[int, tuple[str, str, str]], known: Mapping[int, str], chosen: Any
) -> Facet:
    items = [
        Choice(known[key], count, _toggle("org", orgs[key][0]), key in chosen)
        for key, count in counts.items()
        if key in orgs
    ]
    return Facet(_("Organisation"), items)


def _toggle(name: str, value: str) -> str:
    """Return this page's address with one value of a facet put in or taken out; the page number goes."""
    values = request.args.getlist(name)
    kept = [v for v in values if v != value] if value in values else [*values, value]
    return href(page=None, **{name: kept or None})
