"""Pages about accounts: a permit in, a page or a redirect out."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from flask import request, url_for

from portal.access import Permit
from portal.accounts import commands, forms, queries
from portal.accounts.model import DUTIES, LANGUAGES, STATUSES, TONES
from portal.accounts.verbs import AccountVerb
from portal.i18n import _, current
from portal.identity import sessions
from portal.identity.browsers import kind_of_browser
from portal.identity.model import Account
from portal.identity.tokens import nonce_of
from portal.web.house import house
from portal.web.limits import Limit
from portal.web.pages import Pages, Values, Went
from portal.web.paging import slice_of
from portal.web.records import Facet, facet

pages = Pages("accounts", __name__, url_prefix="/account")
AnyPermit = Permit[Any]
_HOUR = timedelta(hours=1)
# By the address that is typed and by who sends it: neither guessing at one account from many places nor at
# many accounts from one gets far, and nobody is locked out for longer than a quarter of an hour.
_SIGN_IN = Limit(
    "account.sign_in", 20, _HOUR / 4, by="email", also=Limit("account.sign_in.sender", 100, _HOUR / 4)
)
_REGISTER = Limit("account.register", 5, _HOUR, by="email", also=Limit("account.register.sender", 30, _HOUR))
_FORGOT = Limit("account.forgot", 5, _HOUR, by="email", also=Limit("account.forgot.sender", 30, _HOUR))
_LINK = Limit("account.link", 30, _HOUR)
_OLD = Limit("account.password", 30, _HOUR)
_HERE = re.compile(r"/(?:zh-hans|en)/[^\\]*")


@dataclass(frozen=True, slots=True)
class SessionLine:
    """A session as its owner sees it; `href` ends it."""

    browser: str
    begun: datetime
    seen: datetime
    here: bool
    href: str


@dataclass(frozen=True, slots=True)
class PersonLine:
    """A person as operators see them; `href` leads to what may be done, disabling or enabling."""

    name: str
    email: str
    duty: str
    tag: str
    tone: str
    since: datetime
    href: str
    text: str


@pages.show("/", AccountVerb.HOME)
def home(permit: AnyPermit) -> Values:
    account = queries.me(permit)
    return {"account": account, "rows": _facts(account)}


def _facts(account: Account) -> list[tuple[str, str]]:
    rows = [
        (_("Your name"), account.name),
        (_("E-mail"), account.email),
        (_("Language of our mails to you"), LANGUAGES[account.lang]),
        (_("Duty"), _(DUTIES[account.duty]) if account.duty else ""),
    ]
    return [row for row in rows if row[1]]


@pages.action("/register", AccountVerb.REGISTER, forms.RegisterForm, limit=_REGISTER)
def register(permit: AnyPermit, form: Any) -> Went:
    typed = commands.Newcomer(form.name.data, form.email.data, form.password.data, current())
    commands.register(permit, typed)
    return Went(url_for("accounts.sent"), plain=True)


@pages.show("/sent", AccountVerb.SENT)
def sent(_permit: AnyPermit) -> Values:
    return {"demo_folder": house().settings.mail.startswith("folder:")}


def _link(_permit: AnyPermit, _form: Any) -> Values:
    """Say at once when the link in the address was not made by this portal."""
    return {"genuine": _nonce(str((request.view_args or {}).get("token", ""))) is not None}


def _nonce(token: str) -> str | None:
    return nonce_of(house().settings.secret_key, token)


def _begin(permit: AnyPermit, account: Account) -> str:
    """Sign a person in at this browser, always with a new token."""
    return sessions.sign_in(permit.session, account.id, [], kind_of_browser(request.user_agent.string))


@pages.action("/confirm/<token>", AccountVerb.CONFIRM, forms.ConfirmForm, fill=_link, limit=_LINK)
def confirm(permit: AnyPermit, form: Any, token: str) -> Went:
    account = commands.confirm(permit, _nonce(token), form.password.data)
    return Went(url_for("accounts.home"), _begin(permit, account))


@pages.action("/sign-in", AccountVerb.SIGN_IN, forms.SignInForm, limit=_SIGN_IN)
def sign_in(permit: AnyPermit, form: Any) -> Went:
    account = commands.sign_in(permit, form.email.data, form.password.data)
    return Went(_local(form.next.data) or url_for("home.start"), _begin(permit, account), plain=True)


@pages.action("/sign-out", AccountVerb.SIGN_OUT, forms.SignOutForm)
def sign_out(permit: AnyPermit, _form: Any) -> Went:
    sessions.sign_out(permit.session, sessions.token_of(request))
    return Went(url_for("home.start"), None)


@pages.action("/forgot", AccountVerb.FORGOT, forms.ForgotForm, limit=_FORGOT)
def forgot(permit: AnyPermit, form: Any) -> Went:
    commands.forgot(permit, form.email.data)
    return Went(url_for("accounts.sent"), plain=True)


@pages.action("/reset/<token>", AccountVerb.RESET, forms.ResetForm, fill=_link, limit=_LINK)
def reset(permit: AnyPermit, form: Any, token: str) -> Went:
    commands.reset(permit, _nonce(token), form.password.data)
    return Went(url_for("accounts.sign_in"), None)


@pages.action("/password", AccountVerb.PASSWORD, forms.PasswordForm, limit=_OLD)
def password(permit: AnyPermit, form: Any) -> Went:
    account = commands.password(permit, queries.me(permit), form.old.data, form.password.data)
    return Went(url_for("accounts.home"), _begin(permit, account))


def _mine(permit: AnyPermit, form: Any) -> Values:
    if request.method == "GET":
        account = queries.me(permit)
        form.name.data, form.lang.data = account.name, account.lang
    return {}


@pages.action("/edit", AccountVerb.EDIT, forms.EditForm, fill=_mine)
def edit(permit: AnyPermit, form: Any) -> str:
    commands.edit(permit, queries.me(permit), form.name.data, form.lang.data)
    return url_for("accounts.home")


@pages.show("/devices", AccountVerb.DEVICES)
def devices(permit: AnyPermit) -> Values:
    return {"lines": [_session_line(found) for found in queries.sessions(permit)]}


def _session_line(found: Any) -> SessionLine:
    here = found.token == sessions.digest(sessions.token_of(request))
    ends = url_for("accounts.end_session", which=found.ref)
    return SessionLine(found.agent or _("Unknown browser"), found.created_at, found.seen_at, here, ends)


@pages.action("/devices/<which>/end", AccountVerb.END_SESSION, forms.EndSessionForm)
def end_session(permit: AnyPermit, _form: Any, which: str) -> str:
    commands.end_session(permit, which)
    return url_for("accounts.devices")


@pages.show("/people", AccountVerb.PEOPLE)
def people(permit: AnyPermit) -> Values:
    chosen = {name: request.args.get(name, "") for name in ("status", "duty", "name")}
    rows, pager = slice_of(permit.session, queries.people(permit, chosen))
    lines = [_person_line(row[0]) for row in rows]
    return {"lines": lines, "pager": pager, "facets": _facets(permit, chosen), "chosen": chosen}


def _facets(permit: AnyPermit, chosen: dict[str, str]) -> list[Facet]:
    words = {"status": (_("Status"), STATUSES), "duty": (_("Duty"), DUTIES)}
    return [
        facet(title, name, labels, queries.count_by(permit, name), chosen[name])
        for name, (title, labels) in words.items()
    ]


def _person_line(account: Account) -> PersonLine:
    verb = AccountVerb.ENABLE if account.status == "disabled" else AccountVerb.DISABLE
    return PersonLine(
        name=account.name,
        email=account.email,
        duty=_(DUTIES[account.duty]) if account.duty else "",
        tag=_(STATUSES[account.status]),
        tone=TONES[account.status],
        since=account.created_at,
        href=url_for(f"accounts.{verb.action}", ref=account.ref),
        text=_("Enable") if verb is AccountVerb.ENABLE else _("Disable"),
    )


@pages.action("/people/<ref>/disable", AccountVerb.DISABLE, forms.DisableForm)
def disable(permit: Permit[Account], _form: Any) -> str:
    commands.disable(permit)
    return url_for("accounts.people")


@pages.action("/people/<ref>/enable", AccountVerb.ENABLE, forms.EnableForm)
def enable(permit: Permit[Account], _form: Any) -> str:
    commands.enable(permit)
    return url_for("accounts.people")


def _local(target: str | None) -> str | None:
    """Return a path of this portal to go back to, or None for anything that could lead elsewhere."""
    return target if target and target.isprintable() and _HERE.fullmatch(target) else None
