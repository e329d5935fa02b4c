"""The register: which AI systems are filed, by whom and for what."""

from portal.i18n import N_
from portal.registry import projections as follows
from portal.registry import verbs, views
from portal.registry.model import CODES, MOVES, STATUSES, System
from portal.slice import GovernedKind, Slice

SLICE = Slice(
    name="registry",
    verbs=(verbs.SystemVerb,),
    kinds=(
        GovernedKind(
            System,
            verbs.SystemVerb.READ,
            N_("AI system"),
            follows.document,
            follows.cards,
            statuses=STATUSES,
            series="S",
            codes=CODES,
        ),
    ),
    moves=MOVES,
    words=follows.WORDS,
    pages=views.pages,
    addressees=follows.addressees,
    waiting=follows.waiting,
)
