"""The facts of a matter as its record lists them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from portal.cases.commands import Identity
from portal.cases.model import (
    AFFECTED,
    AUTONOMY,
    CONDITIONS,
    HARMS,
    LINKS,
    MEASURES,
    SERIOUS,
    SEVERITIES,
    STANDINGS,
    VULNERABLE,
    YES_NO,
    Complainant,
    Particulars,
)
from portal.i18n import _, day, number

Line = tuple[str, str]


def told(facts: Particulars | None) -> list[Line]:
    """Return what is known, as (label, words); what nobody has said is left out."""
    if facts is None:
        return []
    return [line for line in (*_what(facts), *_who(facts), *_how(facts), *_duty(facts)) if line[1]]


def _what(facts: Particulars) -> Iterable[Line]:
    yield _("Severity, as reported"), _(SEVERITIES[facts.severity])
    yield _("App, product or system"), facts.system_name
    yield _("Version or model"), facts.system_version
    yield _("First noticed on"), day(facts.first_seen) if facts.first_seen else ""


def _who(facts: Particulars) -> Iterable[Line]:
    yield _("Kind of harm"), _named(HARMS, facts.harms)
    yield _("Who is affected"), _named(AFFECTED, facts.affected)
    yield _("Among them"), _named(VULNERABLE, facts.vulnerable)
    yield _("Number of people"), number(facts.people) if facts.people is not None else ""


def _how(facts: Particulars) -> Iterable[Line]:
    yield _("Connection with the system"), _named(LINKS, facts.links)
    yield _("How far it acts by itself"), _(AUTONOMY[facts.autonomy]) if facts.autonomy in _SAID else ""
    yield _("Measures taken"), _named(MEASURES, facts.measures)
    yield _("What has been done"), facts.done


def _duty(facts: Particulars) -> Iterable[Line]:
    yield _("Serious incident"), _(SERIOUS[facts.serious]) if facts.serious else ""
    yield _("Enterprise became aware on"), day(facts.aware_on) if facts.aware_on else ""
    yield _("Still going on"), _(YES_NO[facts.ongoing]) if facts.ongoing else ""
    yield _("Can be undone"), _(YES_NO[facts.reversible]) if facts.reversible else ""
    yield _("State of the system"), _(CONDITIONS[facts.condition]) if facts.condition else ""
    yield _("Logs kept"), _(YES_NO[facts.logs_kept]) if facts.logs_kept else ""
    yield _("Known of the cause"), facts.cause
    yield _("Other authorities told"), facts.others_told


_SAID = AUTONOMY.keys() - {"unknown"}


def _named(words: Mapping[str, str], codes: Iterable[str]) -> str:
    return _("; ").join(_(words[code]) for code in codes if code in words)


def whom(person: Complainant, known: Identity | None) -> list[Line]:
    """Return for whom somebody complained, and to themselves (`known`) who they said they are."""
    lines = [
        (_("For whom"), _(STANDINGS[person.standing]) if person.standing != "self" else ""),
        (_("Number of people"), number(person.headcount) if person.headcount is not None else ""),
    ]
    return [line for line in (*lines, *(named(known) if known else ())) if line[1]]


def named(known: Identity) -> list[Line]:
    """Return what somebody said of themselves, and of those for whom they speak."""
    names = _("; ").join(name.strip() for name in known.representatives.split("\n") if name.strip())
    others = [
        (_("On behalf of"), known.represents),
        (_("Authority"), known.authority),
        (_("Representatives"), names),
    ]
    return [(_("Name"), known.name), (_("Contact"), known.contact), *(one for one in others if one[1])]
