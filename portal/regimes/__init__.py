"""Regimes: how long everything may take, edition by edition, and the calendar in which it is counted."""

from portal.clocks import CalendarYear, Regime
from portal.i18n import N_
from portal.regimes import projections as follows
from portal.regimes import verbs, views
from portal.regimes.model import CALENDAR_STATUSES, MOVES, STATUSES
from portal.slice import GovernedKind, Slice

SLICE = Slice(
    name="regimes",
    verbs=(verbs.RegimeVerb, verbs.CalendarVerb),
    kinds=(
        GovernedKind(
            Regime,
            verbs.RegimeVerb.READ,
            N_("Time limit"),
            follows.no_document,
            follows.cards,
            statuses=STATUSES,
        ),
        GovernedKind(
            CalendarYear,
            verbs.CalendarVerb.READ,
            N_("Working days of a year"),
            follows.no_document,
            follows.no_cards,
            statuses=CALENDAR_STATUSES,
        ),
    ),
    moves=MOVES,
    words=follows.WORDS,
    pages=views.pages,
    addressees=follows.addressees,
    waiting=follows.waiting,
)
