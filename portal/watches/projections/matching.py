"""Finding for everybody: each change is held against all saved searches at once, and kept for those it answers.

Idempotent, for it looks at rows as they are now: a batch that comes twice, or the whole ledger again, finds the
same. The cursor moves in the transaction that keeps the findings, so nothing is lost or kept twice.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from datetime import datetime
from typing import Any, Protocol

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.access import badges, meets
from portal.identity.people import people
from portal.ledger import Consumer, Event
from portal.watches.model import Finding, Subscription, Watch

_KEYS_A_QUERY = 500


class _Match(Protocol):
    """A row that answers a search, for readers who wear one of the audience words."""

    @property
    def key(self) -> str: ...
    @property
    def record(self) -> str: ...
    @property
    def audience(self) -> frozenset[str]: ...
    @property
    def at(self) -> datetime: ...
    @property
    def by(self) -> int | None: ...


class _News(Protocol):
    """The rows a batch of events touched, and by search what answers it now."""

    @property
    def touched(self) -> frozenset[str]: ...
    def of(self, search: str, account: int) -> Sequence[Any]: ...


Ask = Callable[[Session, Sequence[Event], Collection[tuple[str, int]]], _News]
Wanted = dict[tuple[int, str], _Match]


def consumer(ask: Ask) -> Consumer:
    """Return the consumer that keeps findings; `ask` is how search says what a change answers."""

    def handle(session: Session, events: Sequence[Event]) -> None:
        query = select(Subscription.id, Subscription.author_id, Subscription.since, Watch.search)
        query = query.join(Watch, Watch.id == Subscription.watch_id)
        active = session.execute(
            query.where(Subscription.status == "active", Subscription.pace != "never")
        ).all()
        if active:
            news = ask(session, events, {(line.search, line.author_id) for line in active})
            _keep(session, news.touched, _wanted(session, active, news))

    return Consumer("watches", handle)


def _wanted(session: Session, active: Sequence[Any], news: _News) -> Wanted:
    """Return by subscription and record what answers it: changed since, by somebody else, and theirs to read."""
    concerned = [line for line in active if news.of(line.search, line.author_id)]
    readers = people(session, (line.author_id for line in concerned))
    wanted: Wanted = {}
    for line in concerned:
        worn = badges(readers[line.author_id].actor) if line.author_id in readers else frozenset()
        for match in news.of(line.search, line.author_id):
            is_new = match.at >= line.since and match.by != line.author_id
            if is_new and meets(match.audience, worn):
                wanted.setdefault((line.id, match.record), match)
    return wanted


def _keep(session: Session, touched: Collection[str], wanted: Wanted) -> None:
    """Let go of what a touched row answered and answers no more, unless it was told; keep what is new."""
    new = dict(wanted)
    for finding in _known(session, touched, wanted):
        match = new.pop((finding.subscription_id, finding.record), None)
        if finding.alert:
            continue
        if match is not None:
            finding.key = match.key
        elif finding.key in touched:
            session.delete(finding)
    for (subscription, record), match in new.items():
        session.add(Finding(subscription_id=subscription, record=record, key=match.key, at=match.at))
    session.flush()


def _known(session: Session, touched: Collection[str], wanted: Wanted) -> list[Finding]:
    """Return the findings by touched rows, and those of the records wanted."""
    found: dict[tuple[int, str], Finding] = {}
    for column, values in ((Finding.key, set(touched)), (Finding.record, {record for _id, record in wanted})):
        listed = sorted(values)
        for start in range(0, len(listed), _KEYS_A_QUERY):
            query = select(Finding).where(column.in_(listed[start : start + _KEYS_A_QUERY]))
            found |= {(one.subscription_id, one.record): one for one in session.scalars(query)}
    return list(found.values())
