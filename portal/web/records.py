"""What the pages of records share: buttons, facets, cards with addresses."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from flask import url_for

from portal.access import Permit, Verb
from portal.i18n import HTML_LANG, _, day, local, ngettext
from portal.store import now
from portal.web.names import names
from portal.web.paging import href


@dataclass(frozen=True, slots=True)
class Offer:
    """A button that leads to a verb's page."""

    text: str
    href: str
    tone: str


@dataclass(frozen=True, slots=True)
class Choice:
    """One value of a facet: choosing it again takes it away. `out` is the address that leaves it out instead."""

    text: str
    count: int | None
    href: str
    chosen: bool
    out: str = ""
    left_out: bool = False


@dataclass(frozen=True, slots=True)
class Facet:
    """A facet and its values."""

    title: str
    items: Sequence[Choice]


@dataclass(frozen=True, slots=True)
class Line:
    """A record's line in a list, with its address and words in the reader's language."""

    href: str
    title: Any
    tag: str
    tone: str
    meta: Sequence[str]
    excerpt: Any
    lang: str
    more: str = ""
    left: str = ""
    urgency: str = ""


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the bar that shows how far a record has come."""

    text: str
    state: str


def offers(
    permit: Permit[Any],
    words: Mapping[Verb, Any],
    room: str,
    *verbs: Verb,
    leading: Collection[Verb] | None = None,
) -> list[Offer]:
    """Return the buttons of the verbs that this reader may do to the permit's subject now.

    The first stands out, or stands out only where it is one of `leading`.
    """
    ref = permit.subject.ref
    allowed = permit.offers(*verbs)
    return [
        Offer(
            _(words[verb].button),
            url_for(f"{room}.{verb.action}", ref=ref),
            "primary" if n == 0 and (leading is None or verb in leading) else "secondary",
        )
        for n, verb in enumerate(allowed)
    ]


def facet(title: str, name: str, words: Mapping[str, str], counts: Mapping[str, int], chosen: str) -> Facet:
    """Return a facet over the query parameter `name`, with only the values that lead somewhere."""
    items = [
        Choice(
            _(label),
            counts.get(code, 0),
            href(**{name: None if code == chosen else code, "page": None}),
            code == chosen,
        )
        for code, label in words.items()
        if counts.get(code) or code == chosen
    ]
    return Facet(title, items)


def lines(permit: Permit[Any], cards: Iterable[Any]) -> list[Line]:
    """Return cards as list lines: addresses, names of organisations and dates in words."""
    found = list(cards)
    known = names(permit.session, (card.org_id for card in found))
    return [line(card, known.get(card.org_id or 0, "")) for card in found]


def line(
    card: Any,
    org_name: str,
    title: Any = None,
    excerpt: Any = "",
    more: str = "",
    latest: datetime | None = None,
) -> Line:
    """Return one card as a list line; `title` and `excerpt` may be highlighted pairs, `more` stands below.

    `latest` is when the newest part of the record was written, told where that is a later day.
    """
    since, until = local(card.when).date(), local(latest or card.when).date()
    meta = [_(card.label), card.reference, org_name, day(since)]
    meta += [_("latest on %(day)s", day=day(until))] if until > since else []
    return Line(
        address(card.place),
        title or card.title,
        _(card.status),
        card.tone,
        [m for m in meta if m],
        excerpt,
        html(card),
        more,
        left(card.due),
        urgency(card.due) if card.due else "",
    )


def html(card: Any) -> str:
    """Return the HTML language of a record's own words."""
    return HTML_LANG.get(card.lang, "")


def address(place: Any) -> str:
    """Return the URL of a place in the language of the page."""
    return url_for(place.endpoint, **place.values, _anchor=place.anchor or None)


def steps(words: Sequence[tuple[str, str]], current: str, *, over: bool = False) -> list[Step]:
    """Return the bar over (code, message id) pairs; everything before `current` is done, all of it when `over`."""
    codes = [code for code, _label in words]
    here = codes.index(current) if current in codes else -1
    states = ["done" if n < here or over else "current" if n == here else "todo" for n in range(len(codes))]
    return [Step(_(label), state) for (_code, label), state in zip(words, states, strict=True)]


def dated(when: date, state: str) -> str:
    """Return a day and, in brackets, how it stands there."""
    return _("%(day)s (%(state)s)", day=day(when), state=state)


def left(due: date | None) -> str:
    """Return how much is left until a due date, in words."""
    if due is None:
        return ""
    days = (due - local(now()).date()).days
    if days < 0:
        return ngettext("%(n)s day overdue", "%(n)s days overdue", -days)
    return _("due today") if days == 0 else ngettext("%(n)s day left", "%(n)s days left", days)


def urgency(due: date) -> str:
    """Return the tone of a due date: red when overdue or within two days, yellow within five, else grey."""
    days = (due - local(now()).date()).days
    return "red" if days <= 2 else "yellow" if days <= 5 else "grey"
