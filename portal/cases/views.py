"""Pages about cases: a permit in, a page or a redirect out."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from flask import request, url_for

from portal.access import Permit, Refused
from portal.cases import commands, forms, queries
from portal.cases.model import CATEGORIES, GROUNDS, OUTCOMES, STATUSES, TONES, Case
from portal.cases.projections import WORDS, card
from portal.cases.verbs import CaseVerb
from portal.i18n import N_, _, current, day, local
from portal.identity import sessions
from portal.identity.people import intake_centre, organisation_id
from portal.identity.receipts import code_for, keyed_hash
from portal.ledger import Event
from portal.web.house import house
from portal.web.limits import Limit
from portal.web.names import names, picker
from portal.web.pages import Pages, Shown, Values, Went
from portal.web.paging import slice_of
from portal.web.records import facet, left, lines, offers, steps
from portal.web.submissions import mark_of_request
from portal.web.timeline import Told, timeline

pages = Pages("cases", __name__, url_prefix="/cases")
AnyPermit = Permit[Any]
CasePermit = Permit[Case]
_FILING = Limit("case.file", 60, timedelta(hours=1))
_TRACKING = Limit("case.track", 20, timedelta(minutes=10))
_STEPS = [
    ("received", N_("Filed")),
    ("accepted", N_("Accepted")),
    ("handling", N_("Being handled")),
    ("answered", N_("Answered")),
    ("closed", N_("Closed")),
]
_BUTTONS = (
    CaseVerb.ACCEPT,
    CaseVerb.DISPATCH,
    CaseVerb.ANSWER,
    CaseVerb.CLOSE,
    CaseVerb.PUBLISH,
    CaseVerb.PROGRESS,
    CaseVerb.MESSAGE,
    CaseVerb.NOTE,
    CaseVerb.REFUSE,
    CaseVerb.WITHDRAW,
)


@pages.show("/", CaseVerb.BROWSE)
def browse(permit: AnyPermit) -> Values:
    chosen = {name: request.args.get(name, "") for name in ("status", "category")}
    rows, pager = slice_of(permit.session, queries.browse(permit, chosen))
    counts = queries.count_by_status(permit)
    facets = [facet(_("Status"), "status", STATUSES, counts, chosen["status"])]
    found = lines(permit, (card(case, title) for case, title in rows))
    return {"lines": found, "pager": pager, "facets": facets, "may_file": permit.allows(CaseVerb.FILE)}


@pages.show("/<ref>", CaseVerb.READ)
def read(permit: CasePermit) -> Values:
    parts = queries.parts(permit)
    case, buttons = permit.subject, offers(permit, WORDS, "cases", *_BUTTONS)
    return {
        "case": case, "parts": parts, "rows": _facts(permit), "offers": buttons, "steps": _steps(case),
        "title": _title(case, parts), "tag": (_(STATUSES[case.status]), TONES[case.status]),
        "entries": timeline(permit, WORDS, parts.all, _tell, _about), "category": _(CATEGORIES[case.category]),
    }  # fmt: skip


def _title(case: Case, parts: queries.Parts) -> str:
    titled = parts.statement or parts.summary
    return titled.title if titled else _(CATEGORIES[case.category])


def _steps(case: Case) -> Any:
    return steps(_STEPS, case.status, over=case.status == "closed") if case.status in dict(_STEPS) else []


def _facts(permit: CasePermit) -> list[tuple[str, str]]:
    case = permit.subject
    known = names(permit.session, (case.handler_org_id, case.intake_org_id, case.subject_org_id))
    due = f"{day(case.due_on)} ({left(case.due_on)})" if case.due_on else ""
    rows = [
        (_("About"), _(CATEGORIES[case.category])),
        (_("Topic"), case.topic),
        (_("Handled by"), known.get(case.handler_org_id, "")),
        (_("Enterprise concerned"), known.get(case.subject_org_id or 0, "")),
        (_("District"), case.district),
        (_("Filed on"), day(local(case.filed_at).date())),
        (_("Due"), due),
        (_("Ground"), _(GROUNDS[case.ground]) if case.ground else ""),
        (_("Outcome"), _(OUTCOMES[case.outcome]) if case.outcome else ""),
    ]
    return [row for row in rows if row[1]]


def _tell(part: Any) -> Told:
    """Return what a part adds to the timeline: messages and notes are told in full, the rest stands on the page."""
    if part.kind not in ("message", "note"):
        return Told("")
    lang = "zh-Hans" if part.lang == "zh-hans" else part.lang
    return Told(part.body, internal=part.kind == "note", lang=lang, anchor=part.ref)


def _about(event: Event) -> str:
    ground = event.facts.get("ground")
    return _(GROUNDS[ground]) if ground in GROUNDS else ""


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
        lang=current(), receipt=keyed_hash(key, code) if code else None,
    )  # fmt: skip
    return filing, code


def _filed(permit: AnyPermit, case: Case, code: str) -> Shown:
    """Show the query code, once, and let this browser follow the case at once."""
    token = sessions.add_receipt(permit.session, permit.actor, case.receipt or "")
    values = {"ref": case.ref, "code": code, "due_on": case.due_on}
    return Shown("cases/filed.html", values, url_for("cases.read", ref=case.ref), token)


def _filed_again(permit: AnyPermit, _form: Any, location: str) -> Shown:
    ref = location.rstrip("/").rpartition("/")[2]
    code = "" if permit.actor.id else code_for(house().settings.secret_key, mark_of_request())
    return Shown("cases/filed.html", {"ref": ref, "code": code, "due_on": None})


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


def _departments(permit: CasePermit, form: Any) -> Values:
    form.department.choices = picker(permit.session, "agency", none=_("Choose a department"))
    return {}


def _to_department(permit: CasePermit, ref: str) -> int:
    found = organisation_id(permit.session, ref, "agency")
    if found is None:
        raise Refused("department", N_("Choose one of the options."))
    return found


def _statement(permit: CasePermit, _form: Any) -> Values:
    return {"statement": queries.parts(permit).statement}


def _back(permit: CasePermit, anchor: str = "") -> str:
    return url_for("cases.read", ref=permit.subject.ref, _anchor=anchor or None)


@pages.action("/<ref>/accept", CaseVerb.ACCEPT, forms.AcceptForm)
def accept(permit: CasePermit, _form: Any) -> str:
    commands.accept(permit)
    return _back(permit)


@pages.action("/<ref>/refuse", CaseVerb.REFUSE, forms.RefuseForm)
def refuse(permit: CasePermit, form: Any) -> str:
    commands.refuse(permit, form.ground.data, form.body.data)
    return _back(permit)


@pages.action("/<ref>/dispatch", CaseVerb.DISPATCH, forms.DispatchForm, fill=_departments)
def dispatch(permit: CasePermit, form: Any) -> str:
    commands.dispatch(permit, _to_department(permit, form.department.data))
    return _back(permit)


@pages.action("/<ref>/progress", CaseVerb.PROGRESS, forms.ProgressForm)
def progress(permit: CasePermit, form: Any) -> str:
    commands.progress(permit, form.body.data)
    return _back(permit)


@pages.action("/<ref>/message", CaseVerb.MESSAGE, forms.MessageForm)
def message(permit: CasePermit, form: Any) -> str:
    commands.message(permit, form.body.data)
    return _back(permit)


@pages.action("/<ref>/note", CaseVerb.NOTE, forms.NoteForm)
def note(permit: CasePermit, form: Any) -> str:
    commands.note(permit, form.body.data)
    return _back(permit)


@pages.action("/<ref>/answer", CaseVerb.ANSWER, forms.AnswerForm)
def answer(permit: CasePermit, form: Any) -> str:
    commands.answer(permit, form.body.data)
    return _back(permit)


@pages.action("/<ref>/close", CaseVerb.CLOSE, forms.CloseForm)
def close(permit: CasePermit, form: Any) -> str:
    commands.close(permit, form.outcome.data, form.body.data)
    return _back(permit)


@pages.action("/<ref>/publish", CaseVerb.PUBLISH, forms.PublishForm, fill=_statement)
def publish(permit: CasePermit, form: Any) -> str:
    commands.publish(permit, form.title.data, form.body.data)
    return _back(permit)


@pages.action("/<ref>/withdraw", CaseVerb.WITHDRAW, forms.WithdrawForm)
def withdraw(permit: CasePermit, form: Any) -> str:
    commands.withdraw(permit, form.body.data)
    return _back(permit)
