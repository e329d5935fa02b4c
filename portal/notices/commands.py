"""What happens to notices. One function per verb: check the state, change the rows, record the action."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar

from portal.access import GroupShare, Permit, Refused, Share, advance
from portal.clocks import calendar
from portal.i18n import N_, local
from portal.ledger import record
from portal.notices import queries
from portal.notices.model import MOVES, Acknowledgement, Feedback, Notice, Part, Subject
from portal.store import now, number_for, random_reference

NoticePermit = Permit[Notice]
P = TypeVar("P", bound=Part)
# What hangs on a notice: the model of each collection, and the column that says which one is meant.
_HANGING: dict[str, tuple[type[Any], str]] = {
    "shares": (Share, "org_id"),
    "group_shares": (GroupShare, "group_id"),
    "subjects": (Subject, "org_id"),
}


@dataclass(frozen=True, slots=True)
class Content:
    """Everything a draft says, its audience included: organisations and group by id.

    Departments count at the level `named` only, the group at the level `group`.
    """

    title: str
    body: str
    nature: str
    urgency: str = "routine"
    level: str = "org"
    departments: tuple[int, ...] = ()
    group_id: int | None = None
    subjects: tuple[int, ...] = ()
    ack_days: int = 0
    case_ref: str = ""


@dataclass(frozen=True, slots=True)
class Record:
    """A notice published elsewhere and brought in for everybody to read, with its day and its issuer."""

    title: str
    body: str
    nature: str
    source: str
    issued_at: datetime
    issuer_org_id: int | None = None
    subjects: tuple[int, ...] = ()
    urgency: str = "routine"
    lang: str = "zh-hans"


def draft(permit: Permit[None], content: Content, lang: str = "zh-hans") -> Notice:
    """An officer begins a notice that only their own organisation reads."""
    notice = _new(permit, lang)
    advance(notice, permit.verb, MOVES)
    _write(permit, notice, content)
    record(permit, notice, nature=content.nature, level=content.level)
    return notice


def edit(permit: NoticePermit, content: Content) -> Notice:
    """The draft, or whom it is meant for, changes."""
    notice = permit.subject
    advance(notice, permit.verb, MOVES)
    _write(permit, notice, content)
    record(permit, notice, nature=content.nature, level=content.level)
    return notice


def issue(permit: NoticePermit) -> Notice:
    """The draft goes out to its readers, and the time to acknowledge it begins."""
    notice = permit.subject
    before = advance(notice, permit.verb, MOVES)
    group = notice.group_shares[0].group_id if notice.group_shares else None
    _check_audience(permit, notice.level, bool(notice.shares), group)
    notice.issued_at = notice.dated_at = now()
    if notice.ack_days:
        notice.ack_due_on = calendar(permit.session).add(local(notice.issued_at).date(), notice.ack_days)
    to = [share.org_id for share in notice.shares]
    record(permit, notice, before=before, level=notice.level, to_orgs=to, to_group=group)
    return notice


def acknowledge(permit: NoticePermit, contact: str = "") -> Acknowledgement:
    """A recipient takes note, once for the whole organisation. Refused the second time."""
    notice = queries.held(permit)
    advance(notice, permit.verb, MOVES)
    if queries.has_acknowledged(permit):
        raise Refused("", N_("Your organisation has acknowledged this notice already."))
    part = _part(permit, Acknowledgement, notice, contact=contact)
    record(permit, notice, part)
    return part


def feedback(permit: NoticePermit, outcome: str, body: str) -> Feedback:
    """A recipient reports what it did."""
    notice = permit.subject
    advance(notice, permit.verb, MOVES)
    part = _part(permit, Feedback, notice, outcome=outcome, body=body)
    record(permit, notice, part, outcome=outcome)
    return part


def withdraw(permit: NoticePermit, reason: str) -> Notice:
    """The issuer takes the notice back; its readers still find it, with the reason."""
    notice = permit.subject
    before = advance(notice, permit.verb, MOVES)
    notice.reason, notice.withdrawn_at = reason, now()
    record(permit, notice, before=before)
    return notice


def bring_in(permit: Permit[None], entry: Record) -> Notice:
    """A notice that was published elsewhere comes in as it stands."""
    notice = _new(permit, entry.lang)
    advance(notice, permit.verb, MOVES)
    notice.author_org_id, notice.source, notice.level = entry.issuer_org_id, entry.source, "public"
    notice.title, notice.body, notice.nature, notice.urgency = (
        entry.title,
        entry.body,
        entry.nature,
        entry.urgency,
    )
    notice.issued_at = notice.dated_at = entry.issued_at
    _replace(notice, "subjects", entry.subjects)
    record(
        permit,
        notice,
        source=entry.source,
        issued_at=entry.issued_at.isoformat(),
        issuer_org=entry.issuer_org_id,
    )
    return notice


def _new(permit: Permit[None], lang: str) -> Notice:
    who = {"author_id": permit.actor.id, "author_org_id": permit.actor.org_id}
    return Notice(ref=number_for(permit.session, "N"), status="", lang=lang, **who)


def _part(permit: NoticePermit, model: type[P], notice: Notice, **values: Any) -> P:
    who = {"author_id": permit.actor.id, "author_org_id": permit.actor.org_id}
    return model(ref=random_reference(), status="kept", lang=notice.lang, notice=notice, **who, **values)


def _write(permit: Permit[Any], notice: Notice, content: Content) -> None:
    """Put the content into the draft; the audience keeps only what its level means, and never the issuer."""
    departments = set(content.departments) - {permit.actor.org_id} if content.level == "named" else set()
    group = content.group_id if content.level == "group" else None
    _check_audience(permit, content.level, bool(departments), group)
    for name in ("title", "body", "nature", "urgency", "level", "case_ref"):
        setattr(notice, name, getattr(content, name))
    notice.ack_days = content.ack_days if content.level != "org" else 0
    _replace(notice, "shares", departments)
    _replace(notice, "group_shares", {group} if group else set())
    _replace(notice, "subjects", content.subjects)
    notice.dated_at = now()  # the row changes even when only its audience did, so its version counts that too


def _check_audience(permit: Permit[Any], level: str, departments: bool, group: int | None) -> None:  # noqa: FBT001
    if level == "named" and not departments:
        raise Refused("departments", N_("Choose at least one department."))
    if level == "group" and group not in permit.actor.groups:
        raise Refused("group", N_("Choose a sharing group that your organisation belongs to."))


def _replace(notice: Notice, name: str, wanted: Collection[int]) -> None:
    """Let exactly the wanted rows hang on the notice, keeping those that are there already."""
    model, key = _HANGING[name]
    rows = getattr(notice, name)
    for row in [row for row in rows if getattr(row, key) not in wanted]:
        rows.remove(row)
    more = sorted(set(wanted) - {getattr(row, key) for row in rows})
    rows.extend(model(kind=notice.kind, subject_id=notice.id, **{key: one}) for one in more)
