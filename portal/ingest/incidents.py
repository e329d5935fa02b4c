"""Incidents of the AI Incident Database (CC BY-SA 4.0), as an association's incident reports."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.access import CLOCK, Gate, trusted
from portal.evaluations.commands import Content, Record, bring_in
from portal.evaluations.model import Evaluation
from portal.evaluations.verbs import EvaluationVerb
from portal.identity.model import Organisation
from portal.ingest import fields
from portal.organisations.commands import Details, enrol
from portal.organisations.verbs import OrganisationVerb

_PUBLISHER = ("人工智能事件数据库（导入）", "AI Incident Database (imported)")
_CREDIT = "AI Incident Database (incidentdatabase.ai), incident %s, CC BY-SA 4.0"
_DEPLOYER, _DEVELOPER = "Alleged deployer of AI system", "Alleged developer of AI system"


class Incidents:
    """Rows of incident_id, date, title, description, the alleged parties, and MIT with its Risk Domain."""

    name = "incidents"

    def __init__(self, gate: Gate) -> None:
        self._gate = gate

    def read(self, row: dict[str, Any]) -> tuple[str, Record]:
        """Turn a row into an incident report. Raises Rejected."""
        number = fields.line(row, "incident_id", 20)
        key = f"aiid:{number}"
        content = Content(
            title=fields.line(row, "title", 200),
            findings=fields.text(row, "description", 20_000),
            nature="incident",
            subject_name=_parties(row, _DEPLOYER) or _parties(row, _DEVELOPER),
            domain=_domain(row.get("MIT")),
            occurred_on=fields.day(row, "date"),
            lang="en",
        )
        return key, Record(content, key, _CREDIT % number)

    def known(self, session: Session, keys: Sequence[str]) -> set[str]:
        """Return the keys of incidents that came in before."""
        return set(
            session.scalars(trusted(select(Evaluation.source).where(Evaluation.source.in_(keys)), "import"))
        )

    def bring_in(self, session: Session, items: Sequence[Record]) -> None:
        """Bring in the reports, under the name of who publishes the database."""
        org = self._publisher(session)
        permit = self._gate.admit(session, CLOCK, EvaluationVerb.BRING_IN)
        for item in items:
            bring_in(permit, Record(item.content, item.source, item.attribution, org))

    def _publisher(self, session: Session) -> int:
        query = select(Organisation.id).where(Organisation.name_zh == _PUBLISHER[0])
        found = session.scalar(trusted(query, "import"))
        if found is not None:
            return int(found)
        permit = self._gate.admit(session, CLOCK, OrganisationVerb.ENROL)
        return enrol(permit, Details("association", *_PUBLISHER)).id


def _parties(row: dict[str, Any], name: str) -> str:
    found = row.get(name)
    parties = [str(party).replace("-", " ") for party in found] if isinstance(found, list) else []
    return fields.line({"parties": ", ".join(parties)}, "parties", 160, needed=False)


def _domain(found: Any) -> str:
    """Return the number of the MIT AI Risk Repository's domain, which leads its name: `7. AI system safety …`."""
    name = found.get("Risk Domain") if isinstance(found, dict) else None
    return name[0] if isinstance(name, str) and name[:1] in "1234567" and name else ""
