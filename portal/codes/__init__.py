"""Codes of conduct: what an enterprise or association promises, clause by clause and edition by edition."""

from portal.codes import projections as follows
from portal.codes import verbs, views
from portal.codes.model import EDITION_STATUSES, MOVES, STATUSES, Code, Edition
from portal.i18n import N_
from portal.slice import GovernedKind, Slice

SLICE = Slice(
    name="codes",
    verbs=(verbs.CodeVerb, verbs.EditionVerb),
    kinds=(
        GovernedKind(
            Code,
            verbs.CodeVerb.READ,
            N_("Code of conduct"),
            follows.no_document,
            follows.cards,
            follows.parts,
            STATUSES,
        ),
        GovernedKind(
            Edition,
            verbs.EditionVerb.READ,
            N_("Edition of a code"),
            follows.document,
            follows.edition_cards,
            statuses=EDITION_STATUSES,
        ),
    ),
    moves=MOVES,
    words=follows.WORDS,
    pages=views.pages,
    addressees=follows.addressees,
    waiting=follows.waiting,
)
