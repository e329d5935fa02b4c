"""Which enterprise and system of the register somebody means: found by name, chosen by the person, never guessed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from portal.access import Denied, Refused
from portal.cases.views.room import AnyPermit
from portal.i18n import N_, _
from portal.slice import Card, GovernedKind
from portal.web.house import house

_KINDS = ("organisation", "system")
_MOST, NONE = 6, "-"


@dataclass(frozen=True, slots=True)
class Subject:
    """What a matter is about: the enterprise, the number of the system, and what the register calls it."""

    org_id: int | None = None
    system_ref: str = ""
    title: str = ""


def subject(permit: AnyPermit, ref: str) -> Subject:
    """Return the enterprise or system with this number. Raises Refused when there is none."""
    if not ref or ref == NONE:
        return Subject()
    for name, kind in _kinds().items():
        try:
            row = permit.find(kind.read, ref)
        except Denied:
            continue
        title = kind.cards(permit, [row.id])[row.id].title
        if name == "system":
            return Subject(row.org_id, row.ref, title)
        if row.sort == "enterprise":
            return Subject(row.id, "", title)
    raise Refused("subject", N_("Choose one of the options."))


def _kinds() -> dict[str, GovernedKind]:
    known = {kind.model.kind: kind for capability in house().services["slices"] for kind in capability.kinds}
    return {name: known[name] for name in _KINDS}


def _found(permit: AnyPermit, words: str) -> list[Card]:
    cards: list[Card] = house().services["alike"](permit, words, frozenset(_KINDS), _MOST)
    return cards


def _called(card: Card) -> str:
    return _("%(name)s (%(kind)s)", name=card.title, kind=_(card.label))


def offer(permit: AnyPermit, form: Any) -> None:
    """Give the choice what the register has under the name that was typed, or that an address brought along."""
    if "subject" not in form:
        return
    if form.subject.data and not form.about.data and form.subject.data != NONE:
        try:
            form.about.data = subject(permit, form.subject.data).title
        except Refused:
            form.subject.data = ""
    found = _found(permit, form.about.data)
    form.subject.choices = [(card.reference, _called(card)) for card in found]
    form.subject.choices += [(NONE, _("None of these, or I am not sure"))] if found else []


def settle(permit: AnyPermit, form: Any) -> None:
    """Make sure that a name the register knows has been looked at by the person. Raises Refused to ask which."""
    if "subject" not in form:
        return
    offered = dict(form.subject.choices)
    if form.subject.data in offered:
        return
    typed = form.about.data.casefold()
    same = [card.reference for card in _found(permit, form.about.data) if card.title.casefold() == typed]
    form.subject.data = same[0] if len(same) == 1 else ""
    if offered and not form.subject.data:
        raise Refused("subject", N_("The register has these. Choose the one you mean, or “none of these”."))
