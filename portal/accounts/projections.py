"""What follows from an account: its verbs in words, and whom its events concern."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sqlalchemy.orm import Session

from portal.access import Permit
from portal.accounts.model import STATUSES, TONES
from portal.accounts.verbs import AccountVerb as V
from portal.i18n import N_
from portal.identity.model import Account
from portal.ledger import Event
from portal.slice import Card, Place, Task, Wording

WORDS: dict[Any, Wording] = {
    V.REGISTER: Wording(N_("Register"), N_("We have sent you a mail."), N_("registered an account")),
    V.CONFIRM: Wording(
        N_("Confirm and sign in"), N_("Welcome. Your account is ready."), N_("confirmed the account")
    ),
    V.SIGN_IN: Wording(N_("Sign in"), N_("You are signed in."), N_("signed in")),
    V.SIGN_OUT: Wording(N_("Sign out"), N_("You have signed out."), N_("signed out")),
    V.FORGOT: Wording(N_("Send the link"), N_("We have sent you a mail."), N_("asked for a new password")),
    V.RESET: Wording(
        N_("Set the password"),
        N_("Your password has been changed. Please sign in with it."),
        N_("set a new password by mail"),
    ),
    V.PASSWORD: Wording(
        N_("Change the password"),
        N_("Your password has been changed, and all other sessions have ended."),
        N_("changed the password"),
    ),
    V.EDIT: Wording(N_("Change"), N_("Your details have been changed."), N_("changed their details")),
    V.END_SESSION: Wording(N_("End this session"), N_("The session has ended."), N_("ended a session")),
    V.DISABLE: Wording(
        N_("Disable"), N_("The account has been disabled."), N_("disabled the account"), "red"
    ),
    V.ENABLE: Wording(N_("Enable"), N_("The account has been enabled."), N_("enabled the account"), "green"),
    V.ENROL: Wording(N_("Enrol"), N_("The account has been made."), N_("made the account")),
    V.CHARGE: Wording(N_("Give a duty"), N_("The duty has been given."), N_("gave the person a duty")),
}


def no_document(_session: Session, _account: Account) -> None:
    """People are never searched."""
    return


def cards(permit: Permit[Any], ids: list[int]) -> dict[int, Card]:
    """Return the accounts among `ids` the reader may read: their own, or for operators any."""
    found = permit.session.scalars(permit.visible(V.READ).where(Account.id.in_(ids)))
    return {account.id: _card(permit, account) for account in found}


def _card(permit: Permit[Any], account: Account) -> Card:
    mine = account.id == permit.actor.id
    place = Place("accounts.home", {}) if mine else Place("accounts.people", {"name": account.email})
    return Card(
        account.name,
        place,
        "",
        N_("Account"),
        STATUSES[account.status],
        TONES[account.status],
        account.created_at,
        "",
    )


def addressees(_session: Session, event: Event) -> Iterable[int]:
    """Tell a person what others did to their account."""
    if event.verb in (V.DISABLE, V.ENABLE, V.CHARGE):
        yield event.subject_id


def waiting(_permit: Permit[Any]) -> list[Task]:
    """Nothing about accounts waits for anybody."""
    return []
