"""Pages about time limits and the calendar: a permit in, a page or a redirect out."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from flask import request, url_for

from portal.access import Permit
from portal.clocks import NATURES, PACKAGE, Regime, Year, calendar, length
from portal.i18n import _, current, day, local, pick
from portal.regimes import commands, forms, queries
from portal.regimes.model import STATUSES, TONES
from portal.regimes.projections import WORDS, card
from portal.regimes.verbs import CalendarVerb, RegimeVerb
from portal.store import now
from portal.web.pages import Pages, Values
from portal.web.paging import slice_of
from portal.web.records import line, lines, offers
from portal.web.timeline import Told, timeline

pages = Pages("regimes", __name__, url_prefix="/limits")
AnyPermit = Permit[Any]
RegimePermit = Permit[Regime]
_AHEAD = 2


@pages.show("/", RegimeVerb.BROWSE)
def browse(permit: AnyPermit) -> Values:
    rows, pager = slice_of(permit.session, queries.browse(permit))
    found = [card(regime) for (regime,) in rows]
    return {"lines": [line(shown, "", excerpt=shown.text) for shown in found], "pager": pager}


@pages.show("/<ref>", RegimeVerb.READ)
def read(permit: RegimePermit) -> Values:
    regime, editions = permit.subject, lines(permit, map(card, queries.editions(permit)))
    buttons = offers(permit, WORDS, "regimes", RegimeVerb.ENACT, RegimeVerb.REPEAL)
    entries = timeline(permit, WORDS, [], lambda _part: Told(""))
    words = {"title": _title(regime), "tag": (_(STATUSES[regime.status]), TONES[regime.status])}
    return words | {"rows": _facts(regime), "editions": editions, "offers": buttons, "entries": entries}


def _title(regime: Regime) -> str:
    return pick(current(), regime.name_zh, regime.name_en)


def _facts(regime: Regime) -> list[tuple[str, str]]:
    none = _("None")
    rows = [
        (_("Length"), length(regime.amount, regime.unit)),
        (_("What it is"), _(NATURES[regime.nature])),
        (_("Extension"), length(regime.extension, regime.unit) if regime.extension else none),
        (_("Reminder before"), length(regime.remind, regime.unit) if regime.remind else none),
        (_("Escalation after"), length(regime.escalate, regime.unit) if regime.escalate else none),
        (_("Last day on a holiday"), _("Moves to the next working day") if regime.rolls else _("Stays")),
        (_("Legal basis"), pick(current(), regime.basis_zh, regime.basis_en)),
        (_("Edition"), str(regime.edition)),
        (_("In force from"), day(regime.valid_from)),
        (_("No longer in force from"), day(regime.valid_until) if regime.valid_until else ""),
    ]
    return [row for row in rows if row[1]]


@pages.action("/<ref>/enact", RegimeVerb.ENACT, forms.EnactForm)
def enact(permit: RegimePermit, form: Any) -> str:
    new = commands.enact(permit, commands.Wording(**form.typed()))
    return url_for("regimes.read", ref=new.ref)


@pages.action("/<ref>/repeal", RegimeVerb.REPEAL, forms.RepealForm)
def repeal(permit: RegimePermit, form: Any) -> str:
    commands.repeal(permit, form.valid_until.data)
    return url_for("regimes.read", ref=permit.subject.ref)


@pages.show("/years", CalendarVerb.YEARS)
def years(permit: AnyPermit) -> Values:
    kept = {(row.year, row.edition): row.source for row in queries.years(permit)}
    known, this = calendar(permit.session), local(now()).year
    shown = [_year(number, known.year(number), kept) for number in range(this + _AHEAD, this - 3, -1)]
    return {"years": shown, "may_publish": permit.allows(CalendarVerb.PUBLISH)}


def _year(number: int, year: Year, kept: dict[tuple[int, int], str]) -> Values:
    return {
        "number": number,
        "edition": year.edition,
        "published": year.edition > 0,
        "source": kept.get((number, year.edition), PACKAGE),
        "off": _runs(year.off),
        "worked": _(", ").join(day(d) for d in sorted(year.worked)),
    }


def _runs(days: Iterable[date]) -> str:
    """Say days as runs: 1 May 2026 to 5 May 2026."""
    runs: list[list[date]] = []
    for it in sorted(days):
        if runs and (it - runs[-1][-1]).days == 1:
            runs[-1].append(it)
        else:
            runs.append([it])
    said = [day(run[0]) if len(run) == 1 else f"{day(run[0])} – {day(run[-1])}" for run in runs]
    return _(", ").join(said)


def _fill_publish(permit: AnyPermit, form: Any) -> Values:
    """Offer the years around; begin with the days that are known of the one that was asked for."""
    this = local(now()).year
    form.year.choices = [(str(number), str(number)) for number in range(this - 1, this + _AHEAD + 1)]
    if request.method == "GET":
        number = int(form.year.data) if form.year.data in dict(form.year.choices) else this + 1
        year = calendar(permit.session).year(number)
        form.year.data = str(number)
        form.off.data = "\n".join(d.isoformat() for d in sorted(year.off))
        form.worked.data = "\n".join(d.isoformat() for d in sorted(year.worked))
    return {}


@pages.action("/years/publish", CalendarVerb.PUBLISH, forms.PublishForm, fill=_fill_publish)
def publish(permit: AnyPermit, form: Any) -> str:
    days = form.days_of(form.off), form.days_of(form.worked)
    commands.publish(permit, int(form.year.data), *days, form.source.data)
    return url_for("regimes.years")
