"""How somebody begins to hear of a saved search, is told, and stops."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, func
from sqlalchemy import delete as sql_delete

from portal.access import Permit, Refused, advance
from portal.i18n import N_
from portal.ledger import record
from portal.store import now, random_reference
from portal.watches.model import MOST_SUBSCRIPTIONS, MOVES, Finding, Subscription, Watch
from portal.watches.verbs import SubscriptionVerb as S

AnyPermit = Permit[Any]


@dataclass(frozen=True, slots=True)
class Alert:
    """When, where and of how many somebody wants to hear."""

    pace: str
    over: int = 1
    by_inbox: bool = False
    by_mail: bool = False
    by_feed: bool = False


def subscribe(permit: Permit[Watch], alert: Alert) -> Subscription:
    """Whoever may read a saved search sets what they want to hear of it; what changed before is not new."""
    advance(permit.subject, permit.verb, MOVES)
    mine = in_use(permit).where(Subscription.watch_id == permit.subject.id)
    subscription = permit.session.scalar(mine) or begun(permit, permit.subject)
    settle(subscription, alert)
    record(permit, permit.subject, subscription)
    return subscription


def in_use(permit: AnyPermit) -> Select[*tuple[Any, ...]]:
    """Select the alerts this person has."""
    return permit.visible(S.READ).where(Subscription.status == "active")


def begun(permit: AnyPermit, watch: Watch) -> Subscription:
    """Return a new subscription of the one who acts. Raises Refused when they have too many."""
    count = permit.session.scalar(in_use(permit).with_only_columns(func.count())) or 0
    if count >= MOST_SUBSCRIPTIONS:
        raise Refused("pace", N_("You have alerts on 50 searches already. Stop one of them first."))
    who = {"author_id": permit.actor.id, "author_org_id": permit.actor.org_id}
    return Subscription(ref=random_reference(), status="active", watch=watch, **who)


def settle(subscription: Subscription, alert: Alert) -> None:
    """Set what is wanted from now on."""
    subscription.pace, subscription.since = alert.pace, now()
    subscription.over = alert.over if alert.pace == "over" else 1
    subscription.by_inbox, subscription.by_mail = alert.by_inbox, alert.by_mail
    subscription.feed = (subscription.feed or random_reference()) if alert.by_feed else ""


def alert(permit: Permit[Subscription], found: Sequence[Finding]) -> None:
    """The clock says that these findings are told of now: the inbox and the mail room take it from there."""
    subscription = permit.subject
    advance(subscription, permit.verb, MOVES)
    subscription.alerts, subscription.told_at = subscription.alerts + 1, now()
    for finding in found:
        finding.alert = subscription.alerts
    where = {"inbox": subscription.by_inbox, "mail": subscription.author_id if subscription.by_mail else None}
    record(permit, subscription, alert=subscription.alerts, **where)


def cancel(permit: Permit[None], subscription: Subscription) -> None:
    """Whoever holds the link of a mail stops the alerts and the feed it is about; to do it twice is no error."""
    if subscription.status == "stopped":
        return
    advance(subscription, permit.verb, MOVES)
    end(permit, subscription)
    record(permit, subscription)


def end(permit: AnyPermit, subscription: Subscription) -> None:
    """Forget what was found and the address of the feed."""
    subscription.status, subscription.feed = "stopped", ""
    permit.session.execute(sql_delete(Finding).where(Finding.subscription_id == subscription.id))
