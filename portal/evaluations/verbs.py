"""What can be done with an evaluation and the replies to it. Each word names a rule, a view, a command and an event."""

from portal.access import Verb


class EvaluationVerb(Verb):
    BROWSE = "evaluation.browse"
    READ = "evaluation.read"
    DRAFT = "evaluation.draft"
    EDIT = "evaluation.edit"
    ANNOUNCE = "evaluation.announce"
    PUBLISH = "evaluation.publish"
    REPLY = "evaluation.reply"
    WITHDRAW = "evaluation.withdraw"
    BRING_IN = "evaluation.bring_in"


class ReplyVerb(Verb):
    READ = "reply.read"
