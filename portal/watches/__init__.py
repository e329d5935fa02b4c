"""Saved searches: a search kept under a name, shared or not, that tells of what is new in it."""

from portal.i18n import N_
from portal.slice import GovernedKind, Slice
from portal.watches import projections as follows
from portal.watches import verbs, views
from portal.watches.commands import ring
from portal.watches.model import ALERT_STATUSES, MOVES, STATUSES, Subscription, Watch

SLICE = Slice(
    name="watches",
    verbs=(verbs.WatchVerb, verbs.SubscriptionVerb),
    kinds=(
        GovernedKind(
            Watch,
            verbs.WatchVerb.READ,
            N_("Saved search"),
            follows.document,
            follows.watch_cards,
            statuses=STATUSES,
        ),
        GovernedKind(
            Subscription,
            verbs.SubscriptionVerb.READ,
            N_("Alert"),
            follows.document,
            follows.subscription_cards,
            statuses=ALERT_STATUSES,
            tells=follows.tells,
        ),
    ),
    moves=MOVES,
    words=follows.WORDS,
    pages=views.pages,
    addressees=follows.addressees,
    waiting=follows.waiting,
)

__all__ = ["SLICE", "ring"]
