"""The states of a case and which verb leads where."""

from __future__ import annotations

from portal.access import Move, Verb, begins, leads
from portal.cases.verbs import CaseVerb

OPEN = "received accepted handling answered"
MOVES: dict[Verb, Move] = {
    CaseVerb.FILE: begins("received"),
    CaseVerb.BRING_IN: begins("received"),
    CaseVerb.ACCEPT: leads("received", "accepted"),
    CaseVerb.REFUSE: leads("received", "refused"),
    CaseVerb.DISPATCH: leads("accepted handling", "handling"),
    CaseVerb.PROGRESS: leads("handling"),
    CaseVerb.MESSAGE: leads(OPEN),
    CaseVerb.NOTE: leads(OPEN + " closed"),
    CaseVerb.ANSWER: leads("handling", "answered"),
    CaseVerb.CLOSE: leads("answered", "closed"),
    CaseVerb.PUBLISH: leads("closed"),
    CaseVerb.WITHDRAW: leads(OPEN, "withdrawn"),
}
