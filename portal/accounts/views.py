"""Pages about accounts, organisations, memberships and groups."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from flask import request, url_for

from portal.access import Permit
from portal.accounts import commands, forms
from portal.accounts.verbs import AccountVerb
from portal.identity import sessions
from portal.web.limits import Limit
from portal.web.pages import Pages, Values, Went

pages = Pages("accounts", __name__, url_prefix="/account")
_SIGN_IN = Limit("account.sign_in", 20, timedelta(minutes=15), by="email")


@pages.show("/", AccountVerb.HOME)
def home(permit: Permit[Any]) -> Values:
    return {}


@pages.action("/sign-in", AccountVerb.SIGN_IN, forms.SignInForm, limit=_SIGN_IN)
def sign_in(permit: Permit[None], form: Any) -> Went:
    account = commands.sign_in(permit, form.email.data, form.password.data)
    token = sessions.sign_in(permit.session, account.id, [], request.user_agent.string)
    return Went(_local(form.next.data) or url_for("home.start"), token, plain=True)


@pages.action("/sign-out", AccountVerb.SIGN_OUT, forms.SignOutForm)
def sign_out(permit: Permit[None], _form: Any) -> Went:
    sessions.sign_out(permit.session, sessions.token_of(request))
    return Went(url_for("home.start"), None, plain=True)


def _local(target: str | None) -> str | None:
    """Return a path of this portal to go back to, or None for anything that could lead elsewhere."""
    good = target and target.startswith("/") and not target.startswith(("//", "/\\")) and target.isprintable()
    return target if good else None
