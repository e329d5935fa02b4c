"""How a search is saved, changed and deleted."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import func

from portal.access import Permit, Refused, advance
from portal.i18n import N_, current
from portal.ledger import record
from portal.store import random_reference
from portal.watches.commands.alerts import Alert, begun, end, settle
from portal.watches.model import MOST_WATCHES, MOVES, Watch
from portal.watches.queries import subscriptions_of
from portal.watches.verbs import WatchVerb as W


@dataclass(frozen=True, slots=True)
class Wish:
    """What is to be saved: a search, under a name, for oneself or for the whole organisation too."""

    name: str
    search: str
    shared: bool = False


def save(permit: Permit[None], wish: Wish, alert: Alert) -> Watch:
    """A person keeps the search they were looking at, and says what they want to hear of it."""
    query = permit.visible(W.READ).where(Watch.author_id == permit.actor.id)
    if (permit.session.scalar(query.with_only_columns(func.count())) or 0) >= MOST_WATCHES:
        raise Refused("name", N_("You have 25 saved searches already. Delete one of them first."))
    watch = Watch(ref=random_reference(), status="", search=wish.search, lang=current())
    advance(watch, permit.verb, MOVES)
    watch.author_id = permit.actor.id
    _name(permit, watch, wish.name, shared=wish.shared)
    subscription = begun(permit, watch)
    settle(subscription, alert)
    record(permit, watch, subscription, shared=watch.shared)
    return watch


def edit(permit: Permit[Watch], name: str, *, shared: bool) -> Watch:
    """Whoever saved a search renames it, or changes who sees it."""
    advance(permit.subject, permit.verb, MOVES)
    _name(permit, permit.subject, name, shared=shared)
    record(permit, permit.subject, shared=permit.subject.shared)
    return permit.subject


def _name(permit: Permit[None] | Permit[Watch], watch: Watch, name: str, *, shared: bool) -> None:
    """Name it, and share it with the organisation its author is in now, if with any."""
    watch.name, watch.author_org_id = name, permit.actor.org_id
    watch.shared = shared and permit.actor.org_id is not None


def delete(permit: Permit[Watch]) -> None:
    """Whoever saved a search deletes it: its words are gone, and everybody's alerts on it have stopped."""
    watch = permit.subject
    advance(watch, permit.verb, MOVES)
    watch.name, watch.search, watch.shared = "", "", False
    subscriptions = subscriptions_of(permit)
    for subscription in subscriptions:
        end(permit, subscription)
    record(permit, watch, *subscriptions)
