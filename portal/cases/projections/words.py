"""Each verb of cases in the reader's words."""

from __future__ import annotations

from typing import Any

from portal.cases.projections.identity import WORDS_OF_IDENTITY
from portal.cases.projections.passing import PASSING
from portal.cases.projections.pressing import PRESSING
from portal.cases.projections.publication import WORDS_OF_PUBLICATION
from portal.cases.projections.retention import WORDS_OF_RETENTION
from portal.cases.verbs import CaseVerb, DraftVerb, FiguresVerb, FormulaVerb
from portal.i18n import N_
from portal.slice import Wording

# Whoever reads a case without being told who complained must not learn it from a timeline.
COMPLAINANT = N_("The complainant")
WORDS: dict[Any, Wording] = {
    **PASSING,
    **PRESSING,
    **WORDS_OF_IDENTITY,
    **WORDS_OF_PUBLICATION,
    **WORDS_OF_RETENTION,
    CaseVerb.FILE: Wording(
        N_("File a complaint"), N_("It has been filed."), N_("filed it"), open=True, by=COMPLAINANT
    ),
    CaseVerb.TAKE_IN: Wording(
        N_("Take a matter in for somebody"), N_("It has been filed."), N_("took the matter in"), open=True
    ),
    CaseVerb.JOIN: Wording(
        N_("It happened to me too"), N_("You have joined the case."), N_("joined: it happened to them too")
    ),
    CaseVerb.GIVE_CONSENT: Wording(
        N_("Agree to publication"), N_("You have agreed to publication."), N_("agreed to publication")
    ),
    CaseVerb.WITHDRAW_CONSENT: Wording(
        N_("Take back my consent to publication"),
        N_("Your consent has been taken back. Nothing about the case is public any more."),
        N_("took back the consent to publication"),
    ),
    DraftVerb.DISCARD: Wording(
        N_("Delete my answers now"), N_("Your answers have been deleted."), N_("deleted the answers")
    ),
    CaseVerb.BRING_IN: Wording(
        N_("Bring in"), N_("Brought in."), N_("brought the case in from another system"), open=True
    ),
    CaseVerb.ACCEPT: Wording(N_("Accept"), N_("The case has been accepted."), N_("accepted the case")),
    CaseVerb.REFUSE: Wording(
        N_("Do not accept"),
        N_("The case has been turned away."),
        N_("did not accept the case"),
        "red",
        open=True,
    ),
    CaseVerb.DISPATCH: Wording(
        N_("Dispatch"), N_("The case has been dispatched."), N_("dispatched the case to a department")
    ),
    CaseVerb.PROGRESS: Wording(
        N_("Add progress"), N_("The progress has been added."), N_("reported progress")
    ),
    CaseVerb.MESSAGE: Wording(
        N_("Write a message"), N_("Your message has been sent."), N_("wrote a message")
    ),
    CaseVerb.NOTE: Wording(N_("Add an internal note"), N_("The note has been kept."), N_("noted internally")),
    CaseVerb.ANSWER: Wording(
        N_("Answer"), N_("The answer has been sent."), N_("gave the official answer"), "green", open=True
    ),
    CaseVerb.CLOSE: Wording(
        N_("Close"),
        N_("The case has been closed. The intake centre asks the complainant whether that holds."),
        N_("closed the case"),
        "green",
        open=True,
    ),
    CaseVerb.CALL_BACK: Wording(
        N_("Call back"),
        N_("The call-back has been kept."),
        N_("called the complainant back"),
        open=True,
    ),
    CaseVerb.HEAR: Wording(
        N_("Hear the enterprise"),
        N_("The enterprise has been asked for its answer. Its time runs from today."),
        N_("asked the enterprise for its answer"),
        open=True,
    ),
    CaseVerb.REPLY: Wording(
        N_("Answer for the enterprise"),
        N_("Your answer has been sent."),
        N_("answered for the enterprise"),
        "purple",
        open=True,
    ),
    CaseVerb.CONTEST: Wording(
        N_("Contradict the enterprise"),
        N_("What you wrote stands beside the answer now."),
        N_("contradicted the enterprise"),
        open=True,
        by=COMPLAINANT,
    ),
    CaseVerb.DEMAND_CORRECTION: Wording(
        N_("Demand a correction"),
        N_("The correction has been demanded. You will be answered within 10 working days."),
        N_("demanded a correction"),
        open=True,
    ),
    CaseVerb.DECIDE_CORRECTION: Wording(
        N_("Decide about the correction"),
        N_("The decision has been sent."),
        N_("decided about the correction"),
        open=True,
    ),
    CaseVerb.REOPEN: Wording(
        N_("Open it again"),
        N_("The case has been opened again. The department handles it anew."),
        N_("opened the case again"),
        "yellow",
        open=True,
        by=COMPLAINANT,
    ),
    CaseVerb.ASK_REVIEW: Wording(
        N_("Ask for a review"),
        N_("You have asked for a review. You will be answered within 30 days."),
        N_("asked for a review"),
        open=True,
        by=COMPLAINANT,
    ),
    CaseVerb.DECIDE_REVIEW: Wording(
        N_("Decide the review"),
        N_("The review has been decided."),
        N_("decided the review"),
        open=True,
    ),
    CaseVerb.RATE: Wording(
        N_("Say whether it is solved"),
        N_("Your judgement has been kept. The department does not see it."),
        N_("judged the outcome"),
        by=COMPLAINANT,
    ),
    CaseVerb.KEEP_PROMISE: Wording(
        N_("Report the promise kept"),
        N_("The promise has been reported as kept."),
        N_("did what had been promised"),
        "green",
        open=True,
    ),
    CaseVerb.RECEIPT: Wording(N_("Signed receipt"), N_("Signed receipt"), N_("Signed receipt")),
    CaseVerb.WITHDRAW: Wording(
        N_("Withdraw the complaint"),
        N_("The complaint has been withdrawn."),
        N_("withdrew the complaint"),
        open=True,
        by=COMPLAINANT,
    ),
    CaseVerb.REMIND: Wording(
        N_("Remind"), N_("The reminder has been recorded."), N_("reminded of a deadline"), "yellow"
    ),
    CaseVerb.FALL_DUE: Wording(
        N_("Record lateness"),
        N_("The lateness has been recorded."),
        N_("recorded that a deadline has passed, and urged the department"),
        "red",
    ),
    CaseVerb.ESCALATE_LATE: Wording(
        N_("Escalate"),
        N_("The delay has been escalated."),
        N_("escalated the delay to the intake centre"),
        "red",
    ),
    CaseVerb.RECALCULATE: Wording(
        N_("Work out due dates anew"),
        N_("The due dates have been worked out anew."),
        N_("worked out the due dates anew from the published calendar"),
    ),
    FormulaVerb.ENACT: Wording(
        N_("Enact a new formula"), N_("The new formula has been enacted."), N_("enacted a new formula")
    ),
    FiguresVerb.FIX: Wording(
        N_("Fix"), N_("The figures have been fixed."), N_("fixed the figures of a quarter")
    ),
    FiguresVerb.CORRECT: Wording(
        N_("Count again"),
        N_("The quarter has been counted again. Both figures stand beside each other."),
        N_("had the figures of a quarter counted again"),
        "red",
    ),
}
