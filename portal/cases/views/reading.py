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
from portal.cases.views.buttons import SHOWN, buttons
from portal.cases.views.cooperation import together
from portal.cases.views.hearing import heard
from portal.cases.views.identity import identity
from portal.cases.views.merging import lead
from portal.cases.views.particulars import told
from portal.cases.views.pressing import flags
from portal.cases.views.publication import published
from portal.cases.views.relations import tied
from portal.cases.views.room import AnyPermit, CasePermit, pages
from portal.cases.views.splitting import of_filing, origin
from portal.cases.views.subjects import subject
from portal.cases.views.telling import ending, tell
from portal.cases.views.worklists import may_do, ways, worklists
from portal.files.views import files_of
from portal.i18n import N_, _, day, local, number
from portal.ledger import Event
from portal.web.house import house
from portal.web.names import names
from portal.web.pages import Values
from portal.web.paging import slice_of
from portal.web.records import Facet, dated, facet, left, lines, steps
from portal.web.timeline import timeline

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
    "awaiting_company": "handling",
    "redo": "handling",
    "callback": "answered",
    "under_review": "answered",
}  # states that are no step of their own
# Facts of an event whose codes stand for words; what was decided stands before its ground.
_FACTS = {
    "decision": ADJUDICATIONS | APPEAL_DECISIONS,
    "urgency": URGENCIES,
    "level": SUPERVISIONS,
    "ground": GROUNDS | RETURNS | HOLDS | TRANSFERS | EXTENSIONS,
    "route": ROUTES,
}


# What ties a case to another is told to all its readers; which one that is, to those who read the link.
_TIED = {
    "split_from": N_(
        "This case begins here: the filing held several matters, and this one became a case of its own. Its time limits"
        " are those of the filing."
    ),
    "lead": N_("The same matter had been filed before, and is handled in that case."),
}


@pages.show("/", CaseVerb.BROWSE)
def browse(permit: AnyPermit) -> Values:
    chosen = {name: request.args.get(name, "") for name in ("status", "matter", "category", "work")}
    rows, pager = slice_of(permit.session, queries.browse(permit, chosen))
    found = lines(permit, (card(row, row.title) for row in rows))
    facets = [*worklists(permit, chosen["work"]), *_facets(permit, chosen)]
    return {"lines": found, "pager": pager, "facets": facets, "may": may_do(permit), "ways": ways(permit)}


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
    offered = buttons(permit)
    return {
        "case": case,
        "parts": parts,
        "rows": _facts(permit),
        "offers": offered[:SHOWN],
        "more": offered[SHOWN:],
        "steps": _steps(case),
        "tag": (_(STATUSES[case.status]), TONES[case.status]),
        "particulars": told(parts.particulars),
        **origin(permit, parts.statement),
        **of_filing(permit),
        **published(permit, parts),
        **ending(parts),
    }


def _told(permit: CasePermit, parts: queries.Parts) -> Values:
    """Return what has happened and until when more must: the timeline names the deadlines that its events are about."""
    deadlines, files = clocks.shown(permit.session, permit.subject), files_of(permit, parts.all)
    said, who = queries.hearing(permit), identity(permit, parts.complainant)
    sides, links = tied(permit)
    telling = [*parts.all, *said.all, *sides, *(request for request, _offers in who["requests"])]
    entries = timeline(permit, WORDS, telling, partial(tell, files), _about(deadlines))
    told = {"entries": entries, "deadlines": deadlines, "files": files}
    return {
        **who,
        **links,
        **lead(permit),
        **heard(said, deadlines),
        **told,
        "title": _title(permit.subject, parts, said),
    }


def _title(case: Case, parts: queries.Parts, said: queries.Hearing) -> str:
    titled = parts.statement or parts.summary or said.allegation
    return titled.title if titled else _(CATEGORIES[case.category])


def _steps(case: Case) -> Any:
    state = case.resumes or case.status
    here = _STANDS_AT.get(state, state)
    return steps(_STEPS, here, over=case.status == "closed") if here in dict(_STEPS) else []


def _facts(permit: CasePermit) -> list[tuple[str, Any]]:
    case = permit.subject
    known = names(permit.session, (case.handler_org_id, case.first_org_id, case.subject_org_id))
    rows = [
        (_("Kind of matter"), _(MATTERS[case.matter])),
        (_("About"), _(CATEGORIES[case.category])),
        (_("Topic"), case.topic),
        (_("Handled by"), known.get(case.handler_org_id, "")),
        (_("First receiver"), known.get(case.first_org_id or 0, "")),
        (_("Enterprise concerned"), known.get(case.subject_org_id or 0, "")),
        (_("System in the register"), _system(permit)),
        (_("District"), house().services["region"](permit, case.district)),
        (_("Filed on"), day(local(case.filed_at).date())),
        (_("How it came in"), _(CHANNELS[case.channel]) if case.channel in CHANNELS else ""),
        (_("People who joined it"), number(case.supporters) if case.supporters else ""),
        (_("Due"), day(case.due_on) if case.due_on else ""),
        (_("Ground"), _(GROUNDS[case.ground]) if case.ground else ""),
        (_("Open instead"), _(ROUTES[case.route]) if case.route else ""),
        (_("Designated"), _("It may not be returned again") if case.designated else ""),
        (_("Outcome"), _(OUTCOMES[case.outcome]) if case.outcome else ""),
        (_("Promised for"), _promise(case)),
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


def _promise(case: Case) -> str:
    if case.promised_on is None:
        return ""
    state = _("kept") if case.outcome == "promise_kept" else left(case.promised_on)
    return dated(case.promised_on, state)


def _about(deadlines: list[clocks.Deadline]) -> Callable[[Event], str]:
    """Return what says more of an event: the ground of a refusal, or which deadline it was about."""
    names = {deadline.code: deadline.name for deadline in deadlines}

    def about(event: Event) -> str:
        facts = event.facts
        said = [_(words[code]) for fact, words in _FACTS.items() if (code := facts.get(fact)) in words]
        said += [_(tale) for fact, tale in _TIED.items() if fact in facts and event.verb != CaseVerb.SEPARATE]
        return "\n".join(said) or names.get(facts.get("regime", ""), "")

    return about
