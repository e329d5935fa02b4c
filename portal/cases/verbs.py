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
    DISPATCH = "case.dispatch"
    TAKE_UP = "case.take_up"
    PROGRESS = "case.progress"
    MESSAGE = "case.message"
    NOTE = "case.note"
    ANSWER = "case.answer"
    CLOSE = "case.close"
    PUBLISH = "case.publish"
    WITHDRAW = "case.withdraw"
    BRING_IN = "case.bring_in"
    REMIND = "case.remind"
    FALL_DUE = "case.fall_due"
    ESCALATE_LATE = "case.escalate_late"
    RECALCULATE = "case.recalculate"


class StatementVerb(Verb):
    READ = "statement.read"


class ComplainantVerb(Verb):
    READ = "complainant.read"


class MessageVerb(Verb):
    READ = "message.read"


class NoteVerb(Verb):
    READ = "note.read"


class SummaryVerb(Verb):
    READ = "summary.read"
