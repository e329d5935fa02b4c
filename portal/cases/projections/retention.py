"""What follows from keeping and erasing: the words."""

from __future__ import annotations

from typing import Any

from portal.cases.verbs import CaseVerb
from portal.i18n import N_
from portal.slice import Wording

WORDS_OF_RETENTION: dict[Any, Wording] = {
    CaseVerb.HOLD: Wording(
        N_("Keep everything"), N_("Everything is kept from now on."), N_("keeps everything as it is")
    ),
    CaseVerb.RELEASE: Wording(N_("Release"), N_("The case has been released."), N_("released the case")),
    CaseVerb.ERASE: Wording(
        N_("Erase my words"), N_("Your words have been erased."), N_("had their words erased"), open=True
    ),
    CaseVerb.PROPOSE_DISPOSAL: Wording(
        N_("Propose disposal"), N_("Disposal has been proposed."), N_("proposed to dispose of the case")
    ),
    CaseVerb.DISPOSE: Wording(
        N_("Dispose of it"), N_("The case has been disposed of."), N_("disposed of the case"), open=True
    ),
    CaseVerb.KEEP: Wording(N_("Keep it"), N_("The case is kept."), N_("decided to keep the case")),
}
