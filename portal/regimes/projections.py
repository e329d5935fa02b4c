"""What follows from a time limit: its line in a list, and the year that waits for its calendar."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sqlalchemy.orm import Session

from portal.access import Kind, Permit
from portal.clocks import Regime, calendar, instant, length
from portal.i18n import N_, _, current, local, pick
from portal.ledger import Event
from portal.regimes.model import STATUSES, TONES
from portal.regimes.verbs import CalendarVerb, RegimeVerb
from portal.slice import Card, Place, Task, Wording
from portal.store import now

_NOTICE_COMES = 11
"""The month in which the State Council publishes the working days of the year after (the November before)."""
WORDS: dict[Any, Wording] = {
    RegimeVerb.ENACT: Wording(
        N_("Enact a new edition"),
        N_("The new edition has been enacted."),
        N_("enacted a new edition of the time limit"),
    ),
    RegimeVerb.REPEAL: Wording(
        N_("Repeal"), N_("The time limit has been repealed."), N_("repealed the time limit"), "red"
    ),
    CalendarVerb.PUBLISH: Wording(
        N_("Publish a year"),
        N_("The working days have been published. Due dates that rest on them are being worked out anew."),
        N_("published the working days of a year"),
    ),
}


def no_document(_session: Session, _row: Any) -> None:
    """Time limits and years are listed, not searched."""
    return


def cards(permit: Permit[Any], ids: list[int]) -> dict[int, Card]:
    """Return the time limits among `ids`, as lists show them."""
    found = permit.session.scalars(permit.visible(RegimeVerb.READ).where(Regime.id.in_(ids)))
    return {regime.id: card(regime) for regime in found}


def no_cards(_permit: Permit[Any], _ids: list[int]) -> dict[int, Card]:
    """Years are shown together, on a page of their own."""
    return {}


def card(regime: Regime) -> Card:
    """Return a time limit's line in a list."""
    return Card(
        pick(current(), regime.name_zh, regime.name_en),
        Place("regimes.read", {"ref": regime.ref}),
        length(regime.amount, regime.unit),
        N_("Time limit"),
        STATUSES[regime.status],
        TONES[regime.status],
        instant(regime.valid_from),
        current(),
        None,
        pick(current(), regime.basis_zh, regime.basis_en),
    )


def addressees(_session: Session, _event: Event) -> Iterable[int]:
    """Nobody in particular: whose dates move is told by the records they are on."""
    return ()


def waiting(permit: Permit[Any]) -> list[Task]:
    """The working days of the next year wait for an operator once their notice can be out."""
    moment = now()
    coming = local(moment).year + 1
    if permit.actor.kind is not Kind.OPERATOR or local(moment).month < _NOTICE_COMES:
        return []
    if calendar(permit.session).is_published(coming):
        return []
    title = _("Working days of %(year)s", year=coming)
    return [Task(title, Place("regimes.years", {}), "", N_("Publish them when the notice is out"), moment)]
