"""Cases as lists and as records."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from flask import request, url_for
from markupsafe import Markup

from portal import clocks
from portal.cases import queries
from portal.cases.model import (
    ADJUDICATIONS,
    APPEAL_DECISIONS,
    CATEGORIES,
    CHANNELS,
    EXTENSIONS,
    GROUNDS,
    HOLDS,
    MATTERS,
    OUTCOMES,
    RETURNS,
    ROUTES,
    STATUSES,
    SUPERVISIONS,
    TONES,
    TRANSFERS,
    URGENCIES,
    Case,
)
from portal.cases.projections import WORDS, card
from portal.cases.verbs import CaseVerb
from portal.cases.views.cooperation import together
from portal.cases.views.identity import identity
from portal.cases.views.particulars import told
from portal.cases.views.pressing import flags
from portal.cases.views.publication import published
from portal.cases.views.room import AnyPermit, CasePermit, pages
from portal.cases.views.subjects import subject
from portal.cases.views.worklists import may_do, worklists
from portal.files.views import files_of
from portal.i18n import N_, _, day, local, number
from portal.ledger import Event
from portal.web.names import names
from portal.web.pages import Values
from portal.web.paging import slice_of
from portal.web.records import Facet, facet, left, lines, offers, steps
from portal.web.timeline import Told, timeline

_STEPS = [
    ("received", N_("Filed")),
    ("accepted", N_("Accepted")),
    ("handling", N_("Being handled")),
    ("answered", N_("Answered")),
    ("closed", N_("Closed")),
]
_STANDS_AT = {
    "dispatched": "accepted",
    "objected": "accepted",
    "appealed": "received",
    "appraisal": "handling",
}  # states that are no step of their own
# Facts of an event whose codes stand for words; what was decided stands before its ground.
_FACTS = {
    "decision": ADJUDICATIONS | APPEAL_DECISIONS,
    "urgency": URGENCIES,
    "level": SUPERVISIONS,
    "ground": GROUNDS | RETURNS | HOLDS | TRANSFERS | EXTENSIONS,
    "route": ROUTES,
}
# In the order of the page: what moves the case on, what is said about it, and then everything else.
_BUTTONS = (
    CaseVerb.ACCEPT,
    CaseVerb.DISPATCH,
    CaseVerb.REFUSE,
    CaseVerb.TAKE_UP,
    CaseVerb.CONTRIBUTE,
    CaseVerb.ADJUDICATE,
    CaseVerb.DECIDE_APPEAL,
    CaseVerb.GRANT_EXTENSION,
    CaseVerb.DENY_EXTENSION,
    CaseVerb.COORDINATE,
    CaseVerb.SUPPLY,
    CaseVerb.RESUME_HANDLING,
    CaseVerb.ANSWER,
    CaseVerb.CLOSE,
    CaseVerb.PUBLISH,
    CaseVerb.PROGRESS,
    CaseVerb.MESSAGE,
    CaseVerb.NOTE,
    CaseVerb.ASK_IDENTITY,
    CaseVerb.HOLD,
    CaseVerb.RELEASE,
    CaseVerb.RECEIPT,
    CaseVerb.JOIN,
    CaseVerb.GIVE_CONSENT,
    CaseVerb.WITHDRAW_CONSENT,
    CaseVerb.APPEAL,
    CaseVerb.ASK_INFO,
    CaseVerb.INVOLVE,
    CaseVerb.ASK_EXTENSION,
    CaseVerb.APPRAISE,
    CaseVerb.SEND_BACK,
    CaseVerb.TRANSFER,
    CaseVerb.ESCALATE,
    CaseVerb.GRADE,
    CaseVerb.SUPERVISE,
    CaseVerb.RECUSE,
    CaseVerb.WITHDRAW,
    CaseVerb.ERASE,
)
_SHOWN = 5  # buttons that stand open; the others are one click away


@pages.show("/", CaseVerb.BROWSE)
def browse(permit: AnyPermit) -> Values:
    chosen = {name: request.args.get(name, "") for name in ("status", "matter", "category", "work")}
    rows, pager = slice_of(permit.session, queries.browse(permit, chosen))
    found = lines(permit, (card(case, title) for case, title in rows))
    facets = [*worklists(permit, chosen["work"]), *_facets(permit, chosen)]
    return {"lines": found, "pager": pager, "facets": facets, "may": may_do(permit)}


def _facets(permit: AnyPermit, chosen: Mapping[str, str]) -> list[Facet]:
    counts = queries.counts(permit)
    words = (("status", _("Status"), STATUSES), ("matter", _("Kind of matter"), MATTERS))
    return [facet(title, name, table, counts[name], chosen[name]) for name, title, table in words]


@pages.show("/<ref>", CaseVerb.READ)
def read(permit: CasePermit) -> Values:
    parts = queries.parts(permit)
    return _record(permit, parts) | _told(permit, parts) | together(permit)


def _record(permit: CasePermit, parts: queries.Parts) -> Values:
    """Return what stands on the page of a case: where it is, what it says, what can be done."""
    case = permit.subject
    buttons = offers(permit, WORDS, "cases", *_buttons(case))
    return {
        "case": case,
        "parts": parts,
        "rows": _facts(permit),
        "offers": buttons[:_SHOWN],
        "more": buttons[_SHOWN:],
        "steps": _steps(case),
        "title": _title(case, parts),
        "tag": (_(STATUSES[case.status]), TONES[case.status]),
        "particulars": told(parts.particulars),
        **published(permit, parts),
    }


def _buttons(case: Case) -> list[CaseVerb]:
    """Return what may be offered: a case that is held can be released, and one that is not can be held."""
    idle = CaseVerb.HOLD if case.held else CaseVerb.RELEASE
    return [verb for verb in _BUTTONS if verb is not idle]


def _told(permit: CasePermit, parts: queries.Parts) -> Values:
    """Return what has happened and until when more must: the timeline names the deadlines that its events are about."""
    deadlines, files = clocks.shown(permit.session, permit.subject), files_of(permit, parts.all)
    who = identity(permit, parts.complainant)
    telling = [*parts.all, *(request for request, _offers in who["requests"])]
    entries = timeline(permit, WORDS, telling, partial(_tell, files), _about(deadlines))
    return {**who, "entries": entries, "deadlines": deadlines, "files": files}


def _title(case: Case, parts: queries.Parts) -> str:
    titled = parts.statement or parts.summary
    return titled.title if titled else _(CATEGORIES[case.category])


def _steps(case: Case) -> Any:
    state = case.resumes or case.status
    here = _STANDS_AT.get(state, state)
    return steps(_STEPS, here, over=case.status == "closed") if here in dict(_STEPS) else []


def _facts(permit: CasePermit) -> list[tuple[str, Any]]:
    case = permit.subject
    known = names(permit.session, (case.handler_org_id, case.first_org_id, case.subject_org_id))
    due = f"{day(case.due_on)} ({left(case.due_on)})" if case.due_on else ""
    rows = [
        (_("Kind of matter"), _(MATTERS[case.matter])),
        (_("About"), _(CATEGORIES[case.category])),
        (_("Topic"), case.topic),
        (_("Handled by"), known.get(case.handler_org_id, "")),
        (_("First receiver"), known.get(case.first_org_id or 0, "")),
        (_("Enterprise concerned"), known.get(case.subject_org_id or 0, "")),
        (_("System in the register"), _system(permit)),
        (_("District"), case.district),
        (_("Filed on"), day(local(case.filed_at).date())),
        (_("How it came in"), _(CHANNELS[case.channel]) if case.channel in CHANNELS else ""),
        (_("People who joined it"), number(case.supporters) if case.supporters else ""),
        (_("Due"), due),
        (_("Ground"), _(GROUNDS[case.ground]) if case.ground else ""),
        (_("Open instead"), _(ROUTES[case.route]) if case.route else ""),
        (_("Designated"), _("It may not be returned again") if case.designated else ""),
        (_("Outcome"), _(OUTCOMES[case.outcome]) if case.outcome else ""),
    ]
    return [row for row in [*rows, *flags(case)] if row[1]]


def _system(permit: CasePermit) -> Markup | str:
    """Return a link to the system of the register that the case is about."""
    ref = permit.subject.system_ref
    title = subject(permit, ref).title if ref else ""
    address = url_for("registry.read", ref=ref) if ref else ""
    return Markup('<a class="govuk-link" href="{}">{}</a>').format(address, title) if title else ""


@pages.show("/guide", CaseVerb.GUIDE)
def guide(permit: AnyPermit) -> Values:
    return {"readers": queries.readers(permit.gate)}


def _tell(files: Mapping[str, Any], part: Any) -> Told:
    """Return what a part adds to the timeline: what people write is told in full, the rest stands on the page."""
    if part.kind not in ("message", "note", "supporter"):
        return Told("")
    lang = "zh-Hans" if part.lang == "zh-hans" else part.lang
    hung = files.get(part.ref, ())
    return Told(part.body, internal=part.kind == "note", lang=lang, anchor=part.ref, files=hung)


def _about(deadlines: list[clocks.Deadline]) -> Callable[[Event], str]:
    """Return what says more of an event: the ground of a refusal, or which deadline it was about."""
    names = {deadline.code: deadline.name for deadline in deadlines}

    def about(event: Event) -> str:
        facts = event.facts
        said = [_(words[code]) for fact, words in _FACTS.items() if (code := facts.get(fact)) in words]
        return "\n".join(said) or names.get(facts.get("regime", ""), "")

    return about
