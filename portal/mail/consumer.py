"""Which events are written about, and to whom."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.identity.model import Membership, Organisation
from portal.ledger import Consumer, Event
from portal.mail.outgoing import NO_ACCOUNT, queue

_ABOUT_ACCOUNTS = {
    "account.register": "confirm",
    "account.forgot": "reset",
    "account.reset": "changed",
    "account.password": "changed",
}
_ABOUT_APPLICATIONS = {"organisation.approve": "approved", "organisation.refuse": "refused"}
# Mails whose reader is known to the slice only, when the mail is made.
_WITHOUT_ACCOUNT = {"case.close": "rate"}


def consumer() -> Consumer:
    """Return the consumer that queues mails; a batch that comes twice queues nothing twice."""
    return Consumer("mail", _handle)


def _handle(session: Session, events: Sequence[Event]) -> None:
    queue(session, [mail for event in events for mail in _mails(session, event)])


def _mails(session: Session, event: Event) -> Iterator[tuple[int, int, str]]:
    if event.verb in _ABOUT_ACCOUNTS:
        known = event.facts.get("known")
        yield event.id, event.subject_id, "known" if known else _ABOUT_ACCOUNTS[event.verb]
    elif event.verb in _ABOUT_APPLICATIONS:
        query = select(Organisation.author_id).where(Organisation.id == event.subject_id)
        applicant = session.scalar(query)
        if applicant is not None:
            yield event.id, applicant, _ABOUT_APPLICATIONS[event.verb]
    elif event.verb == "subscription.alert" and event.facts["mail"]:
        yield event.id, event.facts["mail"], "alert"
    elif event.verb in _WITHOUT_ACCOUNT and event.facts.get("link"):
        yield event.id, NO_ACCOUNT, _WITHOUT_ACCOUNT[event.verb]
    elif event.verb == "membership.grant":
        query = select(Membership.account_id).where(Membership.id == event.subject_id)
        member = session.scalar(query)
        if member is not None:
            yield event.id, member, "granted"
