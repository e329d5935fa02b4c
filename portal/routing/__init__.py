"""The routing table: which department gets the cases of which category and district."""

from portal.i18n import N_
from portal.routing import projections as follows
from portal.routing import verbs, views
from portal.routing.model import MOVES, STATUSES, Route
from portal.slice import GovernedKind, Slice

SLICE = Slice(
    name="routing",
    verbs=(verbs.RouteVerb,),
    kinds=(
        GovernedKind(
            Route,
            verbs.RouteVerb.READ,
            N_("Line of the routing table"),
            follows.document,
            follows.cards,
            statuses=STATUSES,
        ),
    ),
    moves=MOVES,
    words=follows.WORDS,
    pages=views.pages,
    addressees=follows.addressees,
    waiting=follows.waiting,
)
