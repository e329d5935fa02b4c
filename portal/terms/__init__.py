"""Other names: which words mean the same to whoever searches, kept by operators and used from the next search on."""

from portal.i18n import N_
from portal.slice import GovernedKind, Slice
from portal.terms import projections as follows
from portal.terms import queries, verbs, views
from portal.terms.model import MOVES, STATUSES, Synonym

SLICE = Slice(
    name="terms",
    verbs=(verbs.SynonymVerb,),
    kinds=(
        GovernedKind(
            Synonym,
            verbs.SynonymVerb.READ,
            N_("Other names"),
            follows.no_document,
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

__all__ = ["SLICE", "queries"]
