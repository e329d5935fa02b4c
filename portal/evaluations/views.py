"""Pages about evaluations: a permit in, a page or a redirect out."""

from __future__ import annotations

from datetime import date
from typing import Any

from flask import request, url_for

from portal.access import IllegalMove, Permit
from portal.evaluations import commands, forms, queries
from portal.evaluations.model import (
    DOMAINS,
    GRADES,
    NATURES,
    POSITION_TONES,
    POSITIONS,
    RISK_TONES,
    RISKS,
    STATUSES,
    TONES,
    Evaluation,
    Grading,
    Reply,
    Score,
    listed,
    score,
)
from portal.evaluations.projections import WORDS, card
from portal.evaluations.verbs import EvaluationVerb
from portal.i18n import _, current, day, local
from portal.identity.people import organisation_id, organisations
from portal.ledger import Event
from portal.store import now
from portal.web.names import names, picker
from portal.web.pages import Pages, Values
from portal.web.paging import slice_of
from portal.web.records import Facet, facet, left, lines, offers
from portal.web.timeline import Told, timeline

pages = Pages("evaluations", __name__, url_prefix="/evaluations")
AnyPermit = Permit[Any]
EvaluationPermit = Permit[Evaluation]
_TYPED = (
    *("title", "findings", "nature", "risk", "domain", "period", "method", "evidence"),
    *("recommendation", "interests", "lang"),
)
_BUTTONS = (
    EvaluationVerb.REPLY,
    EvaluationVerb.ANNOUNCE,
    EvaluationVerb.PUBLISH,
    EvaluationVerb.EDIT,
    EvaluationVerb.WITHDRAW,
)


@pages.show("/", EvaluationVerb.BROWSE)
def browse(permit: AnyPermit) -> Values:
    chosen = {name: request.args.get(name, "") for name in queries.FILTERS}
    rows, pager = slice_of(permit.session, queries.browse(permit, chosen))
    found = lines(permit, (card(evaluation) for (evaluation,) in rows))
    may_draft = permit.allows(EvaluationVerb.DRAFT)
    return {"lines": found, "pager": pager, "facets": _facets(permit, chosen), "may_draft": may_draft}


def _facets(permit: AnyPermit, chosen: dict[str, str]) -> list[Facet]:
    titles = {"nature": _("Kind"), "risk": _("Risk"), "domain": _("Domain of risk")}
    words = {"nature": NATURES, "risk": RISKS, "domain": DOMAINS}
    found = [
        facet(titles[name], name, words[name], queries.count_by(permit, name, chosen), chosen[name])
        for name in queries.FILTERS
    ]
    return [one for one in found if one.items]


@pages.show("/<ref>", EvaluationVerb.READ)
def read(permit: EvaluationPermit) -> Values:
    replies, gradings = queries.replies(permit), queries.gradings(permit, permit.subject)
    return _heading(permit.subject) | {
        "rows": _facts(permit), "offers": offers(permit, WORDS, "evaluations", *_buttons(permit.subject)),
        "criteria": _graded(gradings), "score": _score(score(gradings)), "replies": _replies(permit, replies),
        "entries": timeline(permit, WORDS, replies, lambda reply: Told(_(POSITIONS[reply.position])), _about),
    }  # fmt: skip


def _heading(one: Evaluation) -> Values:
    return {
        "evaluation": one, "html_lang": _html(one.lang), "left": left(one.reply_due_on),
        "tag": (_(STATUSES[one.status]), TONES[one.status]), "risk": (_(RISKS[one.risk]), RISK_TONES[one.risk]),
    }  # fmt: skip


def _buttons(evaluation: Evaluation) -> list[EvaluationVerb]:
    """Return the actions that would not be refused: no publication before the enterprise has been heard."""
    due = evaluation.reply_due_on
    heard = evaluation.replied or (due is not None and due < local(now()).date())
    if evaluation.subject_org_id is None:
        return [verb for verb in _BUTTONS if verb is not EvaluationVerb.ANNOUNCE]
    ready = evaluation.status == "announced" and heard
    return [verb for verb in _BUTTONS if ready or verb is not EvaluationVerb.PUBLISH]


def _about(event: Event) -> str:
    due, facts = event.facts.get("reply_due_on"), event.facts
    if facts.get("waited"):
        return _("The time to reply had passed without a reply.")
    if due and (event.verb == EvaluationVerb.ANNOUNCE or facts.get("before") == "announced"):
        return _("It may reply until %(day)s.", day=day(date.fromisoformat(due)))
    return ""


def _html(lang: str) -> str:
    return "en" if lang == "en" else "zh-Hans"


def _facts(permit: EvaluationPermit) -> list[tuple[str, ...]]:
    one = permit.subject
    known = names(permit.session, (one.author_org_id, one.subject_org_id))
    system = queries.system(permit, one.system_ref)
    rows: list[tuple[str, ...]] = [
        (_("Published by"), known.get(one.author_org_id or 0, "")),
        (_("Evaluated"), known.get(one.subject_org_id or 0, one.subject_name)),
        (_("Kind"), _(NATURES[one.nature])),
        (_("Domain of risk"), _(DOMAINS[one.domain]) if one.domain in DOMAINS else ""),
        (_("Period examined"), one.period),
        (_("Day of the incident"), day(one.occurred_on) if one.occurred_on else ""),
        (_("Published on"), day(local(one.published_at).date()) if one.published_at else ""),
        (_("Reply due"), day(one.reply_due_on) if one.status == "announced" and one.reply_due_on else ""),
    ]
    if system is not None:
        url = url_for("registry.read", ref=one.system_ref)
        rows.append((_("AI system"), one.system_ref, url, _("Open the register")))
    return [row for row in rows if row[1]]


def _graded(gradings: list[Grading]) -> list[list[str]]:
    grades: dict[int | None, str] = {grade: _(label) for grade, label in GRADES.items()}
    unknown = _("Insufficient evidence")
    return [[one.name, grades.get(one.grade, unknown), str(one.weight), one.reason] for one in gradings]


def _score(found: Score) -> str:
    if found.mean is None:
        return ""
    return _(
        "%(mean)s of 4: the sum of grade × weight (%(points)s) divided by the sum of weights (%(weights)s). "
        "Left out for insufficient evidence: %(left_out)s.",
        mean=f"{found.mean:.1f}",
        points=found.points,
        weights=found.weights,
        left_out=found.left_out,
    )


def _replies(permit: EvaluationPermit, replies: list[Reply]) -> list[Values]:
    known = names(permit.session, (reply.author_org_id for reply in replies))
    return [
        {"reply": one, "who": known.get(one.author_org_id or 0, ""), "lang": _html(one.lang),
         "position": (_(POSITIONS[one.position]), POSITION_TONES[one.position])}
        for one in replies
    ]  # fmt: skip


def _choices(permit: AnyPermit, form: Any) -> None:
    form.subject.choices = picker(permit.session, "enterprise", none=_("None of these"))


def _blank(permit: AnyPermit, form: Any) -> Values:
    _choices(permit, form)
    if request.method == "GET":
        form.lang.data = current()
        form.show([])
    return {}


def _standing(permit: EvaluationPermit, form: Any) -> Values:
    _choices(permit, form)
    gradings = queries.gradings(permit, permit.subject)
    known = organisations(permit.session, (permit.subject.subject_org_id,))
    form.standing = {
        "subject": next((ref for ref, _zh, _en in known.values()), ""),
        "criteria": listed(gradings),
    }
    if request.method == "GET":
        form.show(gradings)
        form.subject.data = form.standing["subject"]
    return {}


def _content(permit: AnyPermit, form: Any) -> commands.Content:
    org = organisation_id(permit.session, form.subject.data, "enterprise") if form.subject.data else None
    values = {name: form[name].data or "" for name in _TYPED}
    return commands.Content(
        subject_org_id=org,
        subject_name="" if org else form.subject_name.data or "",
        system_ref=(form.system_ref.data or "").upper(),
        occurred_on=form.occurred_on.data,
        criteria=form.gradings(),
        **values,
    )


def _to(permit: EvaluationPermit, anchor: str | None = None) -> str:
    return url_for("evaluations.read", ref=permit.subject.ref, _anchor=anchor)


@pages.action("/new", EvaluationVerb.DRAFT, forms.DraftForm, fill=_blank)
def draft(permit: AnyPermit, form: Any) -> str:
    return url_for("evaluations.read", ref=commands.draft(permit, _content(permit, form)).ref)


@pages.action("/<ref>/edit", EvaluationVerb.EDIT, forms.EditForm, fill=_standing)
def edit(permit: EvaluationPermit, form: Any) -> str:
    commands.edit(permit, _content(permit, form))
    return _to(permit)


def _as_seen(permit: EvaluationPermit, form: Any) -> None:
    """Raise IllegalMove when the draft is not the one that was looked at."""
    if form.version.data != str(permit.subject.version):
        raise IllegalMove(permit.verb)


@pages.action("/<ref>/announce", EvaluationVerb.ANNOUNCE, forms.AnnounceForm)
def announce(permit: EvaluationPermit, form: Any) -> str:
    _as_seen(permit, form)
    commands.announce(permit)
    return _to(permit)


@pages.action("/<ref>/publish", EvaluationVerb.PUBLISH, forms.PublishForm)
def publish(permit: EvaluationPermit, form: Any) -> str:
    _as_seen(permit, form)
    commands.publish(permit)
    return _to(permit)


@pages.action("/<ref>/reply", EvaluationVerb.REPLY, forms.ReplyForm)
def reply(permit: EvaluationPermit, form: Any) -> str:
    commands.reply(permit, form.position.data, form.body.data, current())
    return _to(permit, "replies")


@pages.action("/<ref>/withdraw", EvaluationVerb.WITHDRAW, forms.WithdrawForm)
def withdraw(permit: EvaluationPermit, form: Any) -> str:
    commands.withdraw(permit, form.reason.data)
    return _to(permit)
