"""What can be done with a case, as the buttons of its page."""

from __future__ import annotations

from portal import clocks
from portal.cases import commands
from portal.cases.model import Case
from portal.cases.projections import WORDS
from portal.cases.verbs import CaseVerb
from portal.cases.views.room import CasePermit
from portal.web.records import Offer, offers

SHOWN = 5
"""How many buttons stand open; the others are one click away."""
# In the order of the page: what moves the case on, what is said about it, and then everything else.
_LEADING = (
    CaseVerb.ACCEPT,
    CaseVerb.DISPATCH,
    CaseVerb.REFUSE,
    CaseVerb.TAKE_UP,
    CaseVerb.CONTRIBUTE,
    CaseVerb.ADJUDICATE,
    CaseVerb.DECIDE_APPEAL,
    CaseVerb.GRANT_EXTENSION,
    CaseVerb.DENY_EXTENSION,
    CaseVerb.COORDINATE,
    CaseVerb.SUPPLY,
    CaseVerb.APPEAL,
    CaseVerb.RESUME_HANDLING,
    CaseVerb.ANSWER,
    CaseVerb.CLOSE,
    CaseVerb.CALL_BACK,
    CaseVerb.DECIDE_REVIEW,
    CaseVerb.RATE,
    CaseVerb.REOPEN,
    CaseVerb.ASK_REVIEW,
    CaseVerb.KEEP_PROMISE,
    CaseVerb.PUBLISH,
    CaseVerb.HEAR,
    CaseVerb.REPLY,
    CaseVerb.DECIDE_CORRECTION,
    CaseVerb.PROGRESS,
)
_BUTTONS = (
    *_LEADING,
    CaseVerb.MESSAGE,
    CaseVerb.NOTE,
    CaseVerb.ASK_IDENTITY,
    CaseVerb.HOLD,
    CaseVerb.RELEASE,
    CaseVerb.CONTEST,
    CaseVerb.DEMAND_CORRECTION,
    CaseVerb.RECEIPT,
    CaseVerb.JOIN,
    CaseVerb.GIVE_CONSENT,
    CaseVerb.WITHDRAW_CONSENT,
    CaseVerb.ASK_INFO,
    CaseVerb.INVOLVE,
    CaseVerb.ASK_EXTENSION,
    CaseVerb.APPRAISE,
    CaseVerb.SEND_BACK,
    CaseVerb.TRANSFER,
    CaseVerb.ESCALATE,
    CaseVerb.GRADE,
    CaseVerb.SUPERVISE,
    CaseVerb.LINK,
    CaseVerb.MERGE,
    CaseVerb.SEPARATE,
    CaseVerb.SPLIT,
    CaseVerb.RECUSE,
    CaseVerb.WITHDRAW,
    CaseVerb.ERASE,
)


def buttons(permit: CasePermit) -> list[Offer]:
    """Return what is offered, without what the portal would have to refuse."""
    idle = _idle(permit.subject)
    verbs = sorted((verb for verb in _BUTTONS if verb not in idle), key=_second(permit.subject).__contains__)
    return offers(permit, WORDS, "cases", *verbs, leading=_LEADING)


def _second(case: Case) -> set[CaseVerb]:
    """Return what comes after the rest: a department that has the case is seldom to lose it to another."""
    return {CaseVerb.DISPATCH} if case.handler_org_id != case.intake_org_id else set()


def _idle(case: Case) -> set[CaseVerb]:
    """Return what there is nothing for.

    A case that is held can be released, and one that is not can be held; only an enterprise that was heard is
    contradicted; who is too late does not appeal, ask for a review or open the case again.
    """
    found = {CaseVerb.HOLD if case.held else CaseVerb.RELEASE}
    if case.heard_org_id is None:
        found.add(CaseVerb.CONTEST)
    if case.status == "refused" and case.clocks and not clocks.is_open(case, "refusal_window"):
        found.add(CaseVerb.APPEAL)
    if not commands.is_in_time(case):
        found |= {CaseVerb.REOPEN, CaseVerb.ASK_REVIEW}
    return found
