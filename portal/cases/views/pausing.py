"""Asking the complainant for more, and other reasons for which a case stands still."""

from __future__ import annotations

from typing import Any

from portal.cases import commands, forms, queries
from portal.cases.verbs import CaseVerb
from portal.cases.views.room import CasePermit, back, pages
from portal.cases.views.starting import starting
from portal.web.pages import Values


def _asked(permit: CasePermit, _form: Any) -> Values:
    asked = [message for message in queries.parts(permit).messages if message.nature == "request"]
    return {"asked": asked[-1] if asked else None}


@pages.action("/<ref>/ask-info", CaseVerb.ASK_INFO, forms.AskInfoForm, fill=starting("request"))
def ask_info(permit: CasePermit, form: Any) -> str:
    commands.ask_info(permit, form.body.data)
    return back(permit)


@pages.action("/<ref>/supply", CaseVerb.SUPPLY, forms.SupplyForm, fill=_asked)
def supply(permit: CasePermit, form: Any) -> str:
    commands.supply(permit, form.body.data, form.files.token)
    return back(permit)


@pages.action("/<ref>/appraise", CaseVerb.APPRAISE, forms.AppraiseForm)
def appraise(permit: CasePermit, form: Any) -> str:
    commands.appraise(permit, form.ground.data, form.body.data)
    return back(permit)


@pages.action("/<ref>/resume-handling", CaseVerb.RESUME_HANDLING, forms.ResumeHandlingForm)
def resume_handling(permit: CasePermit, form: Any) -> str:
    commands.resume_handling(permit, form.body.data)
    return back(permit)
