"""Organisations: who they are, how they come to the portal, and which people act for them."""

from portal.i18n import N_
from portal.identity.model import Membership, Organisation
from portal.organisations import projections as follows
from portal.organisations import verbs, views
from portal.organisations.model import MEMBERSHIPS, MOVES, SORTS, STATUSES
from portal.slice import GovernedKind, Slice

SLICE = Slice(
    name="organisations",
    verbs=(verbs.OrganisationVerb, verbs.MembershipVerb),
    kinds=(
        GovernedKind(
            Organisation,
            verbs.OrganisationVerb.READ,
            N_("Organisation"),
            follows.document,
            follows.cards,
            statuses=STATUSES,
            series="O",
            codes=SORTS,
        ),
        GovernedKind(
            Membership,
            verbs.MembershipVerb.READ,
            N_("Membership"),
            follows.no_document,
            follows.place_cards,
            statuses=MEMBERSHIPS,
        ),
    ),
    moves=MOVES,
    words=follows.WORDS,
    pages=views.pages,
    addressees=follows.addressees,
    waiting=follows.waiting,
)
