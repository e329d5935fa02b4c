"""The verbs that lead a case round about, in the reader's words."""

from __future__ import annotations

from typing import Any

from portal.cases.verbs import CaseVerb, RelationVerb
from portal.i18n import N_
from portal.slice import Wording

PASSING: dict[Any, Wording] = {
    CaseVerb.ASK_INFO: Wording(
        N_("Ask for information"),
        N_("The complainant has been asked."),
        N_("asked the complainant for information"),
        "yellow",
    ),
    CaseVerb.SUPPLY: Wording(
        N_("Send the information"),
        N_("Your information has been sent."),
        N_("sent the information asked for"),
    ),
    CaseVerb.APPEAL: Wording(
        N_("Appeal against the refusal"),
        N_("Your appeal has been filed."),
        N_("appealed against the refusal"),
        "yellow",
        open=True,
    ),
    CaseVerb.DECIDE_APPEAL: Wording(
        N_("Decide on the appeal"), N_("The appeal has been decided."), N_("decided on the appeal"), open=True
    ),
    CaseVerb.TAKE_UP: Wording(
        N_("Take it up"), N_("The case has been taken up."), N_("took up the case"), open=True
    ),
    CaseVerb.SEND_BACK: Wording(
        N_("Return it"), N_("The case has been returned."), N_("returned the case"), "yellow", open=True
    ),
    CaseVerb.ADJUDICATE: Wording(
        N_("Decide on the return"), N_("The return has been decided."), N_("decided on the return"), open=True
    ),
    CaseVerb.TRANSFER: Wording(
        N_("Give it on"),
        N_("The case has been given on."),
        N_("gave the case to another department"),
        open=True,
    ),
    CaseVerb.INVOLVE: Wording(
        N_("Ask others to co-operate"),
        N_("The departments have been asked."),
        N_("asked other departments to co-operate"),
        open=True,
    ),
    CaseVerb.CONTRIBUTE: Wording(
        N_("Give your part"), N_("Your part has been added."), N_("gave its part"), open=True
    ),
    CaseVerb.BULK: Wording(
        N_("One step for several cases"),
        N_("It is done for all of them."),
        N_("took a step with several cases"),
    ),
    CaseVerb.RECUSE: Wording(
        N_("Declare a conflict of interest"),
        N_("You can do nothing more on this case."),
        N_("declared a conflict of interest"),
    ),
    CaseVerb.LINK: Wording(
        N_("Link with another case"), N_("The cases have been linked."), N_("linked it with another case")
    ),
    CaseVerb.MERGE: Wording(
        N_("Handle it with another case"),
        N_("The cases are handled together from now on."),
        N_("put it together with another case of the same matter"),
        opened_by="lead",
    ),
    CaseVerb.SEPARATE: Wording(
        N_("Handle it by itself again"),
        N_("The case is handled by itself again."),
        N_("separated it from the case it was handled together with"),
        opened_by="lead",
    ),
    CaseVerb.SPLIT: Wording(
        N_("Split a matter off"),
        N_("The matter has a case of its own now, which is this one. Who complained has been told."),
        N_("split a matter off the filing into a case of its own"),
        opened_by="split_from",
    ),
    RelationVerb.UNLINK: Wording(
        N_("Remove the link"), N_("The link has been removed."), N_("removed the link with another case")
    ),
    CaseVerb.APPRAISE: Wording(
        N_("Have it examined"),
        N_("The case stands still until the result is there."),
        N_("has the matter examined"),
        "yellow",
        open=True,
    ),
    CaseVerb.RESUME_HANDLING: Wording(
        N_("Go on"), N_("The case goes on."), N_("went on with the case"), open=True
    ),
}
