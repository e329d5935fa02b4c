"""Public algorithm filings: enterprises that are listed, and their systems in the register."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.access import CLOCK, Gate, trusted
from portal.identity.model import Organisation
from portal.ingest import fields
from portal.organisations.commands import Details, enrol
from portal.organisations.verbs import OrganisationVerb
from portal.registry.commands import Entry, bring_in
from portal.registry.model import CLASS_NAMES, System
from portal.registry.verbs import SystemVerb


@dataclass(frozen=True, slots=True)
class Filing:
    """One filing as announced: the enterprise by name, and its system."""

    enterprise: str
    filing: str
    name: str
    algorithm_class: str
    product: str
    purpose: str
    region: str
    announced_on: date | None


class Filings:
    """Rows of entityName, algorithmName, algorithmClass, product, purpose, recordNumber, province."""

    name = "filings"

    def __init__(self, gate: Gate) -> None:
        self._gate = gate

    def read(self, row: dict[str, Any]) -> tuple[str, Filing]:
        """Turn a row into a filing. Raises Rejected."""
        number = fields.line(row, "recordNumber", 80)
        filing = Filing(
            enterprise=fields.line(row, "entityName", 120),
            filing=number,
            name=fields.line(row, "algorithmName", 160),
            algorithm_class=CLASS_NAMES.get(fields.line(row, "algorithmClass", 40, needed=False), "other"),
            product=fields.text(row, "product", 5_000, needed=False),
            purpose=fields.text(row, "purpose", 5_000, needed=False),
            region=fields.line(row, "province", 40, needed=False),
            announced_on=fields.day(row, "announcementDate"),
        )
        return number, filing

    def known(self, session: Session, keys: Sequence[str]) -> set[str]:
        """Return the numbers that are in the register already."""
        return set(session.scalars(trusted(select(System.filing).where(System.filing.in_(keys)), "import")))

    def bring_in(self, session: Session, items: Sequence[Filing]) -> None:
        """Bring in the enterprises that are new, and the systems."""
        permit = self._gate.admit(session, CLOCK, SystemVerb.BRING_IN)
        orgs = self._enterprises(session, {item.enterprise for item in items})
        for item in items:
            entry = Entry(
                org_id=orgs[item.enterprise],
                filing=item.filing,
                algorithm_class=item.algorithm_class,
                name_zh=item.name,
                product=item.product,
                purpose_zh=item.purpose,
                region=item.region,
                announced_on=item.announced_on,
            )
            bring_in(permit, entry)

    def _enterprises(self, session: Session, wanted: set[str]) -> dict[str, int]:
        query = select(Organisation.name_zh, Organisation.id).where(
            Organisation.name_zh.in_(sorted(wanted)),
            Organisation.sort == "enterprise",
            Organisation.status.in_(["active", "listed"]),
        )
        found: dict[str, int] = {line.name_zh: line.id for line in session.execute(trusted(query, "import"))}
        permit = self._gate.admit(session, CLOCK, OrganisationVerb.ENROL)
        for name in sorted(wanted - set(found)):
            found[name] = enrol(permit, Details(sort="enterprise", name_zh=name), listed=True).id
        return found
