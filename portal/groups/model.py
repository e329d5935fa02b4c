"""The life of a sharing group. Its tables are portal/identity's, which turns them into an actor's groups."""

from __future__ import annotations

from portal.access import Move, Verb, begins, leads
from portal.groups.verbs import GroupVerb
from portal.i18n import N_

MOVES: dict[Verb, Move] = {
    GroupVerb.FOUND: begins("active"),
    GroupVerb.CHANGE: leads("active"),
    GroupVerb.RETIRE: leads("active", "retired"),
}
STATUSES = {"active": N_("In use"), "retired": N_("Retired")}
TONES = {"active": "green", "retired": "grey"}
SORTS = ("agency", "association")  # enterprises are told by notices that name them, never as a circle
