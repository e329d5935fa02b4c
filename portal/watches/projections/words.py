"""Each verb of saved searches and alerts in the reader's words."""

from __future__ import annotations

from typing import Any

from portal.i18n import N_
from portal.slice import Wording
from portal.watches.verbs import SubscriptionVerb as S
from portal.watches.verbs import WatchVerb as W

WORDS: dict[Any, Wording] = {
    W.SAVE: Wording(N_("Save this search"), N_("The search has been saved."), N_("saved a search")),
    W.EDIT: Wording(
        N_("Rename or share"), N_("The saved search has been changed."), N_("changed the saved search")
    ),
    W.SUBSCRIBE: Wording(
        N_("Set my alerts"), N_("Your alerts have been set."), N_("set alerts on the saved search")
    ),
    W.DELETE: Wording(
        N_("Delete"), N_("The saved search has been deleted."), N_("deleted the saved search"), "red"
    ),
    S.ALERT: Wording(
        N_("Tell"), N_("The alert has been sent."), N_("found something new for this saved search")
    ),
    S.CANCEL: Wording(N_("Stop the alerts"), N_("The alerts have stopped."), N_("stopped the alerts"), "red"),
}
