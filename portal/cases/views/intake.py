"""Matters that come in through an officer, and people who join somebody else's case."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from flask import url_for

from portal.cases import commands, forms
from portal.cases.model import PROMISES
from portal.cases.queries import of_people
from portal.cases.verbs import CaseVerb
from portal.cases.views.filing import code_of_request, filing_of
from portal.cases.views.room import AnyPermit, CasePermit, back, pages
from portal.i18n import _
from portal.identity import sessions
from portal.web.limits import Limit
from portal.web.names import picker
from portal.web.pages import Shown, Values, Went

_JOINING = Limit("case.join", 20, timedelta(hours=1))


def _fill(permit: AnyPermit, form: Any) -> Values:
    form.matter.choices = [choice for choice in form.matter.choices if choice.value in of_people(permit.gate)]
    form.subject.choices = picker(permit.session, "enterprise", none=_("Not known, or not listed"))
    return {}


def _receipt(ref: str, code: str, matter: str) -> Shown:
    values = {"ref": ref, "code": code, "promise": _(PROMISES[matter])}
    return Shown("cases/taken_in.html", values, url_for("cases.track", reference=ref))


def _taken_in_again(_permit: AnyPermit, form: Any, location: str) -> Shown:
    return _receipt(location.rpartition("=")[2], code_of_request()[0], form.matter.data)


@pages.action("/take-in", CaseVerb.TAKE_IN, forms.TakeInForm, fill=_fill, again=_taken_in_again)
def take_in(permit: AnyPermit, form: Any) -> Shown:
    code, receipt = code_of_request()
    case = commands.take_in(permit, filing_of(permit, form, receipt), form.channel.data)
    return _receipt(case.ref, code, case.matter)


def _joined(permit: CasePermit, code: str, receipt: str) -> Shown:
    token = sessions.add_receipt(permit.session, permit.actor, receipt)
    ref = permit.subject.ref
    return Shown("cases/joined.html", {"ref": ref, "code": code}, url_for("cases.read", ref=ref), token)


def _joined_again(permit: CasePermit, _form: Any, location: str) -> Went | Shown:
    return Went(location) if permit.actor.id else _joined(permit, *code_of_request())


@pages.action("/<ref>/join", CaseVerb.JOIN, forms.JoinForm, again=_joined_again, limit=_JOINING)
def join(permit: CasePermit, form: Any) -> Went | Shown:
    code, receipt = ("", None) if permit.actor.id else code_of_request()
    commands.join(permit, form.body.data, receipt)
    return _joined(permit, code, receipt) if receipt else Went(back(permit))
