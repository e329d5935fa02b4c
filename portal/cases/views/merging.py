"""Cases that are handled together."""

from __future__ import annotations

from typing import Any

from portal.cases import commands, forms, queries
from portal.cases.model import STATUSES, TONES
from portal.cases.verbs import CaseVerb
from portal.cases.views.relations import other_case
from portal.cases.views.room import CasePermit, back, is_complainant, pages
from portal.i18n import _, day
from portal.web.pages import Values


def lead(permit: CasePermit) -> Values:
    """Return the case that this one is handled together with, and what has happened there, for its page."""
    found = queries.lead_of(permit)
    if found is None:
        return {"lead": None}
    return {
        "lead": found,
        "lead_tag": (_(STATUSES[found.status]), TONES[found.status]),
        "lead_due": day(found.due_on) if found.due_on else "",
        "lead_news": queries.latest_of(permit, found),
        "lead_lost": found.status in ("withdrawn", "refused"),
        "my_own": is_complainant(permit),
    }


@pages.action("/<ref>/merge", CaseVerb.MERGE, forms.MergeForm)
def merge(permit: CasePermit, form: Any) -> str:
    commands.merge(permit, other_case(permit, form.other.data, CaseVerb.MERGE), form.body.data)
    return back(permit)


@pages.action("/<ref>/separate", CaseVerb.SEPARATE, forms.SeparateForm)
def separate(permit: CasePermit, form: Any) -> str:
    commands.separate(permit, form.body.data)
    return back(permit)
