"""Saved searches and alerts as lines in lists and in the inbox."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.access import Actor, Gate, Permit
from portal.i18n import N_, current
from portal.ledger import Event
from portal.slice import Card, Found, Place, Task
from portal.watches.model import STATUSES, Subscription, Watch
from portal.watches.queries import of_alert, readable, reader_of
from portal.watches.verbs import SubscriptionVerb as S
from portal.watches.verbs import WatchVerb as W


def document(_session: Session, _row: Any) -> Found | None:
    """A saved search is on its own list; search itself does not find it."""
    return None


def watch_cards(permit: Permit[Any], ids: list[int]) -> dict[int, Card]:
    """Return the saved searches among `ids` that the reader may see."""
    found = permit.session.scalars(permit.visible(W.READ).where(Watch.id.in_(ids)))
    return {watch.id: card(watch) for watch in found}


def card(watch: Watch, anchor: str = "") -> Card:
    """Return a saved search as a line in a list."""
    place = Place("watches.read", {"ref": watch.ref}, anchor)
    label, status = N_("Saved search"), STATUSES[watch.status]
    return Card(
        watch.name, place, "", label, status, "grey", watch.created_at, current(), watch.author_org_id
    )


def subscription_cards(permit: Permit[Any], ids: list[int]) -> dict[int, Card]:
    """Return one's own alerts among `ids`, each as the search it is on, while one may see that."""
    query = (
        permit.visible(S.READ).where(Subscription.id.in_(ids)).join(Watch, Watch.id == Subscription.watch_id)
    )
    query = query.where(permit.clause(W.READ)).with_only_columns(Subscription.id, Watch)
    return {line[0]: card(line[1], "new") for line in permit.session.execute(query)}


def addressees(session: Session, event: Event) -> Iterable[int]:
    """An alert is for its subscriber, when they want it in the inbox; what else happens to a watch is nobody's news."""
    if event.verb != S.ALERT or not event.facts.get("inbox"):
        return ()
    query = select(Subscription.author_id).where(Subscription.id == event.subject_id)
    return [account for account in session.scalars(query) if account is not None]


def tells(session: Session, gate: Gate, event: Event, _actor: Actor) -> bool:
    """Return whether an alert still tells its reader of something: a record they may read at this moment."""
    if event.verb != S.ALERT:
        return True
    subscription, findings = of_alert(session, gate, event.subject_id, int(event.facts["alert"]))
    reader = reader_of(session, gate, subscription)
    return reader is not None and bool(readable(reader, [finding.key for finding in findings]))


def waiting(_permit: Permit[Any]) -> list[Task]:
    """Nothing about a saved search waits for anybody."""
    return []
