"""What can be done with an account: by its owner, by an operator, by the portal itself."""

from portal.access import Verb


class AccountVerb(Verb):
    READ = "account.read"
    REGISTER = "account.register"
    SENT = "account.sent"
    CONFIRM = "account.confirm"
    SIGN_IN = "account.sign_in"
    SIGN_OUT = "account.sign_out"
    FORGOT = "account.forgot"
    RESET = "account.reset"
    HOME = "account.home"
    EDIT = "account.edit"
    PASSWORD = "account.password"  # noqa: S105  (a word, not a secret)
    DEVICES = "account.devices"
    END_SESSION = "account.end_session"
    PEOPLE = "account.people"
    DISABLE = "account.disable"
    ENABLE = "account.enable"
    ENROL = "account.enrol"
    CHARGE = "account.charge"
