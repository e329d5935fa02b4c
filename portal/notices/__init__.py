"""Notices: what departments tell each other, and the public, about AI they supervise."""

from portal.i18n import N_
from portal.notices import projections as follows
from portal.notices import verbs, views
from portal.notices.model import MOVES, STATUSES, Acknowledgement, Feedback, Notice
from portal.slice import GovernedKind, Slice

SLICE = Slice(
    name="notices",
    verbs=(verbs.NoticeVerb, verbs.AcknowledgementVerb, verbs.FeedbackVerb),
    kinds=(
        GovernedKind(
            Notice,
            verbs.NoticeVerb.READ,
            N_("Notice"),
            follows.document,
            follows.cards,
            follows.parts,
            STATUSES,
            "N",
        ),
        GovernedKind(
            Acknowledgement,
            verbs.AcknowledgementVerb.READ,
            N_("Acknowledgement"),
            follows.no_document,
            follows.no_cards,
        ),
        GovernedKind(
            Feedback,
            verbs.FeedbackVerb.READ,
            N_("Feedback"),
            follows.feedback_document,
            follows.feedback_cards,
        ),
    ),
    moves=MOVES,
    words=follows.WORDS,
    pages=views.pages,
    addressees=follows.addressees,
    waiting=follows.waiting,
)
