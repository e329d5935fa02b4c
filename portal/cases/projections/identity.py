"""What follows from asking to see who complained: the words, and who has to decide."""

from __future__ import annotations

from typing import Any

from portal.access import Permit
from portal.cases import queries
from portal.cases.projections.cards import place
from portal.cases.verbs import CaseVerb, DisclosureVerb
from portal.i18n import N_
from portal.slice import Task, Wording

WORDS_OF_IDENTITY: dict[Any, Wording] = {
    CaseVerb.ASK_IDENTITY: Wording(
        N_("Ask to see who complained"),
        N_("Your request has been made. Another person decides on it."),
        N_("asked to see who complained"),
        "yellow",
    ),
    DisclosureVerb.GRANT: Wording(
        N_("Grant"),
        N_("The request has been granted."),
        N_("agreed that the identity is opened once"),
    ),
    DisclosureVerb.DECLINE: Wording(
        N_("Decline"),
        N_("The request has been declined."),
        N_("did not agree that the identity is opened"),
        "red",
    ),
    DisclosureVerb.UNSEAL: Wording(
        N_("See who complained"), N_("The identity has been opened."), N_("opened the identity"), "purple"
    ),
}


def undecided(permit: Permit[Any]) -> list[Task]:
    """Return the requests to see an identity that wait for this person's decision."""
    found = queries.undecided(permit)
    what = N_("Decide whether the identity may be opened")
    return [Task("", place(ref, "identity"), ref, what, asked.created_at) for asked, ref in found]
