"""How a case begins: somebody files it, or it is brought in; and how its complainant takes it back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from portal import clocks
from portal.access import Permit, advance
from portal.cases.commands.parts import CasePermit, attached, part
from portal.cases.model import MOVES, Case, Complainant, Message, Statement
from portal.cases.model.filed import digest_of, filed
from portal.files.model import Attachment
from portal.ledger import record
from portal.store import Governed, now, number_for


@dataclass(frozen=True, slots=True)
class Filing:
    """Everything a complaint consists of when it is filed.

    `receipt` is the keyed hash of the query code; `files` is the token under which files wait to be attached.
    """

    title: str
    body: str
    category: str
    intake_org_id: int
    subject_org_id: int | None = None
    district: str = ""
    name: str = ""
    contact: str = ""
    consent: bool = False
    lang: str = "zh-hans"
    receipt: str | None = None
    files: str = ""


@dataclass(frozen=True, slots=True)
class Record:
    """A case handled elsewhere and brought in as it stands: the filing, and what became of it."""

    filing: Filing
    source: str
    filed_at: datetime
    handler_org_id: int
    topic: str = ""
    answer: str = ""
    answered_at: datetime | None = None


def _open(
    permit: Permit[None], filing: Filing, filed_at: datetime, **values: Any
) -> tuple[Case, list[Governed]]:
    case = Case(
        ref=number_for(permit.session, "C"),
        status="",
        lang=filing.lang,
        author_id=permit.actor.id,
        author_org_id=permit.actor.org_id,
        category=filing.category,
        district=filing.district,
        intake_org_id=filing.intake_org_id,
        subject_org_id=filing.subject_org_id,
        receipt=filing.receipt,
        consent=filing.consent,
        filed_at=filed_at,
        **values,
    )
    advance(case, permit.verb, MOVES)
    statement = part(permit, Statement, case, title=filing.title, body=filing.body, lang=filing.lang)
    parts: list[Governed] = [statement, *attached(permit, case, statement, filing.files)]
    if filing.name or filing.contact:
        parts.append(part(permit, Complainant, case, name=filing.name, contact=filing.contact))
    return case, parts


def file(permit: Permit[None], filing: Filing) -> Case:
    """Somebody complains; the intake centre has it now."""
    case, parts = _open(permit, filing, now(), handler_org_id=filing.intake_org_id)
    clocks.start(permit.session, case, "acceptance", "filed")
    facts = {"category": filing.category, "subject_org": filing.subject_org_id}
    record(permit, case, *parts, **facts, filed=_digest(filing.category, parts))
    return case


def _digest(category: str, parts: list[Governed]) -> str:
    """Return what the receipt proves: the digest of words and files, in the ledger from the beginning."""
    statement = next(row for row in parts if isinstance(row, Statement))
    return digest_of(filed(statement, category, (row for row in parts if isinstance(row, Attachment))))


def bring_in(permit: Permit[None], entry: Record) -> Case:
    """A case handled elsewhere comes in with the state it reached and the times it had."""
    came = {"source": entry.source, "topic": entry.topic, "channel": "import"}
    case, parts = _open(permit, entry.filing, entry.filed_at, handler_org_id=entry.handler_org_id, **came)
    if entry.answer:
        case.status, case.answered_at = "answered", entry.answered_at
        parts.append(part(permit, Message, case, nature="answer", body=entry.answer, lang=entry.filing.lang))
    answered = entry.answered_at.isoformat() if entry.answered_at else None
    record(
        permit, case, *parts, source=entry.source, filed_at=entry.filed_at.isoformat(), answered_at=answered
    )
    return case


def withdraw(permit: CasePermit, body: str = "") -> Case:
    """The complainant takes the complaint back."""
    case = permit.subject
    before = advance(case, permit.verb, MOVES)
    clocks.end(permit.session, case, "withdrawn")
    parts = [part(permit, Message, case, nature="message", body=body)] if body else []
    record(permit, case, *parts, before=before)
    return case
