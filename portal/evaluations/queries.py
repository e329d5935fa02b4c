"""What can be asked about evaluations. Every query starts from permit.visible()."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy import Select, and_, bindparam, func, or_, select

from portal.access import Actor, Denied, Gate, Permit
from portal.evaluations.model import Criterion, Evaluation, Grading, Reply
from portal.evaluations.verbs import EvaluationVerb, ReplyVerb

AnyPermit = Permit[Any]
EvaluationPermit = Permit[Evaluation]
FILTERS = ("nature", "risk", "domain")


def browse(permit: AnyPermit, chosen: Mapping[str, str]) -> Select[*tuple[Any, ...]]:
    """Select the visible evaluations, newest first, narrowed by nature, risk and domain."""
    return _narrowed(permit, chosen).order_by(Evaluation.dated_at.desc(), Evaluation.id.desc())


def count_by(permit: AnyPermit, name: str, chosen: Mapping[str, str]) -> dict[str, int]:
    """Return how many visible evaluations have each value of one filter, as the other filters narrow them."""
    column = getattr(Evaluation, name)
    query = _narrowed(permit, {key: value for key, value in chosen.items() if key != name})
    found = permit.session.execute(query.with_only_columns(column, func.count()).group_by(column))
    return {value: count for value, count in found}  # noqa: C416 (rows are not pairs to a type checker)


def _narrowed(permit: AnyPermit, chosen: Mapping[str, str]) -> Select[*tuple[Any, ...]]:
    query = permit.visible(EvaluationVerb.READ)
    for name in FILTERS:
        if chosen.get(name):
            query = query.where(getattr(Evaluation, name) == chosen[name])
    return query


def criteria(permit: AnyPermit, evaluation: Evaluation) -> list[Criterion]:
    """Return the criteria of an evaluation the reader was given, in order."""
    query = select(Criterion).where(Criterion.kind == Evaluation.kind, Criterion.subject_id == evaluation.id)
    return list(permit.session.scalars(query.order_by(Criterion.position)))


def gradings(permit: AnyPermit, evaluation: Evaluation) -> list[Grading]:
    """Return what the criteria of an evaluation say."""
    return [row.grading() for row in criteria(permit, evaluation)]


def replies(permit: EvaluationPermit) -> list[Reply]:
    """Return the replies to the permit's evaluation that its actor may read, the first one first."""
    query = permit.visible(ReplyVerb.READ).where(Reply.evaluation_id == permit.subject.id)
    return list(permit.session.scalars(query.order_by(Reply.id)))


def with_evaluations(permit: AnyPermit, ids: list[int]) -> list[tuple[Reply, Evaluation]]:
    """Return the replies among `ids` that the reader may read, with their evaluations: one query."""
    query = permit.visible(ReplyVerb.READ).join(Evaluation, Evaluation.id == Reply.evaluation_id)
    query = query.add_columns(Evaluation).where(Reply.id.in_(ids), permit.clause(EvaluationVerb.READ))
    return [(reply, evaluation) for reply, evaluation in permit.session.execute(query)]


def system(permit: AnyPermit, ref: str) -> Any:
    """Return the entry of the register with this reference, or None where the actor may not read one."""
    verb = next((verb for verb in permit.gate.policy if verb == "system.read"), None)
    if verb is None or not ref:
        return None
    try:
        return permit.find(verb, ref)
    except Denied:
        return None


def to_answer(permit: AnyPermit) -> list[Evaluation]:
    """Return the announced evaluations the actor's organisation has not replied to, most urgent first: 50 at most."""
    return list(permit.asked(_to_answer).scalars())


def _to_answer(gate: Gate, actor: Actor) -> Select[*tuple[Any, ...]]:
    query = gate.visible(actor, EvaluationVerb.REPLY)
    query = query.where(Evaluation.status == "announced", Evaluation.replied.is_(False))
    return query.order_by(Evaluation.reply_due_on, Evaluation.id).limit(50)


def to_finish(permit: AnyPermit, today: date) -> list[Evaluation]:
    """Return what the actor's association has next to do with: drafts, and what may be published as of `today`.

    50 at most, the oldest first.
    """
    return list(permit.asked(_to_finish, today=today).scalars())


def _to_finish(gate: Gate, actor: Actor) -> Select[*tuple[Any, ...]]:
    heard = or_(Evaluation.replied.is_(True), Evaluation.reply_due_on < bindparam("today"))
    ready = or_(Evaluation.status == "draft", and_(Evaluation.status == "announced", heard))
    query = gate.visible(actor, EvaluationVerb.PUBLISH).where(ready)
    return query.order_by(Evaluation.dated_at, Evaluation.id).limit(50)
