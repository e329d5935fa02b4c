"""The life of a time limit and of a year's calendar. Their tables are portal/clocks', which counts by them."""

from __future__ import annotations

from portal.access import Move, Verb, begins, leads
from portal.i18n import N_
from portal.regimes.verbs import CalendarVerb, RegimeVerb

MOVES: dict[Verb, Move] = {
    RegimeVerb.ENACT: leads("in_force", "superseded"),
    RegimeVerb.REPEAL: leads("in_force", "repealed"),
    CalendarVerb.PUBLISH: begins("in_force"),
}
STATUSES = {
    "in_force": N_("In force"),
    "superseded": N_("Superseded"),
    "repealed": N_("Repealed"),
}
CALENDAR_STATUSES = {"in_force": STATUSES["in_force"], "superseded": STATUSES["superseded"]}
TONES = {"in_force": "green", "superseded": "grey", "repealed": "red"}
MOST_AMOUNT = 1000
"""The longest time limit, in its own unit."""
MOST_DAYS = 60
"""The most days off, or worked weekend days, of one year: no notice has named half as many."""
