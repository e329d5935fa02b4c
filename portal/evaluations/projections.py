"""What follows from an evaluation: words to find it by, whom to tell, its line in a list, what waits for whom."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.access import Permit, trusted
from portal.evaluations import queries
from portal.evaluations.model import (
    CODES,
    DOMAINS,
    NATURES,
    RISKS,
    STATUSES,
    TONES,
    Criterion,
    Evaluation,
    Reply,
)
from portal.evaluations.verbs import EvaluationVerb
from portal.i18n import N_, bilingual, local
from portal.identity.people import members_of
from portal.ledger import Event
from portal.slice import Card, Found, PartOf, Place, Task, Wording, parts_query
from portal.store import now
from portal.web.prose import plain

WORDS: dict[Any, Wording] = {
    EvaluationVerb.DRAFT: Wording(
        N_("Draft an evaluation"),
        N_("The draft has been saved. Only your organisation sees it."),
        N_("began a draft"),
        open=True,
    ),
    EvaluationVerb.EDIT: Wording(
        N_("Edit the draft"), N_("The draft has been saved."), N_("edited the draft"), open=True
    ),
    EvaluationVerb.ANNOUNCE: Wording(
        N_("Show it to the enterprise"),
        N_("The enterprise has been shown the draft and may reply."),
        N_("showed the draft to the enterprise"),
        "purple",
        open=True,
    ),
    EvaluationVerb.PUBLISH: Wording(
        N_("Publish"),
        N_("The evaluation has been published."),
        N_("published the evaluation"),
        "green",
        open=True,
    ),
    EvaluationVerb.REPLY: Wording(
        N_("Reply"),
        N_("Your reply now stands beside the evaluation."),
        N_("replied to the evaluation"),
        "purple",
        open=True,
    ),
    EvaluationVerb.WITHDRAW: Wording(
        N_("Withdraw"),
        N_("The evaluation has been withdrawn."),
        N_("withdrew the evaluation"),
        "red",
        open=True,
    ),
    EvaluationVerb.BRING_IN: Wording(
        N_("Bring in"), N_("Brought in."), N_("brought the record in from another source"), open=True
    ),
}


def place(ref: str, anchor: str = "") -> Place:
    """Return where an evaluation is shown."""
    return Place("evaluations.read", {"ref": ref}, anchor)


def _orgs(evaluation: Evaluation) -> tuple[int, ...]:
    return tuple(org for org in (evaluation.author_org_id, evaluation.subject_org_id) if org)


def document(session: Session, evaluation: Evaluation) -> Found:
    """An evaluation is found by everything it says, its criteria and the words of its class in both languages."""
    query = select(Criterion.name, Criterion.reason)
    query = query.where(Criterion.kind == Evaluation.kind, Criterion.subject_id == evaluation.id)
    said = [f"{name}\n{reason}" for name, reason in session.execute(query.order_by(Criterion.position))]
    marked = (evaluation.findings, evaluation.method, evaluation.recommendation, evaluation.interests)
    bare = (evaluation.subject_name, evaluation.system_ref, evaluation.evidence, evaluation.attribution)
    waits = evaluation.status == "announced" and not evaluation.replied
    subject = evaluation.subject_org_id
    return Found(
        title=evaluation.title,
        text="\n".join([*map(plain, marked), *bare, *said, _class_words(evaluation)]),
        organisations=_orgs(evaluation),
        moment=evaluation.dated_at,
        lang=evaluation.lang,
        group=(Evaluation.kind, evaluation.id),
        reference=evaluation.ref,
        codes=tuple(code for code in (evaluation.nature, f"mit-{evaluation.domain}") if code in CODES),
        systems=(evaluation.system_ref,),
        assigned=(subject,) if waits and subject else (),
        risk=evaluation.risk,
        due=evaluation.reply_due_on if waits else None,
    )


def _class_words(evaluation: Evaluation) -> str:
    classes = NATURES.get(evaluation.nature, ""), RISKS.get(evaluation.risk, "")
    return bilingual(*classes, DOMAINS.get(evaluation.domain, ""))


def reply_document(session: Session, reply: Reply) -> Found:
    """A reply is found by its own words, and leads to its evaluation."""
    evaluation = session.get_one(Evaluation, reply.evaluation_id)
    key, words = (Evaluation.kind, evaluation.id), plain(reply.body)
    return Found("", words, _orgs(evaluation), reply.created_at, reply.lang, key, evaluation.ref)


_PARTS = trusted(parts_query((Reply,), "evaluation_id"), "consumer")


def parts(session: Session, evaluation_ids: Collection[int]) -> Iterable[PartOf]:
    """Name every reply to these evaluations: their readers follow the evaluation's."""
    return ((row, kind, part) for row, kind, part in session.execute(_PARTS, {"of": list(evaluation_ids)}))


def card(evaluation: Evaluation, text: str = "", anchor: str = "") -> Card:
    """Return an evaluation's line in a list."""
    return Card(
        evaluation.title,
        place(evaluation.ref, anchor),
        evaluation.ref,
        NATURES[evaluation.nature],
        STATUSES[evaluation.status],
        TONES[evaluation.status],
        evaluation.dated_at,
        evaluation.lang,
        evaluation.author_org_id,
        text,
    )


def cards(permit: Permit[Any], ids: list[int]) -> dict[int, Card]:
    """Return the evaluations among `ids` the reader may read, as lists show them."""
    query = permit.visible(EvaluationVerb.READ).where(Evaluation.id.in_(ids))
    return {found.id: card(found, plain(found.findings)) for found in permit.session.scalars(query)}


def reply_cards(permit: Permit[Any], ids: list[int]) -> dict[int, Card]:
    """Return the replies among `ids` the reader may read, under their evaluations."""
    found = queries.with_evaluations(permit, ids)
    return {reply.id: card(evaluation, plain(reply.body), reply.ref) for reply, evaluation in found}


def addressees(session: Session, event: Event) -> Iterable[int]:
    """Tell the enterprise what it may reply to, and the association what was replied.

    What happens to a draft that the enterprise has not been shown is told to nobody.
    """
    evaluation = session.get(Evaluation, event.subject_id)
    if evaluation is None or event.verb in (EvaluationVerb.DRAFT, EvaluationVerb.BRING_IN):
        return
    if event.verb == EvaluationVerb.REPLY:
        yield from members_of(session, [evaluation.author_org_id])
    elif event.verb != EvaluationVerb.EDIT or event.facts.get("before") == "announced":
        yield from members_of(session, [evaluation.subject_org_id])


def waiting(permit: Permit[Any]) -> list[Task]:
    """What waits in evaluations: for an enterprise its reply, for an association to publish."""
    if not permit.actor.is_officer:
        return []
    asked = queries.to_answer(permit)
    begun = queries.to_finish(permit, local(now()).date())
    tasks = [_task(found, N_("Reply before it is published"), found.announced_at) for found in asked]
    what = {"draft": N_("Finish the draft"), "announced": N_("Weigh the reply and publish it")}
    late = N_("The time to reply is over: publish it")
    for found in begun:
        overdue = found.status == "announced" and not found.replied
        tasks.append(_task(found, late if overdue else what[found.status]))
    return tasks


def _task(evaluation: Evaluation, what: str, since: Any = None) -> Task:
    due = evaluation.reply_due_on if since else None
    where = place(evaluation.ref)
    return Task(evaluation.title, where, evaluation.ref, what, since or evaluation.dated_at, due)
