"""Who has had a case, one after the other, as the ledger knows it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from portal.access import Permit
from portal.cases.model import Case
from portal.cases.verbs import CaseVerb
from portal.i18n import local
from portal.ledger import history
from portal.store import now

# An event of these says in its fact `to_org` who has the case from then on.
HANDED = (CaseVerb.DISPATCH, CaseVerb.SEND_BACK, CaseVerb.ADJUDICATE, CaseVerb.TRANSFER)
_ENDED = (CaseVerb.REFUSE, CaseVerb.CLOSE, CaseVerb.WITHDRAW, CaseVerb.MERGE)
_OVER = ("refused", "closed", "withdrawn")
_BEGUN = (CaseVerb.FILE, CaseVerb.BRING_IN, CaseVerb.SPLIT)
_TOLD = frozenset(map(str, (*_BEGUN, CaseVerb.TAKE_UP, *HANDED, *_ENDED)))


@dataclass(frozen=True, slots=True)
class Station:
    """One organisation that had the case: how it came by it, when it signed for it, when it gave it away.

    `way` (the verb, or what was decided) and `ground` say how the case came; `until` is None where it still is.
    """

    org_id: int
    way: str
    since: datetime
    ground: str = ""
    taken_up: datetime | None = None
    until: datetime | None = None

    @property
    def days(self) -> int:
        """Calendar days in the city's zone for which the organisation has had the case."""
        return (_day(self.until or now()) - _day(self.since)).days


def _day(moment: datetime) -> date:
    return local(moment).date()


def stations(permit: Permit[Case]) -> list[Station]:
    """Return who has had the case, first to last: one query, however long its ledger."""
    case = permit.subject
    chain: list[Station] = []
    for event in reversed(history(permit.session, case)):
        if event.verb in _TOLD:
            _follow(chain, event, case)
    if chain and case.status not in _OVER:
        chain[-1] = replace(chain[-1], until=None)
    return chain


def _follow(chain: list[Station], event: Any, case: Case) -> None:
    """Add what one event says of who has the case."""
    if event.verb == CaseVerb.TAKE_UP:
        chain[-1] = replace(chain[-1], taken_up=event.at)
        return
    if "split_into" in event.facts:
        return  # the case stays where it is, and another one begins
    if chain:
        chain[-1] = replace(chain[-1], until=event.at)
    if event.verb not in _ENDED:
        first = case.handler_org_id if event.verb == CaseVerb.BRING_IN else case.intake_org_id
        way = event.facts.get("decision", event.verb)
        came = event.facts.get("to_org", first), way, event.at, event.facts.get("ground", "")
        chain.append(Station(*came))
