"""What can be done with what hangs on a record. Each word names a rule, a view, a command, a page and an event."""

from portal.access import Verb


class AttachmentVerb(Verb):
    READ = "attachment.read"
    UNSEAL = "attachment.unseal"


class OpeningVerb(Verb):
    READ = "opening.read"
