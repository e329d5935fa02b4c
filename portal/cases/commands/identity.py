"""Who complained: sealed when it is filed, opened only on a motivated request that another person grants."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass

from portal.access import Permit, Refused, advance
from portal.cases.commands.parts import CasePermit, part
from portal.cases.model import MOVES, Case, Complainant, Disclosure
from portal.cases.verbs import CaseVerb, ComplainantVerb, DisclosureVerb
from portal.i18n import N_
from portal.identity.sealing import BrokenSeal, Seal
from portal.ledger import record

DisclosurePermit = Permit[Disclosure]


@dataclass(frozen=True, slots=True)
class Identity:
    """What a complainant said of themselves, and of those for whom they speak.

    `represents` is the person for whom they speak, and `authority` what allows it; `representatives` are names, one a
    line, of those who speak for a group.
    """

    name: str = ""
    contact: str = ""
    represents: str = ""
    authority: str = ""
    representatives: str = ""


def sealed_identity(seal: Seal, ref: str, identity: Identity) -> bytes:
    """Seal an identity for the complainant's row with this reference, and for no other."""
    content = json.dumps(asdict(identity), ensure_ascii=False)
    return seal.seal(content.encode(), _context(ref))


def identity_of(seal: Seal, complainant: Complainant) -> Identity:
    """Open what is sealed in a complainant's row. Raises BrokenSeal where the key is another."""
    return Identity(**json.loads(seal.unseal(complainant.sealed, _context(complainant.ref))))


def _context(ref: str) -> str:
    return f"identity:{ref}"


def ask_identity(permit: CasePermit, body: str) -> Disclosure:
    """An officer who handles the case says why the complainant's identity has to be known.

    Refused where nobody gave one, and while a request of the same case waits.
    """
    case = permit.subject
    advance(case, permit.verb, MOVES)
    given = permit.visible(ComplainantVerb.READ).where(Complainant.case_id == case.id)
    if permit.session.scalars(given).first() is None:
        raise Refused("", N_("The complainant gave no name: there is nothing to open."))
    waits = permit.visible(DisclosureVerb.READ).where(
        Disclosure.case_id == case.id, Disclosure.status == "asked"
    )
    if permit.session.scalars(waits).first() is not None:
        raise Refused("", N_("Another request to see the identity waits for a decision."))
    disclosure = part(permit, Disclosure, case, body=body)
    disclosure.status = "asked"
    record(permit, case, disclosure)
    return disclosure


def grant(permit: DisclosurePermit, answer: str) -> Disclosure:
    """Another person agrees that the identity is opened once."""
    return _decide(permit, answer)


def decline(permit: DisclosurePermit, answer: str) -> Disclosure:
    """Another person does not agree, and says why."""
    return _decide(permit, answer)


def _decide(permit: DisclosurePermit, answer: str) -> Disclosure:
    disclosure = permit.subject
    advance(disclosure, permit.verb, MOVES)
    disclosure.answer, disclosure.decided_by_id = answer, permit.actor.id
    record(permit, _case_of(permit), disclosure, asked_by=disclosure.author_id)
    return disclosure


def unseal(permit: DisclosurePermit, seal: Seal) -> Identity:
    """Who asked opens the identity, this once. Refused where the portal does not have the key."""
    disclosure, session = permit.subject, permit.session
    advance(disclosure, permit.verb, MOVES)
    query = permit.visible(ComplainantVerb.READ).where(Complainant.case_id == disclosure.case_id)
    complainant: Complainant = session.scalars(query).one()
    record(permit, _case_of(permit), disclosure)
    try:
        return identity_of(seal, complainant)
    except BrokenSeal as broken:
        raise Refused("", N_("The identity cannot be opened: the portal does not have its key.")) from broken


def _case_of(permit: DisclosurePermit) -> Case:
    """Return the case that the request is about: what happens to it is told there."""
    query = permit.visible(CaseVerb.READ).where(Case.id == permit.subject.case_id)
    found: Case = permit.session.scalars(query).one()
    return found
