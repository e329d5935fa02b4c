"""What waits because a case has ended: a call-back, a promise."""

from __future__ import annotations

from typing import Any

from portal.access import Permit
from portal.cases import queries
from portal.cases.projections.cards import place
from portal.i18n import N_
from portal.slice import Task


def waiting(permit: Permit[Any]) -> list[Task]:
    """Whom the intake centre has to ask, and which promises a department has to keep."""
    call, keep, decide = N_("Call the complainant back"), N_("Keep the promise"), N_("Decide the review")
    answer, correct = N_("Answer what is alleged"), N_("Decide about the correction")
    return [
        *(Task(t, place(c.ref), c.ref, answer, c.filed_at, c.due_on) for c, t in queries.to_reply(permit)),
        *(Task(t, place(c.ref), c.ref, correct, c.filed_at, c.due_on) for c, t in queries.to_correct(permit)),
        *(Task(t, place(c.ref), c.ref, call, c.filed_at, c.due_on) for c, t in queries.to_call_back(permit)),
        *(Task(t, place(c.ref), c.ref, decide, c.filed_at, c.due_on) for c, t in queries.to_review(permit)),
        *(Task(t, place(c.ref), c.ref, keep, c.filed_at, c.promised_on) for c, t in queries.to_keep(permit)),
    ]
