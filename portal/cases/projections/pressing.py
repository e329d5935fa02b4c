"""The verbs about how pressing a case is, in the reader's words."""

from __future__ import annotations

from typing import Any

from portal.cases.verbs import CaseVerb
from portal.i18n import N_
from portal.slice import Wording

PRESSING: dict[Any, Wording] = {
    CaseVerb.ASK_EXTENSION: Wording(
        N_("Ask for more time"), N_("More time has been asked for."), N_("asked for more time")
    ),
    CaseVerb.GRANT_EXTENSION: Wording(
        N_("Give more time"),
        N_("The time has been extended."),
        N_("extended the time for handling"),
        "yellow",
        open=True,
    ),
    CaseVerb.DENY_EXTENSION: Wording(
        N_("Refuse more time"), N_("The extension has been refused."), N_("refused to extend the time")
    ),
    CaseVerb.GRADE: Wording(
        N_("Set the urgency"), N_("The urgency has been set."), N_("set the urgency"), open=True
    ),
    CaseVerb.SUPERVISE: Wording(
        N_("Supervise"),
        N_("The case is under supervision."),
        N_("put the case under supervision"),
        "red",
        open=True,
    ),
    CaseVerb.ESCALATE: Wording(
        N_("Call for help"), N_("Help has been called for."), N_("called for help from above"), "yellow"
    ),
    CaseVerb.COORDINATE: Wording(
        N_("Co-ordinate"), N_("It has been noted."), N_("co-ordinated the departments")
    ),
}
