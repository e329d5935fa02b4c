"""Opening a case again, asking for a review, deciding it."""

from __future__ import annotations

from typing import Any

from portal.cases import commands, forms, queries
from portal.cases.verbs import CaseVerb
from portal.cases.views.room import CasePermit, back, pages
from portal.cases.views.telling import ended
from portal.web.pages import Values


@pages.action("/<ref>/reopen", CaseVerb.REOPEN, forms.ReopenForm)
def reopen(permit: CasePermit, form: Any) -> str:
    commands.reopen(permit, form.body.data)
    return back(permit)


@pages.action("/<ref>/ask-review", CaseVerb.ASK_REVIEW, forms.AskReviewForm)
def ask_review(permit: CasePermit, form: Any) -> str:
    commands.ask_review(permit, form.body.data)
    return back(permit)


def _dispute(permit: CasePermit, _form: Any) -> Values:
    """What is to be decided: how the department ended it, and what the complainant says against that."""
    parts = queries.parts(permit)
    asked = [review for review in parts.reviews if review.step == "asked"]
    return {
        "ended": "\n".join(ended(parts.closure)) if parts.closure else "",
        "asked": asked[-1] if asked else None,
    }


@pages.action("/<ref>/decide-review", CaseVerb.DECIDE_REVIEW, forms.DecideReviewForm, fill=_dispute)
def decide_review(permit: CasePermit, form: Any) -> str:
    commands.decide_review(permit, form.decision.data, form.body.data)
    return back(permit)
