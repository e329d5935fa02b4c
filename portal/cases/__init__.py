"""Cases: a citizen's complaint and what the departments make of it."""

from portal.cases import commands, verbs, views
from portal.cases import projections as follows
from portal.cases.model import (
    CATEGORIES,
    DISCLOSURE_STATUSES,
    MOVES,
    STATUSES,
    SUMMARY_STATUSES,
    Case,
    Complainant,
    Disclosure,
    Message,
    Note,
    Particulars,
    Statement,
    Summary,
    Supporter,
)
from portal.i18n import N_
from portal.slice import GovernedKind, Slice

SLICE = Slice(
    name="cases",
    verbs=(
        verbs.CaseVerb,
        verbs.FilingVerb,
        verbs.DraftVerb,
        verbs.StatementVerb,
        verbs.ParticularsVerb,
        verbs.SupporterVerb,
        verbs.ComplainantVerb,
        verbs.DisclosureVerb,
        verbs.MessageVerb,
        verbs.NoteVerb,
        verbs.SummaryVerb,
    ),
    kinds=(
        GovernedKind(
            Case,
            verbs.CaseVerb.READ,
            N_("Case"),
            follows.no_case_document,
            follows.cards,
            follows.parts,
            STATUSES,
            "C",
            CATEGORIES,
        ),
        GovernedKind(
            Statement,
            verbs.StatementVerb.READ,
            N_("Complaint"),
            follows.part_document,
            follows.statement_cards,
        ),
        GovernedKind(
            Particulars,
            verbs.ParticularsVerb.READ,
            N_("Facts of the matter"),
            follows.particulars_document,
            follows.particulars_cards,
        ),
        GovernedKind(
            Supporter,
            verbs.SupporterVerb.READ,
            N_("Supporter"),
            follows.part_document,
            follows.supporter_cards,
        ),
        GovernedKind(
            Complainant, verbs.ComplainantVerb.READ, N_("Complainant"), follows.no_document, follows.no_cards
        ),
        GovernedKind(
            Disclosure,
            verbs.DisclosureVerb.READ,
            N_("Request to see the identity"),
            follows.no_document,
            follows.no_cards,
            statuses=DISCLOSURE_STATUSES,
        ),
        GovernedKind(
            Message, verbs.MessageVerb.READ, N_("Message"), follows.part_document, follows.message_cards
        ),
        GovernedKind(
            Note, verbs.NoteVerb.READ, N_("Internal note"), follows.part_document, follows.note_cards
        ),
        GovernedKind(
            Summary,
            verbs.SummaryVerb.READ,
            N_("Summary"),
            follows.part_document,
            follows.summary_cards,
            statuses=SUMMARY_STATUSES,
        ),
    ),
    moves=MOVES,
    words=follows.WORDS,
    pages=views.pages,
    addressees=follows.addressees,
    waiting=follows.waiting,
    clocked={
        verbs.CaseVerb.REMIND: commands.remind,
        verbs.CaseVerb.FALL_DUE: commands.fall_due,
        verbs.CaseVerb.ESCALATE_LATE: commands.escalate_late,
        verbs.CaseVerb.RECALCULATE: commands.recalculate,
    },
)
