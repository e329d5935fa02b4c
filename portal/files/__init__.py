"""Files: what hangs on records, with a copy for its readers and a sealed original."""

from portal.files import projections as follows
from portal.files import verbs, views
from portal.files.model import MOVES, STATUSES, Attachment, Opening
from portal.i18n import N_
from portal.slice import GovernedKind, Slice

SLICE = Slice(
    name="files",
    verbs=(verbs.AttachmentVerb, verbs.OpeningVerb),
    kinds=(
        GovernedKind(
            Attachment,
            verbs.AttachmentVerb.READ,
            N_("Attachment"),
            follows.no_document,
            follows.cards,
            statuses=STATUSES,
        ),
        GovernedKind(
            Opening,
            verbs.OpeningVerb.READ,
            N_("Opening of an original"),
            follows.no_document,
            follows.no_cards,
        ),
    ),
    moves=MOVES,
    words=follows.WORDS,
    pages=views.pages,
    addressees=follows.addressees,
    waiting=follows.waiting,
)
