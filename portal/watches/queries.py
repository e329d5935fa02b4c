"""What can be asked about saved searches and alerts. Every query starts from what its reader may read."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from portal.access import CLOCK, Gate, Permit, trusted
from portal.identity.people import people
from portal.identity.tokens import nonce_of, token_for
from portal.watches.model import Finding, Subscription, Watch
from portal.watches.verbs import SubscriptionVerb as S
from portal.watches.verbs import WatchVerb as W

AnyPermit = Permit[Any]
LATEST = 30  # findings on the page of a watch


def mine(permit: AnyPermit) -> list[Watch]:
    """Return the searches this person saved, by name."""
    query = permit.visible(W.READ).where(Watch.author_id == permit.actor.id)
    return list(permit.session.scalars(query.order_by(Watch.name, Watch.id)))


def of_colleagues(permit: AnyPermit) -> Select[*tuple[Any, ...]]:
    """Select the searches that others in the reader's organisation share, by name."""
    query = permit.visible(W.READ).where(Watch.author_id.is_distinct_from(permit.actor.id))
    return query.order_by(Watch.name, Watch.id)


def alerts(permit: AnyPermit, watch_ids: Iterable[int]) -> dict[int, Subscription]:
    """Return this person's own alerts in use, by watch."""
    query = permit.visible(S.READ).where(Subscription.status == "active")
    found = permit.session.scalars(query.where(Subscription.watch_id.in_(sorted(set(watch_ids)))))
    return {subscription.watch_id: subscription for subscription in found}


def subscriptions_of(permit: Permit[Watch]) -> list[Subscription]:
    """Return everybody's alerts in use on a watch that its author deletes."""
    query = select(Subscription).where(
        Subscription.watch_id == permit.subject.id, Subscription.status == "active"
    )
    return list(
        permit.session.scalars(trusted(query.order_by(Subscription.id), "a watch goes with its alerts"))
    )


def secret(key: str, purpose: str, name: str) -> str:
    """Return the token that names a subscription for one purpose (`ref`: to stop it, `feed`: to read it).

    Each purpose is signed with a key of its own, so that a token is good for nothing else in the portal.
    """
    return token_for(f"{key}|subscription|{purpose}", name)


def opened(session: Session, key: str, purpose: str, token: str) -> Subscription | None:
    """Return the subscription a token names, whoever holds it."""
    name = nonce_of(f"{key}|subscription|{purpose}", token)
    query = select(Subscription).where(getattr(Subscription, purpose) == name)
    return session.scalar(trusted(query, "a secret address")) if name else None


def reader_of(session: Session, gate: Gate, subscription: Subscription) -> Permit[Watch] | None:
    """Return the subscriber's own permit to read the watch as of now; None when they may not, or are gone."""
    person = people(session, [subscription.author_id or 0]).get(subscription.author_id or 0)
    if person is None:
        return None
    query = gate.visible(person.actor, W.READ).where(Watch.id == subscription.watch_id)
    watch = session.scalar(query)
    return gate.admit(session, person.actor, W.READ, watch.ref) if watch else None


def of_alert(
    session: Session, gate: Gate, subscription_id: int, alert: int
) -> tuple[Subscription, list[Finding]]:
    """Return a subscription as the clock sees it, and what one alert of it told of."""
    subscription = session.scalars(
        gate.visible(CLOCK, S.ALERT).where(Subscription.id == subscription_id)
    ).one()
    query = select(Finding).where(Finding.subscription_id == subscription_id, Finding.alert == alert)
    return subscription, list(session.scalars(query.order_by(Finding.at.desc(), Finding.record)))


def readable(permit: AnyPermit, keys: Collection[str]) -> set[str]:
    """Return which of these rows (`statement:5`) the permit's actor may read now: one query a kind."""
    verbs = {str(verb): verb for verb in permit.gate.policy}
    wanted: dict[str, list[int]] = {}
    for key in keys:
        kind, _colon, row = key.partition(":")
        wanted.setdefault(kind, []).append(int(row))
    found: set[str] = set()
    for kind, rows in wanted.items():
        identity = permit.gate.models[kind].id
        query = permit.visible(verbs[f"{kind}.read"]).with_only_columns(identity).where(identity.in_(rows))
        found |= {f"{kind}:{row}" for row in permit.session.scalars(query)}
    return found


def latest(permit: AnyPermit, subscription: Subscription) -> list[Finding]:
    """Return what was found last for one's own subscription, the newest first."""
    query = select(Finding).where(Finding.subscription_id == subscription.id)
    return list(permit.session.scalars(query.order_by(Finding.at.desc(), Finding.record).limit(LATEST)))
