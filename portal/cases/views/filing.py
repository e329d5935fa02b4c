"""Filing a case, following it with its code, and taking it back."""

from __future__ import annotations

from datetime import timedelta
from functools import partial
from typing import Any

from flask import request, url_for

from portal.access import Refused
from portal.cases import commands, forms, queries
from portal.cases.model import PROMISES, Case
from portal.cases.verbs import CaseVerb
from portal.cases.views.asked import (
    allow,
    answered,
    ask,
    carried,
    facts,
    fill_in,
    next_step,
    speaks,
    steps_of,
)
from portal.cases.views.receipts import tracking_qr
from portal.cases.views.room import AnyPermit, CasePermit, back, pages, seal
from portal.cases.views.subjects import subject
from portal.i18n import N_, _, current
from portal.identity import sessions
from portal.identity.people import intake_centre
from portal.identity.receipts import code_for, keyed_hash
from portal.web.house import house
from portal.web.limits import Limit
from portal.web.names import Offered
from portal.web.pages import Shown, Values, Went
from portal.web.records import Line, lines
from portal.web.submissions import mark_of_request

_FILING = Limit("case.file", 60, timedelta(hours=1))
_SIMILAR = 3
_TRACKING = Limit(
    "case.track", 20, timedelta(minutes=10), failures=True,
    also=Limit("case.track number", 20, timedelta(minutes=10), by="reference"),
)  # fmt: skip


def _fill_file(permit: AnyPermit, form: Any) -> Values:
    answers = queries.content(seal(), queries.mine(permit)) if request.method == "GET" else {}
    allow(permit, form)
    if answers:
        fill_in(permit, form, answers, draft=["y"])
    form.subject.choices = Offered(permit.session, "enterprise", none=_("I do not know, or it is not listed"))
    values: Values = {"signed_in": permit.actor.id is not None, "checking": bool(answers)}
    if values["checking"]:
        matter, _steps = steps_of(answers)
        ask(form, matter)
        values |= {"groups": answered(form, answers), "carried": carried(answers), "onward": next_step(answers),
                   "promise": _(PROMISES[matter]), "named": _named(permit, form)}  # fmt: skip
        values["similar"] = _similar(permit, form)
    return values


def _similar(permit: AnyPermit, form: Any) -> list[Line]:
    """Return cases like this one that the person may read anyway, as search finds them under their mask."""
    words = f"{form.title.data} {form.about.data}".strip()
    return lines(permit, house().services["alike"](permit, words, frozenset({"case"}), _SIMILAR))


def _named(permit: AnyPermit, form: Any) -> str:
    """Return what the register calls what was chosen there."""
    try:
        return subject(permit, form.subject.data).title
    except Refused:
        return ""


def filing_of(permit: AnyPermit, form: Any, receipt: str | None) -> commands.Filing:
    """Turn the pages of the form into a filing. Raises Refused while no department receives any."""
    intake = intake_centre(permit.session)
    if intake is None:
        raise Refused("", N_("No department receives complaints yet. Please try again later."))
    about = subject(permit, form.subject.data)
    return commands.Filing(
        title=form.title.data, body=form.body.data, category=form.category.data, matter=form.matter.data,
        intake_org_id=intake, subject_org_id=about.org_id, system_ref=about.system_ref,
        district=form.district.data, name=form.name.data, contact=form.contact.data, speaks=speaks(form),
        consent=form.consent.data, lang=current(), receipt=receipt, files=form.files.token, seal=seal(),
        particulars=facts(form, about.title),
    )  # fmt: skip


def code_of_request() -> tuple[str, str]:
    """Return the query code that this request is given, and its keyed hash, which is what is kept."""
    key = house().settings.secret_key
    code = code_for(key, mark_of_request())
    return code, keyed_hash(key, code)


def _filed(permit: AnyPermit, case: Case, code: str) -> Shown:
    """Show the query code, once, and let this browser follow the case at once."""
    token = sessions.add_receipt(permit.session, permit.actor, case.receipt or "")
    return Shown(
        "cases/filed.html", _told(case.ref, code, case.matter), url_for("cases.read", ref=case.ref), token
    )


def _told(ref: str, code: str, matter: str) -> Values:
    return {
        "ref": ref,
        "code": code,
        "promise": _(PROMISES[matter]),
        "qr": partial(tracking_qr, ref, coded=bool(code)),
    }


def _filed_again(permit: AnyPermit, form: Any, location: str) -> Shown | Went:
    """A repeated click: the browser may have missed the answer by which it holds the receipt."""
    if permit.actor.id is not None:
        return Went(location)
    code, receipt = code_of_request()
    token = sessions.add_receipt(permit.session, permit.actor, receipt)
    ref = location.rstrip("/").rpartition("/")[2]
    return Shown("cases/filed.html", _told(ref, code, form.matter.data), cookie=token)


@pages.action("/new", CaseVerb.FILE, forms.FileForm, fill=_fill_file, again=_filed_again, limit=_FILING)
def file(permit: AnyPermit, form: Any) -> Went | Shown:
    code, receipt = ("", None) if permit.actor.id else code_of_request()
    case = commands.file(permit, filing_of(permit, form, receipt))
    if form.draft.data:
        commands.use_up(permit)
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
