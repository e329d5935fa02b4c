"""Replying: the templates that a department keeps for what its officers write to complainants."""

from portal.i18n import N_
from portal.replying import projections as follows
from portal.replying import queries, verbs, views
from portal.replying.model import MOVES, STATUSES, Template, filled, unfilled
from portal.slice import GovernedKind, Slice

SLICE = Slice(
    name="replying",
    verbs=(verbs.TemplateVerb,),
    kinds=(
        GovernedKind(
            Template,
            verbs.TemplateVerb.READ,
            N_("Reply template"),
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

__all__ = ["SLICE", "filled", "queries", "unfilled"]
