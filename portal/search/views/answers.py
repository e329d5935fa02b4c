"""The search pages: one box for everything, and only what is the reader's."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any

from flask import Response, abort, redirect, request, url_for

from portal.access import Permit
from portal.i18n import N_, _, ngettext
from portal.search import queries, suggest
from portal.search.engine import Answer, Hit, Remark, Sense, highlight
from portal.search.sense import labels, sense
from portal.search.verbs import SearchVerb
from portal.search.views import narrowing
from portal.search.views.files import MOST, TYPES, exported
from portal.search.wording import FIELDS, composed
from portal.slice import Card
from portal.web import records
from portal.web.house import house
from portal.web.limits import Limit
from portal.web.names import names
from portal.web.pages import Pages, Values
from portal.web.paging import Pager, href, number, pager
from portal.web.typed import clean

pages = Pages("search", __name__, url_prefix="/search")
AnyPermit = Permit[Any]
_ORDERS = {
    "relevance": N_("Most relevant"),
    "newest": N_("Newest first"),
    "oldest": N_("Oldest first"),
    "due": N_("Due first"),
}
_AROUND = 160
_REMARKS = {
    Remark.CUT: N_("Your search was longer than what can be read at once; its end was left out."),
    Remark.PLAIN: N_("Your search could not be read as written, so its words were searched."),
    Remark.EMPTY: N_("There is nothing in this that can be searched for."),
    Remark.LOOSE: N_("Nothing matched exactly; the records that have most of your words come first."),
    Remark.AWAY: N_("The index is being rebuilt, so results may be missing for a moment."),
}
_EXPORTS = Limit("search.export", 60, timedelta(hours=1))


@pages.show("/", SearchVerb.ASK)
def ask(permit: AnyPermit) -> Values | Response:
    if any(request.args.get(name) for name in FIELDS):
        return _away(_permalink())
    if ref := request.args.get("like", ""):
        return _alike(permit, ref)
    asked = _asked(permit)
    place = queries.numbered(permit, _slices(), asked.words)
    return _away(records.address(place)) if place else _page(permit, asked, _answer(permit, asked))


@pages.show("/compose", SearchVerb.COMPOSE)
def compose(permit: AnyPermit) -> Values:
    known = labels(_slices())
    choices = {name: [(code, _(label)) for code, label in known[name].items()] for name in ("kind", "code")}
    return {**choices, "orders": [(code, _(label)) for code, label in _ORDERS.items()], "me": permit.actor.id}


@pages.show("/complete", SearchVerb.COMPLETE)
def complete(permit: AnyPermit) -> Values:
    typed = clean(request.args.get("q", "")[:256], multiline=False)
    return {"words": suggest.completions(permit, _engine(), _slices(), typed)}


@pages.show("/export/<form>", SearchVerb.EXPORT, limit=_EXPORTS)
def export(permit: AnyPermit, form: str) -> Values | Response:
    if form not in TYPES:
        abort(404)
    asked = _asked(permit)
    question = queries.question(permit, asked, _sense(permit, asked))
    answer = _engine().ask(replace(question, facets=(), start=None, offset=0, limit=MOST))
    cards = [card for _hit, card in queries.shown(permit, _slices(), answer.hits)]
    return exported(form, asked.words, answer.total, cards, names(permit.session, (c.org_id for c in cards)))


def _slices() -> Any:
    return house().services["slices"]


def _engine() -> Any:
    return house().services["search"]


def _sense(permit: AnyPermit, asked: queries.Asked) -> Sense | None:
    """Return what the words mean; without words there is nothing to know."""
    return None if not asked.words else sense(permit, _slices(), narrowing.rings(permit))


def _asked(permit: AnyPermit) -> queries.Asked:
    asked = queries.read(permit.session, request.args.to_dict(flat=False), partial(narrowing.rings, permit))
    return replace(asked, page=number())


def _answer(permit: AnyPermit, asked: queries.Asked) -> Answer:
    return queries.ask(permit, _engine(), asked, _sense(permit, asked))


def _away(url: str) -> Response:
    return redirect(url)  # type: ignore[return-value]  # flask's own Response


def _permalink() -> str:
    """Return the address that says what the form of the compose page says."""
    kept = {name: request.args.getlist(name) for name in (*queries.COLUMNS, "order")}
    kept = {name: [value for value in values if value] for name, values in kept.items()}
    return url_for("search.ask", q=composed(request.args) or None, **{k: v for k, v in kept.items() if v})  # type: ignore[arg-type]


def _page(permit: AnyPermit, asked: queries.Asked, answer: Answer) -> Values:
    found = queries.shown(permit, _slices(), answer.hits)
    values = narrowing.counted(permit, _slices(), answer)
    return {
        "words": asked.words,
        "lines": _lines(permit, found, answer.terms, dated=asked.order == "newest"),
        "total": answer.total,
        "facets": narrowing.facets(values),
        "pills": narrowing.pills(values),
        "pager": _pager(asked, answer),
        "orders": _orders(permit, asked),
        "notes": [_(_REMARKS[note]) for note in answer.notes],
        "better": _better(permit, asked, answer),
        "exports": _exports(answer.total),
        "steps": _steps(asked, answer),
        "source": None,
        "all_url": href(**dict.fromkeys(queries.COLUMNS), page=None, start=None),
    }


def _alike(permit: AnyPermit, ref: str) -> Values:
    found = suggest.alike(permit, _engine(), _slices(), clean(ref[:40], multiline=False))
    if found is None:
        abort(404)
    card, hits = found
    nothing: Values = dict.fromkeys(("facets", "pills", "orders", "notes", "exports", "steps"), ())
    source = {"title": card.title, "href": records.address(card.place), "reference": card.reference}
    lines = _lines(permit, hits, ())
    more = {
        "lines": lines,
        "total": len(lines),
        "source": source,
        "pager": None,
        "better": None,
        "all_url": "",
    }
    return {"words": "", **nothing, **more}


def latest(permit: AnyPermit, limit: int) -> list[records.Line]:
    """Return the newest records the reader may read, one line a record."""
    question = queries.question(permit, queries.Asked("", order="newest"))
    answer = _engine().ask(replace(question, facets=(), limit=limit))
    found = queries.shown(permit, _slices(), answer.hits)
    known = names(permit.session, (card.org_id for _hit, card in found))
    return [records.line(card, known.get(card.org_id or 0, ""), latest=_moment(hit)) for hit, card in found]


def alike(permit: AnyPermit, words: str, kinds: frozenset[str], most: int) -> list[Card]:
    """Return the records of these kinds that are most like the words, for rooms that suggest them."""
    return queries.alike(permit, _engine(), _slices(), words[:_LONGEST_LIKENESS], kinds, most)


_LONGEST_LIKENESS = 256


def _lines(
    permit: AnyPermit, found: list[tuple[Hit, Card]], terms: tuple[str, ...], *, dated: bool = False
) -> list[records.Line]:
    known = names(permit.session, (card.org_id for _hit, card in found))
    return [_line(hit, card, known, terms, dated=dated) for hit, card in found]


def _line(
    hit: Hit, card: Card, known: Mapping[int, str], terms: tuple[str, ...], *, dated: bool
) -> records.Line:
    title = highlight(card.title, terms)
    more = ngettext("%(n)s part of it matches", "%(n)s parts of it match", hit.parts) if hit.parts > 1 else ""
    name, passage = known.get(card.org_id or 0, ""), highlight(card.text, terms, _AROUND)
    return records.line(card, name, title, passage, more, _moment(hit) if dated else None)


def _moment(hit: Hit) -> datetime:
    return datetime.fromtimestamp(hit.moment, UTC)


def _pager(asked: queries.Asked, answer: Answer) -> Pager:
    before = asked.page * queries.SIZE if asked.start is None else 0
    here = pager(asked.page, more=len(answer.hits) == queries.SIZE and answer.total > before)
    start = queries.following(asked, answer.hits, answer.total)
    if here.next is None or start is None:
        return here
    on = href(page=str(asked.page + 1), start=start)
    shown = [replace(page, href=on if page.text == str(asked.page + 1) else page.href) for page in here.pages]
    return replace(here, next=on, pages=shown)


def _orders(permit: AnyPermit, asked: queries.Asked) -> list[tuple[str, str, bool]]:
    """Return the orders to choose from; what is due concerns those who may have to act."""
    return [
        (_(label), href(order=code, page=None, start=None), code == asked.order)
        for code, label in _ORDERS.items()
        if code != "due" or permit.actor.id or asked.order == "due"
    ]


def _better(permit: AnyPermit, asked: queries.Asked, answer: Answer) -> tuple[str, str] | None:
    """Return other words that find something, where these found nothing as written, and their address."""
    if answer.total and Remark.LOOSE not in answer.notes:
        return None
    words = suggest.better(permit, _engine(), _slices(), asked.words)
    if words is None or not _answer(permit, queries.Asked(words)).total:
        return None
    return words, url_for("search.ask", q=words)


def _exports(total: int) -> list[tuple[str, str]]:
    """Return the files of this answer, by the name of their form."""
    asked = href(page=None, start=None).partition("?")[2]
    files = ((form, url_for("search.export", form=form)) for form in TYPES if total)
    return [(form.upper(), f"{url}?{asked}") for form, url in files]


def _steps(asked: queries.Asked, answer: Answer) -> list[tuple[str, str]]:
    """Return what can be done where nothing was found."""
    words = asked.words.split()
    steps = [
        (_("Search again without the filters"), href(**dict.fromkeys(queries.COLUMNS), page=None, start=None))
    ]
    steps = steps if asked.only or asked.without else []
    if len(words) > 1 and Remark.PLAIN not in answer.notes and ":" not in asked.words:
        steps.append((_("Look for any of these words"), url_for("search.ask", q=" OR ".join(words)[:256])))
    return [
        *steps,
        (_("Search with a form"), url_for("search.compose")),
        (_("File a complaint"), url_for("cases.write", step="kind")),
        (_("Follow my case"), url_for("cases.track")),
    ]
