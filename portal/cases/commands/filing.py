"""How a case begins: somebody files it, or it is brought in; and how its complainant takes it back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from portal import clocks
from portal.access import Denied, Permit, advance
from portal.cases.commands.identity import Identity, sealed_identity
from portal.cases.commands.parts import CasePermit, attached, part
from portal.cases.model import MAY_FILE, MOVES, Case, Complainant, Message, Particulars, Statement
from portal.cases.model.filed import digest_of, filed
from portal.files.model import Attachment
from portal.i18n import start_of
from portal.identity.sealing import Seal
from portal.ledger import record
from portal.store import Governed, now, number_for


@dataclass(frozen=True, slots=True)
class Filing:
    """Everything a matter consists of when it is filed. `receipt` is the keyed hash of the query code.

    `particulars` are columns of that part, which is made when one of them says something; `speaks` says for whom the
    complainant speaks. Whoever they are is kept under `seal`, which must be there when anything of it is given.
    `files` is the token under which files wait to be attached.
    """

    title: str
    body: str
    category: str
    intake_org_id: int
    matter: str = "complaint"
    subject_org_id: int | None = None
    system_ref: str = ""
    particulars: Mapping[str, Any] = field(default_factory=dict)
    district: str = ""
    name: str = ""
    contact: str = ""
    speaks: Mapping[str, Any] = field(default_factory=dict)
    consent: bool = False
    lang: str = "zh-hans"
    receipt: str | None = None
    files: str = ""
    seal: Seal | None = None


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


def opened(
    permit: Permit[None], filing: Filing, filed_at: datetime, **values: Any
) -> tuple[Case, list[Governed]]:
    """Return the case of a filing and its parts, not recorded yet; `values` are further columns of the case."""
    author = {"author_id": permit.actor.id, "author_org_id": permit.actor.org_id}
    case = Case(
        ref=number_for(permit.session, "C"),
        status="",
        lang=filing.lang,
        matter=filing.matter,
        category=filing.category,
        district=filing.district,
        intake_org_id=filing.intake_org_id,
        subject_org_id=filing.subject_org_id,
        system_ref=filing.system_ref,
        receipt=filing.receipt,
        consent=filing.consent,
        filed_at=filed_at,
        **{**author, **values},
    )
    advance(case, permit.verb, MOVES)
    statement = part(permit, Statement, case, title=filing.title, body=filing.body, lang=filing.lang)
    parts: list[Governed] = [statement, *attached(permit, case, statement, filing.files)]
    if any(value not in _NOTHING for value in filing.particulars.values()):
        parts.append(part(permit, Particulars, case, **_plain(filing.particulars), lang=filing.lang))
    if filing.name or filing.contact or filing.speaks.get("standing", "self") != "self":
        parts.append(_complainant(permit, case, filing))
    return case, parts


def _complainant(permit: Permit[None], case: Case, filing: Filing) -> Complainant:
    if filing.seal is None:
        raise TypeError("an identity is kept under a seal or not at all")
    said = dict(filing.speaks)
    complainant = part(permit, Complainant, case)
    complainant.standing, complainant.headcount = said.pop("standing", "self"), said.pop("headcount", None)
    identity = Identity(filing.name, filing.contact, **said)
    complainant.sealed = sealed_identity(filing.seal, complainant.ref, identity)
    return complainant


_NOTHING: tuple[Any, ...] = ("", "unknown", None, [])
_LISTS = ("harms", "affected", "vulnerable", "links", "measures")


def _plain(particulars: Mapping[str, Any]) -> dict[str, Any]:
    return {**{name: [] for name in _LISTS}, **particulars}


def file(permit: Permit[None], filing: Filing) -> Case:
    """Somebody files a matter; the intake centre has it now. Raises Denied for a kind that is not theirs to file."""
    if not permit.allows(MAY_FILE[filing.matter]):
        raise Denied(MAY_FILE[filing.matter])
    clocks.look_up(permit.session, "acceptance")  # before the number, for which the next filing waits
    case, parts = opened(permit, filing, now(), handler_org_id=filing.intake_org_id)
    clocks.start(permit.session, case, "acceptance", "filed")
    _count_awareness(permit, case, filing.particulars)
    record(permit, case, *parts, **facts_of(filing, parts))
    return case


def facts_of(filing: Filing, parts: list[Governed]) -> dict[str, Any]:
    """Return the facts of a filing's event. `filed` is what the receipt proves: the digest of words and files."""
    statement = next(row for row in parts if isinstance(row, Statement))
    files = (row for row in parts if isinstance(row, Attachment))
    digest = digest_of(filed(statement, filing.category, files))
    subject = {"category": filing.category, "subject_org": filing.subject_org_id}
    return {"matter": filing.matter, **subject, "filed": digest}


def _count_awareness(permit: Permit[None], case: Case, facts: Mapping[str, Any]) -> None:
    """Count how soon an enterprise has reported a serious incident: from the day it was aware, until now.

    EU AI Act, art. 73: 15 days (2), 10 after a death (4), 2 where critical infrastructure is disrupted (3).
    """
    if case.matter != "incident" or not facts.get("serious") or not facts.get("aware_on"):
        return
    code = "incident_eu_wide" if facts["serious"] == "infrastructure" else "incident_eu"
    code = "incident_eu_death" if "death" in facts.get("harms", ()) else code
    aware = start_of(facts["aware_on"])
    clocks.start(permit.session, case, code, "aware", at=aware, org_id=case.author_org_id)
    clocks.meet(permit.session, case, code)


def bring_in(permit: Permit[None], entry: Record) -> Case:
    """A case handled elsewhere comes in with the state it reached and the times it had."""
    came = {"source": entry.source, "topic": entry.topic, "channel": "import"}
    case, parts = opened(permit, entry.filing, entry.filed_at, handler_org_id=entry.handler_org_id, **came)
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
