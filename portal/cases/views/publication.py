"""What the public is told of a case."""

from __future__ import annotations

from typing import Any

from portal.cases import commands, forms, queries
from portal.cases.verbs import CaseVerb
from portal.cases.views.room import CasePermit, back, pages
from portal.web.pages import Values


def _statement(permit: CasePermit, _form: Any) -> Values:
    return {"statement": queries.parts(permit).statement}


@pages.action("/<ref>/publish", CaseVerb.PUBLISH, forms.PublishForm, fill=_statement)
def publish(permit: CasePermit, form: Any) -> str:
    commands.publish(permit, form.title.data, form.body.data)
    return back(permit)


@pages.action("/<ref>/give-consent", CaseVerb.GIVE_CONSENT, forms.GiveConsentForm)
def give_consent(permit: CasePermit, _form: Any) -> str:
    commands.give_consent(permit)
    return back(permit)


@pages.action("/<ref>/withdraw-consent", CaseVerb.WITHDRAW_CONSENT, forms.WithdrawConsentForm)
def withdraw_consent(permit: CasePermit, _form: Any) -> str:
    commands.withdraw_consent(permit)
    return back(permit)
