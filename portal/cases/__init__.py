"""Cases: a citizen's complaint and what the departments make of it."""

from portal.cases import commands, verbs, views
from portal.cases import projections as follows
from portal.cases.model import (
    CATEGORIES,
    DISCLOSURE_STATUSES,
    MOVES,
    RELATION_STATUSES,
    STATUSES,
    SUMMARY_STATUSES,
    Allegation,
    CallBack,
    Case,
    Closure,
    Complainant,
    Contest,
    Correction,
    Disclosure,
    Message,
    Note,
    Particulars,
    Rating,
    Relation,
    Response,
    Review,
    Statement,
    Summary,
    Supporter,
)
from portal.cases.model.figures import FIGURES_STATUSES, FORMULA_STATUSES, Figures, Formula
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
        verbs.ClosureVerb,
        verbs.CallBackVerb,
        verbs.RatingVerb,
        verbs.ReviewVerb,
        verbs.AllegationVerb,
        verbs.ResponseVerb,
        verbs.ContestVerb,
        verbs.CorrectionVerb,
        verbs.RelationVerb,
        verbs.SummaryVerb,
        verbs.FormulaVerb,
        verbs.FiguresVerb,
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
            Closure, verbs.ClosureVerb.READ, N_("Closing"), follows.part_document, follows.closure_cards
        ),
        GovernedKind(
            CallBack, verbs.CallBackVerb.READ, N_("Call-back"), follows.no_document, follows.no_cards
        ),
        GovernedKind(Rating, verbs.RatingVerb.READ, N_("Judgement"), follows.no_document, follows.no_cards),
        GovernedKind(
            Review, verbs.ReviewVerb.READ, N_("Review"), follows.part_document, follows.review_cards
        ),
        GovernedKind(
            Allegation,
            verbs.AllegationVerb.READ,
            N_("Allegation"),
            follows.part_document,
            follows.allegation_cards,
        ),
        GovernedKind(
            Response,
            verbs.ResponseVerb.READ,
            N_("Answer of the enterprise"),
            follows.part_document,
            follows.response_cards,
        ),
        GovernedKind(
            Contest, verbs.ContestVerb.READ, N_("Contradiction"), follows.part_document, follows.contest_cards
        ),
        GovernedKind(
            Correction,
            verbs.CorrectionVerb.READ,
            N_("Demand for correction"),
            follows.part_document,
            follows.correction_cards,
        ),
        GovernedKind(
            Relation,
            verbs.RelationVerb.READ,
            N_("Link between cases"),
            follows.no_document,
            follows.no_cards,
            statuses=RELATION_STATUSES,
        ),
        GovernedKind(
            Summary,
            verbs.SummaryVerb.READ,
            N_("Summary"),
            follows.part_document,
            follows.summary_cards,
            statuses=SUMMARY_STATUSES,
        ),
        GovernedKind(
            Formula,
            verbs.FormulaVerb.READ,
            N_("Formula of the figures"),
            follows.no_document,
            follows.no_cards,
            statuses=FORMULA_STATUSES,
        ),
        GovernedKind(
            Figures,
            verbs.FiguresVerb.READ,
            N_("Figures of a quarter"),
            follows.no_document,
            follows.no_cards,
            statuses=FIGURES_STATUSES,
        ),
    ),
    moves=MOVES,
    words=follows.WORDS,
    pages=views.pages,
    addressees=follows.addressees,
    waiting=follows.waiting,
    letters={"rate": follows.asked_to_rate},
    clocked={
        verbs.CaseVerb.REMIND: commands.remind,
        verbs.CaseVerb.FALL_DUE: commands.fall_due,
        verbs.CaseVerb.ESCALATE_LATE: commands.escalate_late,
        verbs.CaseVerb.RECALCULATE: commands.recalculate,
    },
)
