"""How the public hears of a case."""

from __future__ import annotations

from portal.access import Refused, advance
from portal.cases.commands.parts import CasePermit, part
from portal.cases.model import MOVES, Summary
from portal.i18n import N_
from portal.ledger import record


def publish(permit: CasePermit, title: str, body: str) -> Summary:
    """The department publishes a redacted summary. Refused without the complainant's consent."""
    case = permit.subject
    advance(case, permit.verb, MOVES)
    if not case.consent:
        raise Refused("", N_("The complainant has not agreed to publication."))
    if case.published:
        raise Refused("", N_("A summary of this case has been published already."))
    case.published = True
    summary = part(permit, Summary, case, title=title, body=body, lang=case.lang)
    record(permit, case, summary)
    return summary
