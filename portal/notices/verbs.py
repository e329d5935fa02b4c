"""What can be done with a notice and its parts: each word names rule, view, command, page and event."""

from portal.access import Verb


class NoticeVerb(Verb):
    BROWSE = "notice.browse"
    READ = "notice.read"
    DRAFT = "notice.draft"
    EDIT = "notice.edit"
    ISSUE = "notice.issue"
    ACKNOWLEDGE = "notice.acknowledge"
    FEEDBACK = "notice.feedback"
    WITHDRAW = "notice.withdraw"
    BRING_IN = "notice.bring_in"


class AcknowledgementVerb(Verb):
    READ = "acknowledgement.read"


class FeedbackVerb(Verb):
    READ = "feedback.read"
