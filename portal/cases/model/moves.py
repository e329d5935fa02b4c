"""The states of a case and which verb leads where."""

from __future__ import annotations

from portal.access import Move, Verb, begins, leads
from portal.cases.verbs import CaseVerb

OPEN = "received accepted dispatched handling answered"
IN_HAND = "dispatched handling"
MOVES: dict[Verb, Move] = {
    CaseVerb.FILE: begins("received"),
    CaseVerb.BRING_IN: begins("received"),
    CaseVerb.ACCEPT: leads("received", "accepted"),
    CaseVerb.REFUSE: leads("received", "refused"),
    CaseVerb.DISPATCH: leads(f"accepted {IN_HAND}", "dispatched"),
    CaseVerb.TAKE_UP: leads("dispatched", "handling"),
    CaseVerb.PROGRESS: leads(IN_HAND),
    CaseVerb.MESSAGE: leads(OPEN),
    CaseVerb.NOTE: leads(OPEN + " closed"),
    CaseVerb.ANSWER: leads(IN_HAND, "answered"),
    CaseVerb.CLOSE: leads("answered", "closed"),
    CaseVerb.PUBLISH: leads("closed"),
    CaseVerb.WITHDRAW: leads(OPEN, "withdrawn"),
}
