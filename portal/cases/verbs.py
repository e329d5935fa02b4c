"""What can be done with a case and its parts. Each word names a rule, a view, a command, a page and an event."""

from portal.access import Verb


class CaseVerb(Verb):
    BROWSE = "case.browse"
    READ = "case.read"
    FILE = "case.file"
    TRACK = "case.track"
    RECEIPT = "case.receipt"
    ACCEPT = "case.accept"
    REFUSE = "case.refuse"
    ASK_INFO = "case.ask_info"
    SUPPLY = "case.supply"
    APPEAL = "case.appeal"
    DECIDE_APPEAL = "case.decide_appeal"
    DISPATCH = "case.dispatch"
    TAKE_UP = "case.take_up"
    SEND_BACK = "case.send_back"
    ADJUDICATE = "case.adjudicate"
    TRANSFER = "case.transfer"
    INVOLVE = "case.involve"
    CONTRIBUTE = "case.contribute"
    BULK = "case.bulk"
    RECUSE = "case.recuse"
    LINK = "case.link"
    MERGE = "case.merge"
    SEPARATE = "case.separate"
    SPLIT = "case.split"
    ASK_EXTENSION = "case.ask_extension"
    GRANT_EXTENSION = "case.grant_extension"
    DENY_EXTENSION = "case.deny_extension"
    GRADE = "case.grade"
    SUPERVISE = "case.supervise"
    ESCALATE = "case.escalate"
    COORDINATE = "case.coordinate"
    APPRAISE = "case.appraise"
    RESUME_HANDLING = "case.resume_handling"
    PROGRESS = "case.progress"
    MESSAGE = "case.message"
    NOTE = "case.note"
    ANSWER = "case.answer"
    CLOSE = "case.close"
    CALL_BACK = "case.call_back"
    KEEP_PROMISE = "case.keep_promise"
    HEAR = "case.hear"
    REPLY = "case.reply"
    CONTEST = "case.contest"
    DEMAND_CORRECTION = "case.demand_correction"
    DECIDE_CORRECTION = "case.decide_correction"
    REOPEN = "case.reopen"
    ASK_REVIEW = "case.ask_review"
    DECIDE_REVIEW = "case.decide_review"
    RATE = "case.rate"
    RESPOND = "case.respond"
    RATES = "case.rates"
    PUBLISH = "case.publish"
    WITHDRAW = "case.withdraw"
    BRING_IN = "case.bring_in"
    REMIND = "case.remind"
    FALL_DUE = "case.fall_due"
    ESCALATE_LATE = "case.escalate_late"
    RECALCULATE = "case.recalculate"
    ASK_IDENTITY = "case.ask_identity"
    HOLD = "case.hold"
    RELEASE = "case.release"
    ERASE = "case.erase"
    RETENTION = "case.retention"
    PROPOSE_DISPOSAL = "case.propose_disposal"
    DISPOSE = "case.dispose"
    KEEP = "case.keep"
    GUIDE = "case.guide"
    TAKE_IN = "case.take_in"
    JOIN = "case.join"
    GIVE_CONSENT = "case.give_consent"
    WITHDRAW_CONSENT = "case.withdraw_consent"


class FilingVerb(Verb):
    """Which kind of matter somebody may file with `case.file`: asked beside it, done by it."""

    COMPLAINT = "complaint.file"
    REPORT = "report.file"
    QUESTION = "question.file"
    SUGGESTION = "suggestion.file"
    INCIDENT = "incident.file"
    RISK = "risk.file"
    FINDING = "finding.file"


class DraftVerb(Verb):
    """What its holder does with a filing that is not filed yet. No event tells of it."""

    WRITE = "draft.write"
    SAVE = "draft.save"
    RESUME = "draft.resume"
    DISCARD = "draft.discard"
    LEAVE = "draft.leave"


class StatementVerb(Verb):
    READ = "statement.read"


class ParticularsVerb(Verb):
    READ = "particulars.read"


class SupporterVerb(Verb):
    READ = "supporter.read"


class ComplainantVerb(Verb):
    READ = "complainant.read"


class DisclosureVerb(Verb):
    READ = "disclosure.read"
    GRANT = "disclosure.grant"
    DECLINE = "disclosure.decline"
    UNSEAL = "disclosure.unseal"


class MessageVerb(Verb):
    READ = "message.read"


class NoteVerb(Verb):
    READ = "note.read"


class ClosureVerb(Verb):
    READ = "closure.read"


class CallBackVerb(Verb):
    READ = "call_back.read"


class RatingVerb(Verb):
    READ = "rating.read"


class ReviewVerb(Verb):
    READ = "review.read"


class AllegationVerb(Verb):
    READ = "allegation.read"


class ResponseVerb(Verb):
    READ = "response.read"


class ContestVerb(Verb):
    READ = "contest.read"


class CorrectionVerb(Verb):
    READ = "correction.read"


class RelationVerb(Verb):
    READ = "relation.read"
    UNLINK = "relation.unlink"


class FormulaVerb(Verb):
    READ = "formula.read"
    ENACT = "formula.enact"


class FiguresVerb(Verb):
    READ = "figures.read"
    FIX = "figures.fix"
    CORRECT = "figures.correct"


class SummaryVerb(Verb):
    READ = "summary.read"
    APPROVE = "summary.approve"
    REJECT = "summary.reject"
    HIDE = "summary.hide"
    APPEAL_HIDING = "summary.appeal_hiding"
    RESTORE = "summary.restore"
    UPHOLD = "summary.uphold"
