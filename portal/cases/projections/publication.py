"""What follows from publishing a case and taking it down: the words, and who has to look."""

from __future__ import annotations

from typing import Any

from portal.access import Permit
from portal.cases import queries
from portal.cases.projections.cards import place
from portal.cases.verbs import CaseVerb, SummaryVerb
from portal.i18n import N_
from portal.slice import Task, Wording

WORDS_OF_PUBLICATION: dict[Any, Wording] = {
    CaseVerb.PUBLISH: Wording(
        N_("Publish a summary"),
        N_("The summary has been published, or waits for a second person."),
        N_("wrote a public summary"),
        open=True,
    ),
    SummaryVerb.APPROVE: Wording(
        N_("Approve and publish"),
        N_("The summary has been published."),
        N_("approved the summary"),
        open=True,
    ),
    SummaryVerb.REJECT: Wording(
        N_("Send the summary back"), N_("The summary has been sent back."), N_("sent the summary back"), "red"
    ),
    SummaryVerb.HIDE: Wording(
        N_("Take the summary down"),
        N_("The summary has been taken down."),
        N_("took the summary down"),
        "red",
        open=True,
    ),
    SummaryVerb.APPEAL_HIDING: Wording(
        N_("Appeal against the taking down"),
        N_("Your appeal has been sent. Another person decides on it."),
        N_("appealed against the taking down of the summary"),
        open=True,
    ),
    SummaryVerb.RESTORE: Wording(
        N_("Put the summary back"), N_("The summary is public again."), N_("put the summary back"), open=True
    ),
    SummaryVerb.UPHOLD: Wording(
        N_("Let it stay down"),
        N_("The summary stays down."),
        N_("decided that the summary stays down"),
        "red",
        open=True,
    ),
}
_WHAT = {
    "proposed": N_("Look at a summary before it is published"),
    "contested": N_("Decide on an appeal against a taking down"),
}


def summaries(permit: Permit[Any]) -> list[Task]:
    """Return the summaries that wait for this person."""
    found = queries.to_decide(permit)
    return [
        Task(one.title, place(ref, "summary"), ref, _WHAT[one.status], one.created_at) for one, ref in found
    ]
