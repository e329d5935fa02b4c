"""What happens to systems in the register."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from portal.access import Permit, advance
from portal.ledger import record
from portal.registry.model import MOVES, System
from portal.store import number_for


@dataclass(frozen=True, slots=True)
class Entry:
    """A system as an announcement describes it. `filing` is its filing number."""

    org_id: int
    filing: str
    algorithm_class: str
    name_zh: str
    name_en: str = ""
    product: str = ""
    purpose_zh: str = ""
    purpose_en: str = ""
    region: str = ""
    announced_on: date | None = None


def bring_in(permit: Permit[None], entry: Entry) -> System:
    """A system that was filed enters the register."""
    system = System(
        ref=number_for(permit.session, "S"),
        status="",
        org_id=entry.org_id,
        author_org_id=entry.org_id,
        filing=entry.filing,
        algorithm_class=entry.algorithm_class,
        name_zh=entry.name_zh,
        name_en=entry.name_en,
        product=entry.product,
        purpose_zh=entry.purpose_zh,
        purpose_en=entry.purpose_en,
        region=entry.region,
        announced_on=entry.announced_on,
    )
    advance(system, permit.verb, MOVES)
    record(permit, system, filing=entry.filing, org=entry.org_id)
    return system
