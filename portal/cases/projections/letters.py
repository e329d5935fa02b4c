"""To whom the portal writes about a case: only to people who gave an address, and never what it is about."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.access import trusted
from portal.cases.commands import identity_of
from portal.cases.model import Case, Complainant
from portal.identity.addresses import normal_address
from portal.identity.correspondents import Correspondent
from portal.identity.people import people
from portal.identity.sealing import BrokenSeal, Seal
from portal.ledger import Event


def asked_to_rate(session: Session, event: Event, seal: Seal) -> Correspondent | None:
    """Return whom to ask whether the closing holds; None when they have answered, or left no address."""
    case = session.scalar(trusted(select(Case).where(Case.id == event.subject_id), "mail"))
    if case is None or case.rating_key is None or event.facts.get("closing") != case.closings:
        return None
    nonce = str(event.facts.get("link", ""))
    if case.author_id is not None:
        person = people(session, [case.author_id]).get(case.author_id)
        return Correspondent(person.name, person.email, person.lang, nonce) if person else None
    return _by_contact(session, case, nonce, seal)


def _by_contact(session: Session, case: Case, nonce: str, seal: Seal) -> Correspondent | None:
    """Open the identity for this mail alone: nobody reads it, and it is kept nowhere."""
    left = session.scalar(trusted(select(Complainant).where(Complainant.case_id == case.id), "mail"))
    if left is None or not left.sealed:
        return None
    try:
        identity = identity_of(seal, left)
        return Correspondent(identity.name, normal_address(identity.contact), case.lang, nonce)
    except (BrokenSeal, ValueError):  # another key; a telephone number, or nothing
        return None
