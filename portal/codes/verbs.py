"""What can be done with a code of conduct. Each word names a rule, a view, a command, a page and an event."""

from portal.access import Verb


class CodeVerb(Verb):
    BROWSE = "code.browse"
    READ = "code.read"
    COMPARE = "code.compare"
    DRAFT = "code.draft"
    EDIT = "code.edit"
    PUBLISH = "code.publish"
    REVISE = "code.revise"
    WITHDRAW = "code.withdraw"


class EditionVerb(Verb):
    READ = "edition.read"
