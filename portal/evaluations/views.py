"""Pages about evaluations: a permit in, a page or a redirect out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask import request, url_for

from portal.access import Permit
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
    Score,
    score,
)
from portal.evaluations.projections import WORDS, card
from portal.evaluations.verbs import EvaluationVerb
from portal.i18n import _, current, day, local
from portal.identity.people import organisation_id, organisations
from portal.web.names import names, picker
from portal.web.pages import Pages, Values
from portal.web.paging import slice_of
from portal.web.records import Facet, facet, left, lines, offers
from portal.web.timeline import Told, timeline

pages = Pages("evaluations", __name__, url_prefix="/evaluations")
AnyPermit = Permit[Any]
EvaluationPermit = Permit[Evaluation]
_BUTTONS = (
    EvaluationVerb.REPLY,
    EvaluationVerb.ANNOUNCE,
    EvaluationVerb.PUBLISH,
    EvaluationVerb.EDIT,
    EvaluationVerb.WITHDRAW,
)


@dataclass(frozen=True, slots=True)
class ReplyShown:
    """A reply as it stands beside the evaluation."""

    ref: str
    who: str
    when: datetime
    position: str
    tone: str
    body: str
    lang: str


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
    evaluation, replies = permit.subject, queries.replies(permit)
    gradings = queries.gradings(permit, evaluation)
    return {
        "evaluation": evaluation, "rows": _facts(permit), "offers": offers(permit, WORDS, "evaluations", *_BUTTONS),
        "tag": (_(STATUSES[evaluation.status]), TONES[evaluation.status]), "criteria": _graded(gradings),
        "score": _score(score(gradings)), "replies": _replies(permit, replies), "html_lang": _html(evaluation.lang),
        "risk": (_(RISKS[evaluation.risk]), RISK_TONES[evaluation.risk]), "left": left(evaluation.reply_due_on),
        "entries": timeline(permit, WORDS, replies, lambda _reply: Told("")),
    }  # fmt: skip


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
        (_("Period that was examined"), one.period),
        (_("Day of the incident"), day(one.occurred_on) if one.occurred_on else ""),
        (_("Published on"), day(local(one.published_at).date()) if one.published_at else ""),
        (_("Reply due"), day(one.reply_due_on) if one.status == "announced" and one.reply_due_on else ""),
    ]
    if system is not None:
        rows.append(
            (
                _("AI system"),
                one.system_ref,
                url_for("registry.read", ref=one.system_ref),
                _("Open the register"),
            )
        )
    return [row for row in rows if row[1]]


def _graded(gradings: list[Grading]) -> list[list[str]]:
    return [
        [
            one.name,
            _(GRADES[one.grade]) if one.grade is not None else _("Insufficient evidence"),
            str(one.weight),
            one.reason,
        ]
        for one in gradings
    ]


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


def _replies(permit: EvaluationPermit, replies: list[Any]) -> list[ReplyShown]:
    known = names(permit.session, (reply.author_org_id for reply in replies))
    return [
        ReplyShown(
            reply.ref,
            known.get(reply.author_org_id or 0, ""),
            reply.created_at,
            _(POSITIONS[reply.position]),
            POSITION_TONES[reply.position],
            reply.body,
            _html(reply.lang),
        )
        for reply in replies
    ]


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
    if request.method == "GET":
        form.show(queries.gradings(permit, permit.subject))
        known = organisations(permit.session, (permit.subject.subject_org_id,))
        form.subject.data = next((ref for ref, _zh, _en in known.values()), "")
    return {}


def _content(permit: AnyPermit, form: Any) -> commands.Content:
    org = organisation_id(permit.session, form.subject.data, "enterprise") if form.subject.data else None
    plain = (
        "title",
        "findings",
        "nature",
        "risk",
        "domain",
        "period",
        "method",
        "evidence",
        "recommendation",
    )
    values = {name: form[name].data or "" for name in (*plain, "interests", "lang")}
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


@pages.action("/<ref>/announce", EvaluationVerb.ANNOUNCE, forms.AnnounceForm)
def announce(permit: EvaluationPermit, _form: Any) -> str:
    commands.announce(permit)
    return _to(permit)


@pages.action("/<ref>/publish", EvaluationVerb.PUBLISH, forms.PublishForm)
def publish(permit: EvaluationPermit, _form: Any) -> str:
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
