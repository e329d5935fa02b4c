"""The states of a case and which verb leads where."""

from __future__ import annotations

from portal.access import Move, Verb, begins, leads
from portal.cases.model.retention import OVER
from portal.cases.model.words import STATUSES
from portal.cases.verbs import CaseVerb, DisclosureVerb, FiguresVerb, FormulaVerb, RelationVerb, SummaryVerb

HANDLING = (
    "handling", "handling_2h", "handling_24h", "handling_7d", "handling_15d", "handling_5wd",
    "mediation", "report_check", "petition", "redo",
)  # fmt: skip
"""The rules that say when a case must be handled: the official answer meets them."""
OPEN = (
    "received needs_info appealed accepted dispatched objected handling awaiting_company appraisal answered callback"
    " redo under_review"
)
IN_HAND = "dispatched handling redo awaiting_company"
LEADING = frozenset(["received", "accepted", "dispatched", "handling", "awaiting_company", "redo"])
"""States in which a case can lead: it goes on, and has not been answered."""
HEARD = f"{OPEN} closed"
"""States in which an enterprise that was heard may still speak."""
UNANSWERED = frozenset(OPEN.split()) - {
    "answered",
    "needs_info",
    "awaiting_company",
    "callback",
    "under_review",
}
"""States in which a department has the next step."""
MOVES: dict[Verb, Move] = {
    CaseVerb.FILE: begins("received"),
    CaseVerb.TAKE_IN: begins("received"),
    CaseVerb.BRING_IN: begins("received"),
    CaseVerb.ACCEPT: leads("received", "accepted"),
    CaseVerb.REFUSE: leads("received", "refused"),
    CaseVerb.ASK_INFO: leads(f"received accepted {IN_HAND}", "needs_info"),
    CaseVerb.SUPPLY: leads("needs_info", "handling", "dispatched", "accepted", "received"),
    CaseVerb.APPEAL: leads("refused", "appealed"),
    CaseVerb.DECIDE_APPEAL: leads("appealed", "accepted", "refused"),
    CaseVerb.DISPATCH: leads(f"accepted {IN_HAND}", "dispatched"),
    CaseVerb.TAKE_UP: leads("dispatched", "handling"),
    CaseVerb.SEND_BACK: leads(IN_HAND, "objected"),
    CaseVerb.ADJUDICATE: leads("objected", "accepted", "dispatched", "handling"),
    CaseVerb.TRANSFER: leads(IN_HAND, "dispatched"),
    CaseVerb.INVOLVE: leads(IN_HAND),
    CaseVerb.CONTRIBUTE: leads(OPEN),
    CaseVerb.RECUSE: leads(OPEN),
    CaseVerb.LINK: leads(" ".join(STATUSES)),
    CaseVerb.MERGE: leads("received needs_info accepted dispatched handling appraisal redo", "closed"),
    CaseVerb.SEPARATE: leads("closed", "accepted", "handling"),
    CaseVerb.SPLIT: leads(f"received needs_info accepted {IN_HAND} objected appraisal"),
    CaseVerb.ASK_EXTENSION: leads(IN_HAND),
    CaseVerb.GRANT_EXTENSION: leads(IN_HAND),
    CaseVerb.DENY_EXTENSION: leads(IN_HAND),
    CaseVerb.GRADE: leads(f"received accepted {IN_HAND}"),
    CaseVerb.SUPERVISE: leads(f"accepted {IN_HAND} objected appraisal"),
    CaseVerb.ESCALATE: leads(IN_HAND),
    CaseVerb.COORDINATE: leads(IN_HAND),
    CaseVerb.APPRAISE: leads(IN_HAND, "appraisal"),
    CaseVerb.RESUME_HANDLING: leads("needs_info appraisal", "handling", "dispatched", "accepted", "received"),
    CaseVerb.PROGRESS: leads(IN_HAND),
    CaseVerb.MESSAGE: leads(OPEN),
    CaseVerb.NOTE: leads(OPEN + " closed"),
    CaseVerb.ANSWER: leads(IN_HAND, "answered"),
    CaseVerb.CLOSE: leads("answered", "callback", "closed"),
    CaseVerb.CALL_BACK: leads("callback", "closed", "callback", "redo"),
    CaseVerb.KEEP_PROMISE: leads("callback closed"),
    CaseVerb.HEAR: leads("handling redo", "awaiting_company"),
    CaseVerb.REPLY: leads(HEARD, None, "handling"),
    CaseVerb.CONTEST: leads(HEARD),
    CaseVerb.DEMAND_CORRECTION: leads(HEARD),
    CaseVerb.DECIDE_CORRECTION: leads(HEARD),
    CaseVerb.REOPEN: leads("closed", "handling"),
    CaseVerb.ASK_REVIEW: leads("closed", "under_review"),
    CaseVerb.DECIDE_REVIEW: leads("under_review", "closed", "redo"),
    CaseVerb.RATE: leads("callback closed"),
    CaseVerb.PUBLISH: leads("closed"),
    CaseVerb.WITHDRAW: leads(OPEN, "withdrawn"),
    CaseVerb.JOIN: leads(HEARD),
    CaseVerb.GIVE_CONSENT: leads(f"{HEARD} refused withdrawn"),
    CaseVerb.WITHDRAW_CONSENT: leads(f"{HEARD} refused withdrawn"),
    CaseVerb.REMIND: leads(HEARD),
    CaseVerb.FALL_DUE: leads(HEARD),
    CaseVerb.ESCALATE_LATE: leads(HEARD),
    CaseVerb.RECALCULATE: leads(HEARD),
    CaseVerb.ASK_IDENTITY: leads(HEARD),
    CaseVerb.HOLD: leads(" ".join(STATUSES)),
    CaseVerb.RELEASE: leads(" ".join(STATUSES)),
    CaseVerb.ERASE: leads(OVER),
    CaseVerb.PROPOSE_DISPOSAL: leads(OVER),
    CaseVerb.DISPOSE: leads(OVER),
    CaseVerb.KEEP: leads(OVER),
    SummaryVerb.APPROVE: leads("proposed", "published"),
    SummaryVerb.REJECT: leads("proposed", "rejected"),
    SummaryVerb.HIDE: leads("published", "hidden"),
    SummaryVerb.APPEAL_HIDING: leads("hidden", "contested"),
    SummaryVerb.RESTORE: leads("contested", "published"),
    SummaryVerb.UPHOLD: leads("contested", "upheld"),
    RelationVerb.UNLINK: leads("kept", "removed"),
    DisclosureVerb.GRANT: leads("asked", "granted"),
    DisclosureVerb.DECLINE: leads("asked", "declined"),
    DisclosureVerb.UNSEAL: leads("granted", "opened"),
    FormulaVerb.ENACT: leads("in_force", "superseded"),
    FiguresVerb.FIX: begins("fixed"),
    FiguresVerb.CORRECT: leads("fixed", "corrected"),
}
