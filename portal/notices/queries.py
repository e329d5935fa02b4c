"""What can be asked about notices. Every query starts from permit.visible()."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, exists, func

from portal.access import Actor, Denied, Gate, Permit
from portal.identity import circles
from portal.identity.circles import Circle, Reach
from portal.notices.model import Acknowledgement, Feedback, Notice
from portal.notices.verbs import AcknowledgementVerb, FeedbackVerb, NoticeVerb

AnyPermit = Permit[Any]
NoticePermit = Permit[Notice]
FILTERS = ("nature", "status")


@dataclass(frozen=True, slots=True)
class Answers:
    """What recipients answered, as far as this reader may read it."""

    acknowledgements: tuple[Acknowledgement, ...]
    feedback: tuple[Feedback, ...]

    def of(self, org_id: int | None) -> Acknowledgement | None:
        """Return the acknowledgement of one organisation, or None."""
        return next((a for a in self.acknowledgements if a.author_org_id == org_id), None)


def browse(permit: AnyPermit, chosen: Mapping[str, str]) -> Select[*tuple[Any, ...]]:
    """Select the visible notices, newest first, narrowed by nature and status."""
    return _narrowed(permit, chosen).order_by(Notice.dated_at.desc(), Notice.id.desc())


def count_by(permit: AnyPermit, name: str, chosen: Mapping[str, str]) -> dict[str, int]:
    """Return how many visible notices have each value of one filter, as the other filter narrows them."""
    column = getattr(Notice, name)
    query = _narrowed(permit, {key: value for key, value in chosen.items() if key != name})
    found = permit.session.execute(query.with_only_columns(column, func.count()).group_by(column))
    return {value: count for value, count in found}  # noqa: C416 (rows are not pairs to a type checker)


def _narrowed(permit: AnyPermit, chosen: Mapping[str, str]) -> Select[*tuple[Any, ...]]:
    query = permit.visible(NoticeVerb.READ)
    for name in FILTERS:
        if chosen.get(name):
            query = query.where(getattr(Notice, name) == chosen[name])
    return query


def answers(permit: NoticePermit) -> Answers:
    """Return the answers to the permit's notice that its actor may read: none outside an organisation."""
    if permit.actor.org_id is None:
        return Answers((), ())

    def of(verb: Any, model: Any) -> Any:
        query = permit.visible(verb).where(model.notice_id == permit.subject.id).order_by(model.id)
        return tuple(permit.session.scalars(query))

    return Answers(of(AcknowledgementVerb.READ, Acknowledgement), of(FeedbackVerb.READ, Feedback))


def held(permit: NoticePermit) -> Notice:
    """Return the permit's notice as it is now, held so that others who write about it wait their turn.

    Raises Denied when it can no longer be read.
    """
    query = permit.visible(NoticeVerb.READ).where(Notice.id == permit.subject.id).with_for_update(of=Notice)
    found: Notice | None = permit.session.scalar(query.execution_options(populate_existing=True))
    if found is None:
        raise Denied(permit.verb)
    return found


def has_acknowledged(permit: NoticePermit) -> bool:
    """Return whether the actor's organisation has acknowledged the permit's notice."""
    query = permit.visible(AcknowledgementVerb.READ).with_only_columns(Acknowledgement.id)
    mine = (
        Acknowledgement.notice_id == permit.subject.id,
        Acknowledgement.author_org_id == permit.actor.org_id,
    )
    return permit.session.scalar(query.where(*mine)) is not None


def reach(permit: NoticePermit) -> Reach:
    """Return who reads the permit's notice once it is issued, by the very rule that will let them."""
    return circles.reach(permit.session, _words_once_issued(permit))


def expected(permit: NoticePermit) -> list[Circle]:
    """Return the departments whose acknowledgement the notice counts on: its readers but the issuer."""
    words = _words_once_issued(permit)
    found = circles.reach(permit.session, words | {"agencies"} if "public" in words else words)
    return [c for c in found.circles if c.sort == "agency" and c.org_id != permit.subject.author_org_id]


def receipts(permit: NoticePermit, answered: Answers) -> dict[int, Acknowledgement | None]:
    """Return, by organisation, who was asked to acknowledge and what they answered; missing ones first."""
    asked = expected(permit) if permit.subject.ack_days else []
    given = {a.author_org_id: a for a in answered.acknowledgements if a.author_org_id}
    return {c.org_id: None for c in asked if c.org_id not in given} | given


def _words_once_issued(permit: NoticePermit) -> frozenset[str]:
    notice = permit.subject
    issued = Notice(id=notice.id, status="issued", level=notice.level, author_org_id=notice.author_org_id)
    return permit.gate.words(permit.session, NoticeVerb.READ, issued)


def unacknowledged(permit: AnyPermit) -> list[Notice]:
    """Return the notices the actor's organisation has still to acknowledge, most urgent first: 50 at most."""
    return list(permit.asked(_unacknowledged).scalars())


def _unacknowledged(gate: Gate, actor: Actor) -> Select[*tuple[Any, ...]]:
    mine = exists().where(
        Acknowledgement.notice_id == Notice.id, Acknowledgement.author_org_id == actor.org_id
    )
    query = gate.visible(actor, NoticeVerb.ACKNOWLEDGE).where(
        Notice.status == "issued", Notice.ack_due_on.is_not(None), ~mine
    )
    return query.order_by(Notice.ack_due_on, Notice.id).limit(50)


def drafts(permit: AnyPermit) -> list[Notice]:
    """Return the drafts the actor may issue, oldest first: 50 at most."""
    return list(permit.asked(_drafts).scalars())


def _drafts(gate: Gate, actor: Actor) -> Select[*tuple[Any, ...]]:
    query = gate.visible(actor, NoticeVerb.ISSUE).where(Notice.status == "draft")
    return query.order_by(Notice.dated_at, Notice.id).limit(50)


def may_read_case(permit: NoticePermit) -> bool:
    """Return whether the actor may read the case the notice refers to, as the gate decides for its page."""
    verb = next((verb for verb in permit.gate.policy if verb == "case.read"), None)
    if verb is None or not permit.subject.case_ref:
        return False
    try:
        permit.find(verb, permit.subject.case_ref)
    except Denied:
        return False
    return True
