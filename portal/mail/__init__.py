"""Mail: what the portal writes to people, queued by the ledger's follower and delivered at least once.

No mail names a case, a notice or anything else that not everybody may read: it says that something has
happened, and where to sign in.
"""

from portal.mail.compose import Letter, Writer, compose
from portal.mail.consumer import consumer
from portal.mail.mailer import Mailer, MailFailed, open_mailer
from portal.mail.outgoing import Outgoing, deliver, queue

__all__ = [
    "Letter",
    "MailFailed",
    "Mailer",
    "Outgoing",
    "Writer",
    "compose",
    "consumer",
    "deliver",
    "open_mailer",
    "queue",
]
