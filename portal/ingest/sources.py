"""Which files the portal can bring in."""

from __future__ import annotations

from collections.abc import Callable
from zoneinfo import ZoneInfo

from portal.access import CLOCK, Gate
from portal.identity.people import intake_centre
from portal.ingest.complaints import Complaints
from portal.ingest.filings import Filings
from portal.ingest.incidents import Incidents
from portal.ingest.laws import Laws
from portal.ingest.runner import Source
from portal.organisations.commands import Details, enrol
from portal.organisations.verbs import OrganisationVerb
from portal.store import Store

KINDS = ("complaints", "incidents", "filings", "laws")


def source_for(kind: str, store: Store, gate: Gate, zone: ZoneInfo) -> Source:
    """Return the reader of a kind of file. Complaints need somebody who receives them, so one is made if need be."""
    if kind == "complaints":
        return Complaints(gate, zone, _intake(store, gate))
    readers: dict[str, Callable[[Gate], Source]] = {"incidents": Incidents, "filings": Filings, "laws": Laws}
    return readers[kind](gate)


def _intake(store: Store, gate: Gate) -> int:
    with store.writing() as session:
        found = intake_centre(session)
        if found is not None:
            return found
        permit = gate.admit(session, CLOCK, OrganisationVerb.ENROL)
        return enrol(permit, Details("agency", "导入案件受理单位", "Imported cases"), intake=True).id
