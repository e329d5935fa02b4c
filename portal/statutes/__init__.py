"""The statutes: the laws and rules on AI, article by article."""

from portal.i18n import N_
from portal.slice import GovernedKind, Slice
from portal.statutes import projections as follows
from portal.statutes import verbs, views
from portal.statutes.model import MOVES, STATUSES, Provision

SLICE = Slice(
    name="statutes",
    verbs=(verbs.ProvisionVerb,),
    kinds=(
        GovernedKind(
            Provision,
            verbs.ProvisionVerb.READ,
            N_("Provision of law"),
            follows.document,
            follows.cards,
            statuses=STATUSES,
            series="L",
        ),
    ),
    moves=MOVES,
    words=follows.WORDS,
    pages=views.pages,
    addressees=follows.addressees,
    waiting=follows.waiting,
)
