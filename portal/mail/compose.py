"""What a mail says: plain text in the reader's language, with links built from the settings alone."""

from __future__ import annotations

import hmac
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import EmailPolicy
from email.utils import format_datetime, parseaddr
from hashlib import sha256
from types import MappingProxyType
from typing import Any
from urllib.parse import urlsplit

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.access import trusted
from portal.config import Settings
from portal.i18n import N_, _, current, pick, using
from portal.identity.correspondents import Correspondent
from portal.identity.model import Account, Membership, Organisation, Reset
from portal.identity.sealing import Seal
from portal.identity.tokens import token_for
from portal.ledger import Event
from portal.mail.outgoing import NO_ACCOUNT, Compose, Outgoing
from portal.store import now


@dataclass(frozen=True, slots=True)
class Letter:
    """What a mail says, in its reader's language; only the subject is a message id.

    `link` is the path below the language that stands between the paragraphs before and after it.
    """

    subject: str
    before: Sequence[str]
    link: str
    after: Sequence[str] = ()
    headers: Mapping[str, str] = field(default_factory=dict)


class _Policy(EmailPolicy):
    """Mail as SMTP wants it, but with addresses in headers as they are.

    Python would write a long one as encoded words, which no mail program takes for an address; a line may have
    998 characters (RFC 5322, 2.1.1).
    """

    def fold(self, name: str, value: Any) -> str:
        """Return a header as lines of text."""
        return f"{name}: {value}{self.linesep}" if name in _ADDRESSES else super().fold(name, value)

    def fold_binary(self, name: str, value: Any) -> bytes:
        """Return a header as lines of bytes."""
        return self.fold(name, value).encode("ascii", "surrogateescape")


_ADDRESSES = ("List-Unsubscribe",)
_SMTP = _Policy(linesep="\r\n")
Writer = Callable[[Session, Event, str], Letter | None]
Whom = Callable[[Session, Event, Seal], Correspondent | None]


@dataclass(frozen=True, slots=True)
class Template:
    """A mail in words, as message ids: subject, paragraphs, and the path its link leads to.

    `link` is a path below the language; `{token}` in it is the token of a mailed link, good once.
    """

    subject: str
    body: tuple[str, ...]
    link: str


TEMPLATES = {
    "confirm": Template(
        N_("Confirm your account"),
        (
            N_("You have registered with Gongzhi, or somebody has in your name."),
            N_("To confirm the account, open this address and type the password you chose:"),
            N_("It works once, within two days. If it was not you, you need not do anything."),
        ),
        "account/confirm/{token}",
    ),
    "known": Template(
        N_("You have an account already"),
        (
            N_("Somebody has tried to register with your e-mail address, which has an account already."),
            N_("If it was you, sign in. If you have forgotten the password, set a new one here:"),
            N_("If it was not you, you need not do anything."),
        ),
        "account/forgot",
    ),
    "reset": Template(
        N_("Set a new password"),
        (
            N_("Somebody has asked for a new password for your account."),
            N_("If it was you, set it here:"),
            N_("It works once, within an hour. If it was not you, your password stays as it is."),
        ),
        "account/reset/{token}",
    ),
    "changed": Template(
        N_("Your password has been changed"),
        (
            N_("The password of your account has just been changed, and all other sessions have ended."),
            N_("If it was not you, set a new one at once:"),
        ),
        "account/forgot",
    ),
    "approved": Template(
        N_("Your organisation has been approved"),
        (
            N_("%(organisation)s is on the portal, and you are its administrator."),
            N_("Your colleagues can ask to join now; you let them in here:"),
        ),
        "organisations/mine",
    ),
    "refused": Template(
        N_("Your application has been refused"),
        (N_("Your application for %(organisation)s has been refused."), N_("You read why here:")),
        "organisations/mine",
    ),
    "granted": Template(
        N_("You are a member now"),
        (N_("You can act for %(organisation)s from now on."), N_("What waits for you is here:")),
        "inbox/",
    ),
    "rate": Template(
        N_("Was it solved?"),
        (
            N_("A department has closed a complaint you filed."),
            N_(
                "The portal asks you, and not the department, whether it is solved and how satisfied you are:"
            ),
            N_("The link needs no sign-in and works once. The department does not see your answer."),
        ),
        "cases/respond/{token}",
    ),
}
_LINKED = ("confirm", "reset")


def compose(
    settings: Settings,
    writers: Mapping[str, Writer] = MappingProxyType({}),
    whom: Mapping[str, Whom] = MappingProxyType({}),
) -> Compose:
    """Return what makes the mail of a queued row, or None when it is of no use any more.

    `writers` are the slices' own, by the name of the template; `whom` says who a mail is for that goes to no account.
    """
    seal = Seal(settings.seal_keys)

    def of(session: Session, mail: Outgoing) -> EmailMessage | None:
        event = session.get(Event, mail.event_id)
        reader = _reader(session, mail, event, whom, seal) if event else None
        if event is None or reader is None:
            return None
        with using(reader.lang):
            write = writers.get(mail.template)
            letter = (
                write(session, event, reader.lang)
                if write
                else _letter(settings, session, event, mail, reader.nonce)
            )
            return _message(settings, reader, mail, letter) if letter else None

    return of


def _reader(
    session: Session, mail: Outgoing, event: Event, whom: Mapping[str, Whom], seal: Seal
) -> Correspondent | None:
    if mail.account_id == NO_ACCOUNT:
        return whom[mail.template](session, event, seal) if mail.template in whom else None
    account = session.scalar(trusted(select(Account).where(Account.id == mail.account_id), "mail"))
    if account is None or account.status == "disabled":
        return None
    return Correspondent(account.name, account.email, account.lang)


def _letter(settings: Settings, session: Session, event: Event, mail: Outgoing, nonce: str) -> Letter | None:
    """Return a mail of the house's own; None when its link is good no more."""
    template = TEMPLATES[mail.template]
    token = _token(session, settings.secret_key, event) if mail.template in _LINKED else ""
    token = token_for(settings.secret_key, nonce) if nonce else token
    if token is None:
        return None
    name = _organisation(session, event, current())
    text = [_(sentence, organisation=name) for sentence in template.body]
    return Letter(template.subject, text[:2], template.link.format(token=token), text[2:])


def _token(session: Session, key: str, event: Event) -> str | None:
    """Return the token of the link that this event asked for, unless it was used or is too old by now."""
    link = session.get(Reset, str(event.facts.get("link", "")))
    good = link is not None and link.used_at is None and link.expires_at > now()
    return token_for(key, link.nonce) if link is not None and good else None


def _organisation(session: Session, event: Event, lang: str) -> str:
    """Return the name of the organisation the event is about, which whoever gets the mail may read."""
    org_id = event.facts.get("org") or (event.subject_id if event.kind == "organisation" else None)
    if event.kind == "membership" and org_id is None:
        query = select(Membership.org_id).where(Membership.id == event.subject_id)
        org_id = session.scalar(trusted(query, "mail"))
    found = session.scalar(trusted(select(Organisation).where(Organisation.id == org_id), "mail"))
    return pick(lang, found.name_zh, found.name_en or found.name_zh) if found else ""


def _message(settings: Settings, reader: Correspondent, mail: Outgoing, letter: Letter) -> EmailMessage:
    link = f"{settings.url}/{reader.lang}/{letter.link}"
    greeting = _("%(name)s:", name=reader.name or reader.email)
    body = [greeting, *letter.before, link, *letter.after, _("Gongzhi"), settings.url]
    message = EmailMessage(policy=_SMTP)
    message["Subject"] = f"{_(letter.subject)} – {_('Gongzhi')}"
    message["From"] = _sender(settings.mail_from)
    message["To"] = Address(reader.name, addr_spec=reader.email)
    message["Date"] = format_datetime(now())
    message["Message-ID"] = f"<{_mark(settings.secret_key, mail)}@{urlsplit(settings.url).hostname}>"
    message["Auto-Submitted"] = "auto-generated"  # RFC 3834: no out-of-office answers, please
    for name, value in letter.headers.items():
        message[name] = value
    message.set_content("\n\n".join(body) + "\n")
    return message


def _sender(setting: str) -> Address:
    name, address = parseaddr(setting)
    return Address(name, addr_spec=address)


def _mark(key: str, mail: Outgoing) -> str:
    """Return what is the same for the same mail, and tells nobody who tries numbers how many events there were."""
    content = f"mail|{mail.event_id}|{mail.account_id}|{mail.template}"
    return hmac.new(key.encode(), content.encode(), sha256).hexdigest()[:40]
