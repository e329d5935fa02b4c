"""Replying: the templates that a department keeps for what its officers write to complainants."""

from portal.i18n import N_
from portal.replying import projections as follows
from portal.replying import queries, verbs, views
from portal.replying.model import MOVES, PHRASING_STATUSES, STATUSES, Phrasing, Template, filled, unfilled
from portal.slice import GovernedKind, Slice

SLICE = Slice(
    name="replying",
    verbs=(verbs.TemplateVerb, verbs.PhrasingVerb),
    kinds=(
        GovernedKind(
            Template,
            verbs.TemplateVerb.READ,
            N_("Reply template"),
            follows.no_document,
            follows.cards,
            statuses=STATUSES,
        ),
        GovernedKind(
            Phrasing,
            verbs.PhrasingVerb.READ,
            N_("Older wording of a reply template"),
            follows.no_phrasing,
            follows.phrasing_cards,
            statuses=PHRASING_STATUSES,
        ),
    ),
    moves=MOVES,
    words=follows.WORDS,
    pages=views.pages,
    addressees=follows.addressees,
    waiting=follows.waiting,
)

__all__ = ["SLICE", "filled", "queries", "unfilled"]
