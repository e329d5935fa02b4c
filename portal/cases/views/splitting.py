"""Splitting a filing: what belongs to the new case, what will happen, and which cases a filing has become."""

from __future__ import annotations

from datetime import date
from typing import Any

from flask import request, url_for

from portal import clocks
from portal.access import Refused
from portal.cases import commands, forms, queries
from portal.cases.forms.splitting import KEEPS
from portal.cases.model import (
    ASKED_OF_ORGANISATIONS,
    CATEGORIES,
    HANDLING,
    MATTERS,
    STATUSES,
    TONES,
    Case,
    Statement,
)
from portal.cases.verbs import CaseVerb
from portal.cases.views.room import CasePermit, is_complainant, pages, seal
from portal.cases.views.subjects import Subject, subject
from portal.files.model import LABELS
from portal.i18n import N_, _, day
from portal.web.names import names, picker
from portal.web.pages import Values


def origin(permit: CasePermit, statement: Statement | None) -> Values:
    """Return where the words of a case that was split off come from, for its page."""
    if statement is None or statement.taken_by is None:
        return {"origin": ""}
    said = {
        "who": names(permit.session, [statement.taken_by]).get(statement.taken_by, ""),
        "day": day(statement.created_at),
    }
    if statement.verbatim:
        told = _(
            "Taken word for word from a filing that holds several matters, by %(who)s on %(day)s. What was filed"
            " stands unchanged in the case from which this one was split off.",
            **said,
        )
    else:
        told = _(
            "Worded by %(who)s on %(day)s after a filing that holds several matters. What was filed stands unchanged"
            " in the case from which this one was split off.",
            **said,
        )
    return {"origin": told}


def of_filing(permit: CasePermit) -> Values:
    """Return, for who complained, the cases of their filing when it was split: number, state and deadline of each."""
    found = queries.cases_of_filing(permit) if is_complainant(permit) else []
    return {
        "filing": [
            {
                "ref": case.ref,
                "title": title,
                "tag": (_(STATUSES[case.status]), TONES[case.status]),
                "due": day(case.due_on) if case.due_on else "",
                "here": case.id == permit.subject.id,
            }
            for case, title in found
        ]
    }


def _named(permit: CasePermit, form: Any) -> Subject:
    """Return what the matter is about: a system of the register by its number, or the enterprise that was chosen."""
    return subject(permit, (form.system.data or form.subject.data or "").strip().upper())


def _offer(permit: CasePermit, form: Any) -> Values:
    """Give the form its choices; begin with the filing's own words, for the officer to leave what belongs."""
    parts, files = queries.parts(permit), queries.files_of_filing(permit)
    form.subject.choices = picker(permit.session, "enterprise", none=_("Not known, or not listed"))
    form.files.choices = [
        (file.ref, _("%(name)s (%(kind)s)", name=file.name, kind=_(LABELS[file.code]))) for file in files
    ]
    _leave(permit, form, some_facts=parts.particulars is not None)
    if request.method == "GET" and parts.statement:
        form.body.data, form.category.data = parts.statement.body, ""
    if form.system.data:
        form.named = _in_register(permit, form)
    confirming = request.form.get("preview") == "look"
    if confirming:
        form.state.data = permit.subject.status
    return {"confirming": confirming, "parts": parts, "due": _due(permit.subject), **_told(form, parts)}


def _due(case: Case) -> date | None:
    """Return the day on which the new case will be due, where that runs already; what stands still has yet to show."""
    running = (
        clock for clock in clocks.passed_on(case, "acceptance", *HANDLING) if clock.status == "running"
    )
    return min((clock.due_on for clock in running), default=None)


def _leave(permit: CasePermit, form: Any, *, some_facts: bool) -> None:
    """Leave the questions that have more than one answer here."""
    of_organisation = permit.subject.matter in ASKED_OF_ORGANISATIONS
    form.matter.choices = [
        choice for choice in form.matter.choices
        if (choice.value == permit.subject.matter if of_organisation else choice.value not in ASKED_OF_ORGANISATIONS)
    ]  # fmt: skip
    if not form.files.choices:
        del form.files
    if not some_facts:
        del form.facts
    elif request.method == "GET":
        form.facts.data = True
    if not commands.may_keep(permit):
        del form.keeps


def _in_register(permit: CasePermit, form: Any) -> str:
    try:
        found = _named(permit, form)
    except Refused:
        return ""
    return found.title if found.system_ref else ""


def _told(form: Any, parts: queries.Parts) -> Values:
    """Return in words what was chosen, for who confirms it."""
    body, statement = form.body.data or "", parts.statement
    whole = statement is not None and body.split() == statement.body.split()
    files = dict(form.files.choices) if "files" in form else {}
    keeps = KEEPS["yes" if _keeps(form) else ""]
    rows = [
        (_("Kind of matter"), _(MATTERS.get(form.matter.data, ""))),
        (_("About"), _(CATEGORIES.get(form.category.data, ""))),
        (_("Enterprise concerned"), "" if form.named else dict(form.subject.choices).get(form.subject.data, "")),
        (_("System in the register"), form.named),
        (_("District"), form.district.data),
        (_("Files"), _("; ").join(files[ref] for ref in form.files.data or () if ref in files) if files else ""),
        (_("Facts of the matter"), _("go along") if "facts" in form and form.facts.data else ""),
        (_("Who complained"), _("goes along, sealed") if parts.complainant else ""),
        (_("Handled by"), _(keeps)),
    ]  # fmt: skip
    return {
        "whole": whole,
        "verbatim": statement is not None and commands.is_verbatim(statement, body),
        "rows": [row for row in rows if row[1]],
    }


def _keeps(form: Any) -> bool:
    return "keeps" in form and form.keeps.data == "yes"


def _matter(permit: CasePermit, form: Any) -> commands.Matter:
    if form.state.data and form.state.data != permit.subject.status:
        raise Refused("", N_("The case has moved on meanwhile. Please look again at what will happen."))
    about = _named(permit, form)
    return commands.Matter(
        title=form.title.data, body=form.body.data, category=form.category.data, why=form.why.data, seal=seal(),
        matter=form.matter.data, subject_org_id=about.org_id, system_ref=about.system_ref,
        district=form.district.data, files=tuple(form.files.data or ()) if "files" in form else (),
        facts="facts" in form and form.facts.data, keeps=_keeps(form),
    )  # fmt: skip


@pages.action("/<ref>/split", CaseVerb.SPLIT, forms.SplitForm, fill=_offer)
def split(permit: CasePermit, form: Any) -> str:
    return url_for("cases.read", ref=commands.split(permit, _matter(permit, form)).ref)
