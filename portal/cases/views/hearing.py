"""The enterprise is heard, and what it says is shown beside what is said to it."""

from __future__ import annotations

from typing import Any

from flask import request

from portal import clocks
from portal.access import Refused
from portal.cases import commands, forms, queries
from portal.cases.model import ABOUT, CORRECTIONS, POSITIONS, Response
from portal.cases.verbs import CaseVerb
from portal.cases.views.room import CasePermit, back, pages
from portal.i18n import N_, _, current
from portal.identity.people import organisation_id, organisations
from portal.web.forms import labelled
from portal.web.names import picker
from portal.web.pages import Values


def heard(found: queries.Hearing, deadlines: list[clocks.Deadline]) -> Values:
    """Return what was alleged and answered, for the case's page; silence is said where there is no answer.

    `waits` is said as long as the enterprise still has time; what it has let pass is silence.
    """
    first = next((deadline for deadline in deadlines if deadline.code == "company_first"), None)
    if found.allegation is None or found.responses:
        said = {"waits": "", "silence": ""}
    elif first is not None and first.live and not first.overdue:
        said = {"waits": _("The enterprise has until %(day)s to answer.", day=first.due), "silence": ""}
    else:
        said = {"waits": "", "silence": _silence(first)}
    return {"hearing": found, "positions": POSITIONS, **said}


def _silence(first: clocks.Deadline | None) -> str:
    if first is None or not first.due:  # a limit that came to an end with the case has no day any more
        return _("The enterprise has not answered.")
    return _("The enterprise has not answered. It was asked to answer by %(day)s.", day=first.due)


def told(part: Any) -> list[str]:
    """Return what was said when an enterprise was heard, line by line, for the timeline."""
    if isinstance(part, Response):
        state = _("Final answer") if part.final else _("First answer")
        return [f"{state}: {_(POSITIONS[part.position])}"]
    if part.kind == "correction":
        decision = [_(CORRECTIONS[part.decision])] if part.decision else []
        return [_(ABOUT[part.about]), *decision, part.body]
    return []


def _prefill(permit: CasePermit, form: Any) -> Values:
    """Begin the allegation with the complaint's own words, for the officer to take out whom it tells of."""
    form.enterprise.choices = picker(permit.session, "enterprise", none=_("Choose an enterprise"))
    statement = queries.parts(permit).statement
    if request.method == "GET" and statement:
        form.title.data, form.body.data = statement.title, statement.body
        known = organisations(permit.session, [permit.subject.subject_org_id])
        form.enterprise.data = known.get(permit.subject.subject_org_id or 0, ("",))[0]
    return {"statement": statement}


@pages.action("/<ref>/hear", CaseVerb.HEAR, forms.HearForm, fill=_prefill)
def hear(permit: CasePermit, form: Any) -> str:
    org_id = organisation_id(permit.session, form.enterprise.data, "enterprise")
    if org_id is None:
        raise Refused("enterprise", N_("Choose one of the options."))
    commands.hear(permit, org_id, form.title.data, form.body.data)
    return back(permit)


def _alleged(permit: CasePermit, _form: Any) -> Values:
    found = queries.hearing(permit)
    return {"allegation": found.allegation, "responses": found.responses, "positions": POSITIONS}


@pages.action("/<ref>/reply", CaseVerb.REPLY, forms.ReplyForm, fill=_alleged)
def reply(permit: CasePermit, form: Any) -> str:
    typed = form.typed() | {"final": form.final.data == "yes", "lang": current()}
    commands.reply(permit, commands.Answer(**typed))
    return back(permit, "hearing")


@pages.action("/<ref>/contest", CaseVerb.CONTEST, forms.ContestForm, fill=_alleged)
def contest(permit: CasePermit, form: Any) -> str:
    commands.contest(permit, form.body.data, current())
    return back(permit, "hearing")


def _corrigible(permit: CasePermit, form: Any) -> None:
    """Offer the texts there are; the only one is chosen already."""
    there = [about for about in ABOUT if queries.corrigible(permit, about)]
    form.about.choices = labelled({about: ABOUT[about] for about in there})
    if len(there) == 1 and not form.about.data:
        form.about.data = there[0]


@pages.action(
    "/<ref>/demand-correction", CaseVerb.DEMAND_CORRECTION, forms.DemandCorrectionForm, fill=_corrigible
)
def demand_correction(permit: CasePermit, form: Any) -> str:
    commands.demand_correction(permit, form.about.data, form.body.data)
    return back(permit, "hearing")


def _demanded(permit: CasePermit, form: Any) -> Values:
    """Show what is demanded, and begin with the words that stand there now."""
    asked = [step for step in queries.hearing(permit).corrections if step.step == "asked"]
    wrong = queries.corrigible(permit, asked[-1].about) if asked else None
    if request.method == "GET" and wrong:
        form.title.data, form.text.data = wrong.title, wrong.body
    return {"asked": asked[-1] if asked else None, "about": ABOUT[asked[-1].about] if asked else ""}


@pages.action(
    "/<ref>/decide-correction", CaseVerb.DECIDE_CORRECTION, forms.DecideCorrectionForm, fill=_demanded
)
def decide_correction(permit: CasePermit, form: Any) -> str:
    commands.decide_correction(permit, commands.Ruling(**form.typed()))
    return back(permit, "hearing")
