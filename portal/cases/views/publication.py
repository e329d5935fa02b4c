"""What the public is told of a case, and what is taken down again."""

from __future__ import annotations

from typing import Any

from flask import url_for

from portal.access import Permit
from portal.cases import commands, forms, queries
from portal.cases.model import HIDING_GROUNDS, SUMMARY_STATUSES, SUMMARY_TONES, Summary
from portal.cases.projections import WORDS
from portal.cases.verbs import CaseVerb, SummaryVerb
from portal.cases.views.room import CasePermit, back, pages
from portal.difference import difference
from portal.i18n import _
from portal.web.pages import Values
from portal.web.records import Offer

SummaryPermit = Permit[Summary]
_BUTTONS = (
    SummaryVerb.APPROVE,
    SummaryVerb.REJECT,
    SummaryVerb.HIDE,
    SummaryVerb.APPEAL_HIDING,
    SummaryVerb.RESTORE,
    SummaryVerb.UPHOLD,
)


def _statement(permit: CasePermit, form: Any) -> Values:
    statement = queries.parts(permit).statement
    changes = difference(statement.body, form.body.data) if statement and form.body.data else ()
    return {"statement": statement, "second": commands.needs_a_second_person(permit), "changes": changes}


@pages.action("/<ref>/publish", CaseVerb.PUBLISH, forms.PublishForm, fill=_statement)
def publish(permit: CasePermit, form: Any) -> str:
    commands.publish(permit, form.title.data, form.body.data)
    return back(permit, "summary")


@pages.action("/<ref>/give-consent", CaseVerb.GIVE_CONSENT, forms.GiveConsentForm)
def give_consent(permit: CasePermit, _form: Any) -> str:
    commands.give_consent(permit)
    return back(permit)


@pages.action("/<ref>/withdraw-consent", CaseVerb.WITHDRAW_CONSENT, forms.WithdrawConsentForm)
def withdraw_consent(permit: CasePermit, _form: Any) -> str:
    commands.withdraw_consent(permit)
    return back(permit)


def published(permit: CasePermit, parts: queries.Parts) -> Values:
    """Return what the page of a case says of its summary: its state, what it leaves out, what can be done about it."""
    summary = parts.summary or (queries.taken_down(permit) if permit.subject.hidden else None)
    hidden = _(HIDING_GROUNDS[permit.subject.hidden]) if permit.subject.hidden else ""
    if summary is None:
        return {"hidden": hidden, "summary_offers": [], "changes": ()}
    original = parts.statement.body if parts.statement and parts.summary else ""
    return {
        "hidden": hidden,
        "summary_tag": (_(SUMMARY_STATUSES[summary.status]), SUMMARY_TONES[summary.status]),
        "summary_offers": _offers(permit, summary),
        "changes": difference(original, summary.body) if original else (),
    }


def _offers(permit: CasePermit, summary: Summary) -> list[Offer]:
    allowed = permit.gate.offers(permit.session, permit.actor, _BUTTONS, summary)
    return [
        Offer(_(WORDS[verb].button), url_for(f"cases.{verb.action}", ref=summary.ref), "secondary")
        for verb in allowed
    ]


def _of_summary(permit: SummaryPermit, _form: Any) -> Values:
    case_ref, statement = queries.told_by(permit)
    changes = difference(statement, permit.subject.body) if statement else ()
    return {"summary": permit.subject, "case_ref": case_ref, "changes": changes}


def _to_case(permit: SummaryPermit) -> str:
    return url_for("cases.read", ref=queries.told_by(permit)[0], _anchor="summary")


@pages.action("/summaries/<ref>/approve", SummaryVerb.APPROVE, forms.ApproveForm, fill=_of_summary)
def approve(permit: SummaryPermit, _form: Any) -> str:
    commands.approve(permit)
    return _to_case(permit)


@pages.action("/summaries/<ref>/reject", SummaryVerb.REJECT, forms.RejectForm, fill=_of_summary)
def reject(permit: SummaryPermit, form: Any) -> str:
    commands.reject(permit, form.reason.data)
    return _to_case(permit)


@pages.action("/summaries/<ref>/hide", SummaryVerb.HIDE, forms.HideForm, fill=_of_summary)
def hide(permit: SummaryPermit, form: Any) -> str:
    commands.hide(permit, form.ground.data, form.reason.data)
    return _to_case(permit)


@pages.action("/summaries/<ref>/appeal", SummaryVerb.APPEAL_HIDING, forms.AppealHidingForm, fill=_of_summary)
def appeal_hiding(permit: SummaryPermit, form: Any) -> str:
    commands.appeal_hiding(permit, form.reason.data)
    return _to_case(permit)


@pages.action("/summaries/<ref>/restore", SummaryVerb.RESTORE, forms.RestoreForm, fill=_of_summary)
def restore(permit: SummaryPermit, form: Any) -> str:
    commands.restore(permit, form.answer.data)
    return _to_case(permit)


@pages.action("/summaries/<ref>/uphold", SummaryVerb.UPHOLD, forms.UpholdForm, fill=_of_summary)
def uphold(permit: SummaryPermit, form: Any) -> str:
    commands.uphold(permit, form.answer.data)
    return _to_case(permit)
