"""What happens to evaluations. One function per verb: check the state, change the rows, record the action."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import Any

from sqlalchemy.orm.attributes import flag_modified

from portal.access import Permit, Refused, advance
from portal.clocks import calendar
from portal.evaluations import queries
from portal.evaluations.model import MOST_CRITERIA, MOVES, Criterion, Evaluation, Grading, Reply
from portal.i18n import N_, local
from portal.identity.people import choose
from portal.ledger import record
from portal.store import now, number_for, random_reference

EvaluationPermit = Permit[Evaluation]
# The city's own time for a reply: ten working days, which is what SaferAI's ratings give (two weeks).
REPLY_DAYS = 10
_WORDS = (
    "nature",
    "subject_org_id",
    "subject_name",
    "system_ref",
    "domain",
    "title",
    "period",
    "occurred_on",
    "method",
    "findings",
    "evidence",
    "risk",
    "recommendation",
    "interests",
    "lang",
)


@dataclass(frozen=True, slots=True)
class Content:
    """Everything an evaluation says. `evidence` is one source a line; `occurred_on` the day of an incident."""

    title: str
    findings: str
    nature: str = "evaluation"
    risk: str = "insufficient_evidence"
    subject_org_id: int | None = None
    subject_name: str = ""
    system_ref: str = ""
    domain: str = ""
    period: str = ""
    occurred_on: date | None = None
    method: str = ""
    evidence: str = ""
    recommendation: str = ""
    interests: str = ""
    criteria: tuple[Grading, ...] = ()
    lang: str = "zh-hans"


@dataclass(frozen=True, slots=True)
class Record:
    """What was published elsewhere and comes in as it stands, with the credit that its licence asks for."""

    content: Content
    source: str
    attribution: str
    author_org_id: int | None = None


def draft(permit: Permit[None], content: Content) -> Evaluation:
    """An association begins an evaluation that only its own people read."""
    evaluation = _new(permit)
    advance(evaluation, permit.verb, MOVES)
    _check(permit, content)
    _write(permit, evaluation, content)
    record(permit, evaluation, **_facts(evaluation), criteria=len(content.criteria))
    return evaluation


def edit(permit: EvaluationPermit, content: Content) -> Evaluation:
    """The association changes its text; once it was announced, the time to reply begins anew.

    So nobody's reply ever stands beside a text that they were not shown. Refused for another enterprise then.
    """
    evaluation = permit.subject
    before = advance(evaluation, permit.verb, MOVES)
    _check(permit, content)
    if before == "announced" and content.subject_org_id != evaluation.subject_org_id:
        raise Refused(
            "subject", N_("The enterprise that has been shown the draft cannot be changed any more.")
        )
    _write(permit, evaluation, content, queries.criteria(permit, evaluation))
    if before == "announced":
        _open_reply(permit, evaluation)
    record(permit, evaluation, before=before, **_facts(evaluation), criteria=len(content.criteria))
    return evaluation


def announce(permit: EvaluationPermit) -> Evaluation:
    """The draft is shown to the enterprise it is about, which may reply before anybody else reads it."""
    evaluation = permit.subject
    before = advance(evaluation, permit.verb, MOVES)
    if evaluation.subject_org_id is None:
        raise Refused("", N_("No organisation on the portal is evaluated here: publish it directly."))
    _check_criteria(permit, evaluation)
    _open_reply(permit, evaluation)
    record(permit, evaluation, before=before, **_facts(evaluation))
    return evaluation


def publish(permit: EvaluationPermit) -> Evaluation:
    """Everybody may read it now. Refused before the enterprise on the portal has had its right of reply."""
    evaluation = permit.subject
    before = advance(evaluation, permit.verb, MOVES)
    _check_criteria(permit, evaluation)
    if evaluation.subject_org_id is not None:
        _check_heard(evaluation, before)
        evaluation.waited = not evaluation.replied
    evaluation.published_at = evaluation.dated_at = now()
    record(permit, evaluation, before=before, replied=evaluation.replied, waited=evaluation.waited)
    return evaluation


def reply(permit: EvaluationPermit, position: str, body: str, lang: str = "zh-hans") -> Reply:
    """The enterprise answers. Asking for more time is shown like a reply, but does not replace one."""
    evaluation = permit.subject
    before = advance(evaluation, permit.verb, MOVES)
    who = {"author_id": permit.actor.id, "author_org_id": permit.actor.org_id, "lang": lang}
    said = Reply(
        ref=random_reference(), status="kept", evaluation=evaluation, position=position, body=body, **who
    )
    if position != "needs_time":
        evaluation.replied = True
    record(permit, evaluation, said, before=before, position=position)
    return said


def withdraw(permit: EvaluationPermit, reason: str) -> Evaluation:
    """The association takes back what it published, or gives up what it has only announced, and says why.

    What was published stays readable with the reason; what was not is read by nobody else than before.
    """
    evaluation = permit.subject
    before = advance(evaluation, permit.verb, MOVES)
    evaluation.status = "dropped" if before == "announced" else evaluation.status
    evaluation.reason, evaluation.withdrawn_at = reason, now()
    record(permit, evaluation, before=before)
    return evaluation


def bring_in(permit: Permit[None], entry: Record) -> Evaluation:
    """An evaluation or incident that was published elsewhere comes in, readable for everybody at once."""
    evaluation = _new(permit)
    advance(evaluation, permit.verb, MOVES)
    _write(permit, evaluation, entry.content)
    evaluation.author_org_id, evaluation.source = entry.author_org_id, entry.source
    evaluation.attribution, evaluation.published_at = entry.attribution, now()
    if entry.content.occurred_on is not None:  # noon, so that it is that day in the city
        evaluation.dated_at = datetime.combine(entry.content.occurred_on, time(12), UTC)
    record(
        permit, evaluation, source=entry.source, **_facts(evaluation), criteria=len(entry.content.criteria)
    )
    return evaluation


def _new(permit: Permit[None]) -> Evaluation:
    who = {"author_id": permit.actor.id, "author_org_id": permit.actor.org_id}
    return Evaluation(ref=number_for(permit.session, "E"), status="", **who)


def _facts(evaluation: Evaluation) -> dict[str, Any]:
    due = evaluation.reply_due_on.isoformat() if evaluation.reply_due_on else None
    return {
        "nature": evaluation.nature,
        "risk": evaluation.risk,
        "subject_org": evaluation.subject_org_id,
        "reply_due_on": due,
    }


def _open_reply(permit: Permit[Any], evaluation: Evaluation) -> None:
    evaluation.announced_at = evaluation.dated_at = now()
    evaluation.reply_due_on = calendar(permit.session).add(local(now()).date(), REPLY_DAYS)
    evaluation.replied = False


def _check(permit: Permit[Any], content: Content) -> None:
    """Refuse a system that is not in the register, and the name of an enterprise that is on the portal.

    An enterprise that could reply must be chosen, or it would never be asked.
    """
    system = queries.system(permit, content.system_ref)
    if content.system_ref and system is None:
        raise Refused("system_ref", N_("There is no system with this number in the register."))
    if content.subject_org_id is not None:
        return
    typed = content.subject_name.casefold()
    for key, _ref, *known in choose(permit.session, "enterprise"):
        if (system is not None and system.org_id == key) or typed in [name.casefold() for name in known]:
            raise Refused(
                "subject", N_("This enterprise is on the portal. Choose it here, so that it can reply.")
            )


def _check_criteria(permit: EvaluationPermit, evaluation: Evaluation) -> None:
    if evaluation.nature == "evaluation" and not queries.criteria(permit, evaluation):
        raise Refused("", N_("An evaluation needs at least one criterion. Add it to the draft first."))


def _check_heard(evaluation: Evaluation, before: str) -> None:
    if before == "draft":
        raise Refused("", N_("Show the draft to the enterprise first: it may reply before publication."))
    due = evaluation.reply_due_on
    if not evaluation.replied and due is not None and local(now()).date() <= due:
        raise Refused(
            "", N_("The enterprise still has time to reply. Publish it after the reply or after that day.")
        )


def _write(
    permit: Permit[Any], evaluation: Evaluation, content: Content, standing: list[Criterion] | None = None
) -> None:
    """Let the evaluation say `content`, criterion by criterion. Raises Refused for too many of them."""
    if len(content.criteria) > MOST_CRITERIA:
        raise Refused("", N_("There are too many criteria."))
    for name in _WORDS:
        setattr(evaluation, name, getattr(content, name))
    evaluation.dated_at = now()
    flag_modified(evaluation, "title")  # a change of the criteria alone counts as a change of the evaluation
    rows = standing or []
    for row in rows[len(content.criteria) :]:
        permit.session.delete(row)
    for position, grading in enumerate(content.criteria):
        row = rows[position] if position < len(rows) else _new_criterion(permit, evaluation, position)
        row.name, row.grade, row.reason, row.weight = (
            grading.name,
            grading.grade,
            grading.reason,
            grading.weight,
        )


def _new_criterion(permit: Permit[Any], evaluation: Evaluation, position: int) -> Criterion:
    row = Criterion(kind=Evaluation.kind, subject_id=evaluation.id, evaluation=evaluation, position=position)
    permit.session.add(row)
    return row
