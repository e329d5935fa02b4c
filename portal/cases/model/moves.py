"""The states of a case and which verb leads where."""

from __future__ import annotations

from portal.access import Move, Verb, begins, leads
from portal.cases.verbs import CaseVerb

HANDLING = (
    "handling", "handling_2h", "handling_24h", "handling_7d", "handling_15d", "handling_5wd",
    "mediation", "report_check", "petition", "redo",
)  # fmt: skip
"""The rules that say when a case must be handled: the official answer meets them."""
OPEN = "received accepted dispatched handling answered"
IN_HAND = "dispatched handling"
UNANSWERED = frozenset(OPEN.split()) - {"answered"}  # a department has the next step
MOVES: dict[Verb, Move] = {
    CaseVerb.FILE: begins("received"),
    CaseVerb.TAKE_IN: begins("received"),
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
    CaseVerb.JOIN: leads(OPEN + " closed"),
    CaseVerb.GIVE_CONSENT: leads(OPEN + " closed refused withdrawn"),
    CaseVerb.WITHDRAW_CONSENT: leads(OPEN + " closed refused withdrawn"),
    CaseVerb.REMIND: leads(OPEN),
    CaseVerb.FALL_DUE: leads(OPEN),
    CaseVerb.ESCALATE_LATE: leads(OPEN),
    CaseVerb.RECALCULATE: leads(OPEN),
}
