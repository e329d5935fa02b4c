"""Sharing groups: named circles of departments and associations that notices can be shared with."""

from portal.groups import projections as follows
from portal.groups import verbs, views
from portal.groups.model import MOVES, STATUSES
from portal.i18n import N_
from portal.identity.model import Group
from portal.slice import GovernedKind, Slice

SLICE = Slice(
    name="groups",
    verbs=(verbs.GroupVerb,),
    kinds=(
        GovernedKind(
            Group,
            verbs.GroupVerb.READ,
            N_("Sharing group"),
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
