"""Accounts: how people register, sign in, look after their own account, and how operators look after all."""

from portal.accounts import projections as follows
from portal.accounts import verbs, views
from portal.accounts.model import MOVES, STATUSES
from portal.i18n import N_
from portal.identity.model import Account
from portal.slice import GovernedKind, Slice

SLICE = Slice(
    name="accounts",
    verbs=(verbs.AccountVerb,),
    kinds=(
        GovernedKind(
            model=Account,
            read=verbs.AccountVerb.READ,
            label=N_("Account"),
            document=follows.no_document,
            cards=follows.cards,
            statuses=STATUSES,
        ),
    ),
    moves=MOVES,
    words=follows.WORDS,
    pages=views.pages,
    addressees=follows.addressees,
    waiting=follows.waiting,
)
