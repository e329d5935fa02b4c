"""Filing a case, following it with its code, and taking it back."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from flask import url_for

from portal.access import Refused
from portal.cases import commands, forms, queries
from portal.cases.model import Case
from portal.cases.verbs import CaseVerb
from portal.cases.views.receipts import tracking_qr
from portal.cases.views.room import AnyPermit, CasePermit, back, pages
from portal.i18n import N_, _, current
from portal.identity import sessions
from portal.identity.people import intake_centre, organisation_id
from portal.identity.receipts import code_for, keyed_hash
from portal.web.house import house
from portal.web.limits import Limit
from portal.web.names import picker
from portal.web.pages import Shown, Values, Went
from portal.web.submissions import mark_of_request

_FILING = Limit("case.file", 60, timedelta(hours=1))
_TRACKING = Limit("case.track", 20, timedelta(minutes=10))


def _fill_file(permit: AnyPermit, form: Any) -> Values:
    form.subject.choices = picker(permit.session, "enterprise", none=_("I do not know, or it is not listed"))
    return {"signed_in": permit.actor.id is not None}


def _filing(permit: AnyPermit, form: Any) -> tuple[commands.Filing, str]:
    """Turn the form into a filing; who is not signed in and leaves no name gets a query code."""
    intake = intake_centre(permit.session)
    if intake is None:
        raise Refused("", N_("No department receives complaints yet. Please try again later."))
    key = house().settings.secret_key
    code = "" if permit.actor.id else code_for(key, mark_of_request())
    filing = commands.Filing(
        title=form.title.data, body=form.body.data, category=form.category.data, intake_org_id=intake,
        subject_org_id=organisation_id(permit.session, form.subject.data, "enterprise") if form.subject.data else None,
        district=form.district.data, name=form.name.data, contact=form.contact.data, consent=form.consent.data,
        lang=current(), receipt=keyed_hash(key, code) if code else None, files=form.files.token,
    )  # fmt: skip
    return filing, code


def _filed(permit: AnyPermit, case: Case, code: str) -> Shown:
    """Show the query code, once, and let this browser follow the case at once."""
    token = sessions.add_receipt(permit.session, permit.actor, case.receipt or "")
    values = {"ref": case.ref, "code": code, "due_on": case.due_on, "qr": tracking_qr(case.ref, coded=True)}
    return Shown("cases/filed.html", values, url_for("cases.read", ref=case.ref), token)


def _filed_again(permit: AnyPermit, _form: Any, location: str) -> Shown:
    ref = location.rstrip("/").rpartition("/")[2]
    code = "" if permit.actor.id else code_for(house().settings.secret_key, mark_of_request())
    return Shown(
        "cases/filed.html",
        {"ref": ref, "code": code, "due_on": None, "qr": tracking_qr(ref, coded=bool(code))},
    )


@pages.action("/new", CaseVerb.FILE, forms.FileForm, fill=_fill_file, again=_filed_again, limit=_FILING)
def file(permit: AnyPermit, form: Any) -> Went | Shown:
    filing, code = _filing(permit, form)
    case = commands.file(permit, filing)
    return _filed(permit, case, code) if code else Went(url_for("cases.read", ref=case.ref))


def _hash_of_code(permit: AnyPermit, reference: str, code: str) -> str:
    """Return the keyed hash of a code that opens the case; a wrong number and a wrong code answer alike."""
    hashed = keyed_hash(house().settings.secret_key, code)
    if queries.held_by(permit, reference, hashed):
        return hashed
    raise Refused("", N_("There is no case with this number and query code. Please check both."))


@pages.action("/track", CaseVerb.TRACK, forms.TrackForm, limit=_TRACKING)
def track(permit: AnyPermit, form: Any) -> Went:
    reference = form.reference.data.upper()
    hashed = _hash_of_code(permit, reference, form.code.data)
    token = sessions.add_receipt(permit.session, permit.actor, hashed)
    return Went(url_for("cases.read", ref=reference), cookie=token, plain=True)


@pages.action("/<ref>/withdraw", CaseVerb.WITHDRAW, forms.WithdrawForm)
def withdraw(permit: CasePermit, form: Any) -> str:
    commands.withdraw(permit, form.body.data)
    return back(permit)
