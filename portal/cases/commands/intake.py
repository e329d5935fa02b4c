"""How a matter comes in that a person does not file alone: through an officer, or beside somebody else's."""

from __future__ import annotations

from portal import clocks
from portal.access import Permit, Refused, advance
from portal.cases.commands.filing import Filing, facts_of, opened
from portal.cases.commands.parts import CasePermit, part
from portal.cases.model import MOVES, Case, Supporter
from portal.i18n import N_
from portal.ledger import record
from portal.store import now


def take_in(permit: Permit[None], filing: Filing, channel: str) -> Case:
    """An officer files for a person who called, wrote or came; the case is that person's, by their receipt."""
    values = {
        "handler_org_id": filing.intake_org_id,
        "channel": channel,
        "author_id": None,
        "author_org_id": None,
    }
    case, parts = opened(permit, filing, now(), **values)
    clocks.start(permit.session, case, "acceptance", "filed")
    record(permit, case, *parts, channel=channel, **facts_of(filing, parts))
    return case


def join(permit: CasePermit, body: str, receipt: str | None) -> Supporter:
    """Somebody to whom the same happened adds what they know. Raises Refused for whoever filed the case."""
    case, actor = permit.subject, permit.actor
    advance(case, permit.verb, MOVES)
    if (actor.id is not None and case.author_id == actor.id) or case.receipt in actor.receipts:
        raise Refused("", N_("This is your own case: write a message to add something."))
    case.supporters += 1
    supporter = part(permit, Supporter, case, body=body, receipt=receipt)
    record(permit, case, supporter, supporters=case.supporters)
    return supporter
