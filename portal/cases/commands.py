"""What happens to cases. One function per verb: check the state, change the rows, record the action."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, TypeVar

from portal.access import Permit, Refused, advance
from portal.cases.model import MOVES, Case, Complainant, Message, Note, Part, Statement, Summary
from portal.clocks import add_working_days
from portal.i18n import N_, local
from portal.ledger import record
from portal.store import now, number_for, random_reference

# Whether a complaint is accepted is decided within 7 working days (SAMR measures on complaints, art. 14);
# 15 working days is the city's own time for handling it.
ACCEPT_DAYS, HANDLE_DAYS = 7, 15
CasePermit = Permit[Case]
P = TypeVar("P", bound=Part)


@dataclass(frozen=True, slots=True)
class Filing:
    """Everything a complaint consists of when it is filed. `receipt` is the keyed hash of the query code."""

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


def _due(days: int) -> date:
    return add_working_days(local(now()).date(), days)


def _part(permit: Permit[Any], model: type[P], case: Case, **values: Any) -> P:
    who = {"author_id": permit.actor.id, "author_org_id": permit.actor.org_id}
    return model(ref=random_reference(), status="kept", case=case, **who, **values)


def _open(permit: Permit[None], filing: Filing, filed_at: datetime, **values: Any) -> tuple[Case, list[Part]]:
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
    parts: list[Part] = [
        _part(permit, Statement, case, title=filing.title, body=filing.body, lang=filing.lang)
    ]
    if filing.name or filing.contact:
        parts.append(_part(permit, Complainant, case, name=filing.name, contact=filing.contact))
    return case, parts


def file(permit: Permit[None], filing: Filing) -> Case:
    """Somebody complains; the intake centre has it now."""
    case, parts = _open(permit, filing, now(), handler_org_id=filing.intake_org_id, due_on=_due(ACCEPT_DAYS))
    record(permit, case, *parts, category=filing.category, subject_org=filing.subject_org_id)
    return case


def bring_in(permit: Permit[None], entry: Record) -> Case:
    """A case handled elsewhere comes in with the state it reached and the times it had."""
    came = {"source": entry.source, "topic": entry.topic, "channel": "import"}
    case, parts = _open(permit, entry.filing, entry.filed_at, handler_org_id=entry.handler_org_id, **came)
    if entry.answer:
        case.status, case.answered_at = "answered", entry.answered_at
        parts.append(_part(permit, Message, case, nature="answer", body=entry.answer, lang=entry.filing.lang))
    answered = entry.answered_at.isoformat() if entry.answered_at else None
    record(
        permit, case, *parts, source=entry.source, filed_at=entry.filed_at.isoformat(), answered_at=answered
    )
    return case


def accept(permit: CasePermit) -> Case:
    """The intake centre takes the case on."""
    case = permit.subject
    before = advance(case, permit.verb, MOVES)
    case.due_on = _due(HANDLE_DAYS)
    record(permit, case, before=before)
    return case


def refuse(permit: CasePermit, ground: str, body: str) -> Case:
    """The intake centre turns the case away on a ground from the list, and says why."""
    case = permit.subject
    before = advance(case, permit.verb, MOVES)
    case.ground, case.due_on = ground, None
    record(
        permit, case, _part(permit, Message, case, nature="message", body=body), before=before, ground=ground
    )
    return case


def dispatch(permit: CasePermit, handler_org_id: int) -> Case:
    """The case goes to the department that is to handle it."""
    case = permit.subject
    before = advance(case, permit.verb, MOVES)
    came_from, case.handler_org_id = case.handler_org_id, handler_org_id
    case.due_on = case.due_on or _due(HANDLE_DAYS)
    record(permit, case, before=before, from_org=came_from, to_org=handler_org_id)
    return case


def _say(permit: CasePermit, nature: str, body: str) -> Message:
    case = permit.subject
    before = advance(case, permit.verb, MOVES)
    said = _part(permit, Message, case, nature=nature, body=body)
    record(permit, case, said, before=before)
    return said


def progress(permit: CasePermit, body: str) -> Message:
    """The department says what it has done so far."""
    return _say(permit, "progress", body)


def message(permit: CasePermit, body: str) -> Message:
    """Complainant and department write to each other."""
    return _say(permit, "message", body)


def note(permit: CasePermit, body: str) -> Note:
    """The departments note something for themselves."""
    case = permit.subject
    advance(case, permit.verb, MOVES)
    written = _part(permit, Note, case, body=body)
    record(permit, case, written)
    return written


def answer(permit: CasePermit, body: str) -> Message:
    """The department gives its official answer."""
    permit.subject.answered_at = now()
    return _say(permit, "answer", body)


def close(permit: CasePermit, outcome: str, body: str = "") -> Case:
    """The department says how the case ended."""
    case = permit.subject
    before = advance(case, permit.verb, MOVES)
    case.outcome, case.due_on = outcome, None
    parts = [_part(permit, Message, case, nature="message", body=body)] if body else []
    record(permit, case, *parts, before=before, outcome=outcome)
    return case


def publish(permit: CasePermit, title: str, body: str) -> Summary:
    """The department publishes a redacted summary. Refused without the complainant's consent."""
    case = permit.subject
    advance(case, permit.verb, MOVES)
    if not case.consent:
        raise Refused("", N_("The complainant has not agreed to publication."))
    if case.published:
        raise Refused("", N_("A summary of this case has been published already."))
    case.published = True
    summary = _part(permit, Summary, case, title=title, body=body, lang=case.lang)
    record(permit, case, summary)
    return summary


def withdraw(permit: CasePermit, body: str = "") -> Case:
    """The complainant takes the complaint back."""
    case = permit.subject
    before = advance(case, permit.verb, MOVES)
    case.due_on = None
    parts = [_part(permit, Message, case, nature="message", body=body)] if body else []
    record(permit, case, *parts, before=before)
    return case
