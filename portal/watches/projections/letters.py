"""What a mail about an alert says, made at the moment it is sent and under its reader's rule of that moment.

A mail travels in the clear and lies about, so it names only records that everybody may read; of the others it says
how many there are, and where to sign in. One that would have nothing to say is not sent.
"""

from __future__ import annotations

from collections.abc import Callable, Collection

from sqlalchemy.orm import Session

from portal.access import VISITOR, Gate, Permit
from portal.config import Settings
from portal.i18n import N_, _, day, local, ngettext
from portal.ledger import Event
from portal.mail import Letter
from portal.slice import Card
from portal.watches.model import Watch
from portal.watches.queries import of_alert, readable, reader_of, secret
from portal.watches.verbs import WatchVerb as W

Cards = Callable[[Permit[object], Collection[str]], dict[str, Card]]
_NAMED = 20  # records named in one mail


def writer(settings: Settings, gate: Gate, cards: Cards) -> Callable[[Session, Event, str], Letter | None]:
    """Return what writes the letter of an alert in a language, or None when there is nothing to tell any more."""

    def write(session: Session, event: Event, lang: str) -> Letter | None:
        subscription, findings = of_alert(session, gate, event.subject_id, int(event.facts["alert"]))
        reader = reader_of(session, gate, subscription) if subscription.status == "active" else None
        keys = [finding.key for finding in findings]
        theirs = readable(reader, keys) if reader else set()
        if reader is None or not theirs:
            return None
        visitor = gate.admit(session, VISITOR, W.ATOM)
        named = cards(visitor, [key for key in keys if key in theirs])
        token = secret(settings.secret_key, "ref", subscription.ref)
        stop = f"{settings.url}/{lang}/watches/cancel/{token}"
        return Letter(
            N_("New records in a saved search"),
            _paragraphs(reader.subject, [named[key] for key in keys if key in named], len(theirs)),
            f"watches/{reader.subject.ref}#new",
            (_("To stop these mails, open this address:"), stop),
            _one_click(stop),
        )

    return write


def _paragraphs(watch: Watch, named: list[Card], count: int) -> list[str]:
    shown = named[:_NAMED]
    rest = count - len(shown)
    lines = [_line(card) for card in shown]
    text = [
        ngettext(
            "There is %(n)s new record in your saved search “%(name)s”.",
            "There are %(n)s new records in your saved search “%(name)s”.",
            count,
            name=watch.name,
        ),
        "\n".join(lines),
        _("Only records that everybody may read are named in a mail; here you see all of them:")
        if rest
        else _("You find them here:"),
    ]
    return [paragraph for paragraph in text if paragraph]


def _line(card: Card) -> str:
    parts = (_(card.label), card.reference, day(local(card.when).date()))
    return f"- {card.title} ({', '.join(part for part in parts if part)})"


def _one_click(address: str) -> dict[str, str]:
    """Return the headers by which a mail program offers to unsubscribe: RFC 2369; by one click, RFC 8058.

    One click needs an address that begins with https (RFC 8058, 3.1).
    """
    headers = {"List-Unsubscribe": f"<{address}>"}
    return headers | (
        {"List-Unsubscribe-Post": "List-Unsubscribe=One-Click"} if address.startswith("https") else {}
    )
