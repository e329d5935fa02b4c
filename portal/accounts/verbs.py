"""What can be done with accounts, organisations, memberships and groups."""

from portal.access import Verb


class AccountVerb(Verb):
    READ = "account.read"
    SIGN_IN = "account.sign_in"
    SIGN_OUT = "account.sign_out"
    HOME = "account.home"
