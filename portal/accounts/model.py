"""The life of an account. Its table is portal/identity's, which turns it into actors."""

from __future__ import annotations

from datetime import timedelta

from portal.access import Move, Verb, begins, leads
from portal.accounts.verbs import AccountVerb
from portal.i18n import N_

MOVES: dict[Verb, Move] = {
    AccountVerb.REGISTER: begins("unconfirmed"),
    AccountVerb.ENROL: begins("active"),
    AccountVerb.CONFIRM: leads("unconfirmed", "active"),
    AccountVerb.SIGN_IN: leads("active"),
    AccountVerb.FORGOT: leads("unconfirmed active"),
    AccountVerb.RESET: leads("unconfirmed active", "active"),
    AccountVerb.EDIT: leads("active"),
    AccountVerb.PASSWORD: leads("active"),
    AccountVerb.DISABLE: leads("unconfirmed active", "disabled"),
    AccountVerb.ENABLE: leads("disabled", "active"),
    AccountVerb.CHARGE: leads("active"),
}
STATUSES = {
    "unconfirmed": N_("Not confirmed yet"),
    "active": N_("Active account"),
    "disabled": N_("Disabled"),
}
TONES = {"unconfirmed": "yellow", "active": "green", "disabled": "red"}
DUTIES = {"operator": N_("Operator"), "auditor": N_("Auditor")}
LANGUAGES = {"zh-hans": "简体中文", "en": "English"}

# A link to set a password is good for an hour (OWASP Forgot Password Cheat Sheet: as short as is practical);
# one to confirm a new account, which is of no use without the password, for two days.
RESET_LIFETIME, CONFIRM_LIFETIME = timedelta(hours=1), timedelta(days=2)
