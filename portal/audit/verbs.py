"""What can be done with the ledger."""

from portal.access import Verb


class LedgerVerb(Verb):
    BROWSE = "ledger.browse"
    VERIFY = "ledger.verify"
