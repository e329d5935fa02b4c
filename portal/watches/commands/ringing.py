"""The clock's round: whose findings are due, and are they still theirs to read.

Each subscription is a transaction of its own, in which findings are marked as told and the alert is recorded;
inbox and mail follow the record. Whenever the machine stops, an alert was recorded or it was not.
"""

from __future__ import annotations

import logging

from sqlalchemy import and_, func, or_, select
from sqlalchemy.orm import Session

from portal.access import CLOCK, Gate
from portal.store import Store, now
from portal.watches.commands.alerts import alert
from portal.watches.model import GAP, Finding, Subscription, last_digest
from portal.watches.queries import readable, reader_of
from portal.watches.verbs import SubscriptionVerb as S

log = logging.getLogger(__name__)
_AT_ONCE = ("once", "over")
_A_ROUND = 50


def ring(store: Store, gate: Gate) -> None:
    """Let the clock say every alert that is due now; one that fails delays no other."""
    with store.reading() as session:
        due = _due(session, gate)
    for ref in due:
        try:
            with store.writing() as session:
                _ring(session, gate, ref)
        except Exception:
            log.exception("alert %s is behind", ref)


def _due(session: Session, gate: Gate) -> list[str]:
    """Return whose turn it is: enough was found, and the time for it has come."""
    moment = now()
    rested = or_(Subscription.told_at.is_(None), Subscription.told_at <= moment - GAP)
    digests = (
        and_(Subscription.pace == pace, Finding.at < last_digest(pace, moment))
        for pace in ("daily", "weekly")
    )
    query = (
        gate.visible(CLOCK, S.ALERT)
        .with_only_columns(Subscription.ref)
        .join(Finding, and_(Finding.subscription_id == Subscription.id, Finding.alert == 0))
        .where(Subscription.status == "active", or_(and_(Subscription.pace.in_(_AT_ONCE), rested), *digests))
        .group_by(Subscription.id)
        .having(func.count() >= Subscription.over)
    )
    return list(session.scalars(query.order_by(Subscription.id).limit(_A_ROUND)))


def _ring(session: Session, gate: Gate, ref: str) -> None:
    """Tell of what the subscriber may read at this moment; the rest was never found."""
    clock = gate.admit(session, CLOCK, S.ALERT, ref)
    reader = reader_of(session, gate, clock.subject)
    query = select(Finding).where(Finding.subscription_id == clock.subject.id, Finding.alert == 0)
    waiting = list(session.scalars(query))
    theirs = readable(reader, [finding.key for finding in waiting]) if reader else set()
    for finding in waiting:
        if finding.key not in theirs:
            session.delete(finding)
    found = [finding for finding in waiting if finding.key in theirs]
    if len(found) >= clock.subject.over:
        alert(clock, found)
