"""The receipt of a case, made of what the ledger keeps of its filing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC
from typing import Any

from sqlalchemy import select

from portal.access import Permit
from portal.cases.model import Case, Statement
from portal.cases.model.filed import digest_of, filed
from portal.cases.queries.splitting import filing_of
from portal.cases.verbs import StatementVerb
from portal.files.queries import of_parts
from portal.ledger import Event


@dataclass(frozen=True, slots=True)
class Receipt:
    """What the portal signs, and what was filed as the database has it now; None when that is no longer the same."""

    signed: dict[str, Any]
    filed: dict[str, Any] | None


def receipt(permit: Permit[Case], portal: str, key: str) -> Receipt | None:
    """Return the receipt of the permit's case; None for one that was not filed here, or before there were receipts.

    A case that was split off has that of the filing it came from. It depends on the event of the filing alone, so that
    it is the same whenever it is asked for. `portal` is the address of this portal and `key` the name of the key that
    will sign.
    """
    case = filing_of(permit)
    query = (
        select(Event).where(Event.kind == case.kind, Event.subject_id == case.id).order_by(Event.id).limit(1)
    )
    event = permit.session.scalars(query).one_or_none()
    if event is None or "filed" not in event.facts:
        return None
    signed = {
        "version": 1,
        "portal": portal,
        "number": case.ref,
        "filed_at": event.at.astimezone(UTC).isoformat(timespec="microseconds"),
        "digest": event.facts["filed"],
        "ledger": {"position": event.id, "hash": event.hash},
        "key": key,
    }
    return Receipt(signed, _as_filed(permit, case, event))


def _as_filed(permit: Permit[Case], case: Case, event: Event) -> dict[str, Any] | None:
    query = permit.visible(StatementVerb.READ).where(Statement.case_id == case.id)
    statement = permit.session.scalars(query.order_by(Statement.id).limit(1)).one_or_none()
    if statement is None:
        return None
    made = {key for kind, key in event.rows if kind == "attachment"}
    files = [file for file in of_parts(permit, [statement]) if file.id in made]
    content = filed(statement, event.facts["category"], files)
    return content if digest_of(content) == event.facts["filed"] else None
