"""Evaluations: what associations find about AI and its incidents, with method, evidence and the right of reply."""

from portal.evaluations import projections as follows
from portal.evaluations import verbs, views
from portal.evaluations.model import CODES, MOVES, RISKS, STATUSES, Evaluation, Reply
from portal.i18n import N_
from portal.slice import GovernedKind, Slice

SLICE = Slice(
    name="evaluations",
    verbs=(verbs.EvaluationVerb, verbs.ReplyVerb),
    kinds=(
        GovernedKind(
            Evaluation,
            verbs.EvaluationVerb.READ,
            N_("Evaluation"),
            follows.document,
            follows.cards,
            follows.parts,
            STATUSES,
            "E",
            CODES,
            RISKS,
        ),
        GovernedKind(Reply, verbs.ReplyVerb.READ, N_("Reply"), follows.reply_document, follows.reply_cards),
    ),
    moves=MOVES,
    words=follows.WORDS,
    pages=views.pages,
    addressees=follows.addressees,
    waiting=follows.waiting,
)
