"""What follows from a notice: words to find it by, whom to tell, its line in a list, what waits for whom."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any

from sqlalchemy.orm import Session

from portal.access import Permit, trusted
from portal.i18n import N_, _, bilingual
from portal.identity import circles
from portal.identity.people import members_of
from portal.ledger import Event
from portal.notices import queries
from portal.notices.model import NATURES, OUTCOMES, PARTS, STATUSES, TONES, URGENCIES, Feedback, Notice, Part
from portal.notices.verbs import FeedbackVerb, NoticeVerb
from portal.slice import Card, Found, PartOf, Place, Task, Wording, parts_query
from portal.web.prose import plain

WORDS: dict[Any, Wording] = {
    NoticeVerb.DRAFT: Wording(N_("Draft a notice"), N_("The draft has been kept."), N_("drafted the notice")),
    NoticeVerb.EDIT: Wording(
        N_("Edit the draft"), N_("The draft has been changed."), N_("changed the draft")
    ),
    NoticeVerb.ISSUE: Wording(
        N_("Issue"), N_("The notice has been issued."), N_("issued the notice"), "green", open=True
    ),
    NoticeVerb.ACKNOWLEDGE: Wording(
        N_("Acknowledge"), N_("Your organisation has acknowledged the notice."), N_("acknowledged the notice")
    ),
    NoticeVerb.FEEDBACK: Wording(N_("Report back"), N_("Your report has been sent."), N_("reported back")),
    NoticeVerb.WITHDRAW: Wording(
        N_("Withdraw"), N_("The notice has been withdrawn."), N_("withdrew the notice"), "red", open=True
    ),
    NoticeVerb.BRING_IN: Wording(
        N_("Bring in"), N_("Brought in."), N_("brought the notice in from another system"), open=True
    ),
}
# In the order in which a page offers them.
BUTTONS = (
    NoticeVerb.ISSUE,
    NoticeVerb.EDIT,
    NoticeVerb.ACKNOWLEDGE,
    NoticeVerb.FEEDBACK,
    NoticeVerb.WITHDRAW,
)
# What the issuer did before issuing is told to the issuer alone.
INTERNAL = (NoticeVerb.DRAFT, NoticeVerb.EDIT)


def place(ref: str, anchor: str = "") -> Place:
    """Return where a notice is shown."""
    return Place("notices.read", {"ref": ref}, anchor)


def _orgs(notice: Notice) -> tuple[int, ...]:
    issuer = (notice.author_org_id,) if notice.author_org_id else ()
    return (*issuer, *(subject.org_id for subject in notice.subjects))


def document(_session: Session, notice: Notice) -> Found:
    """A notice is found by its title, its text and the words of its class."""
    words = bilingual(NATURES.get(notice.nature, ""), URGENCIES.get(notice.urgency, ""))
    text = f"{plain(notice.body)}\n{words} {notice.case_ref}"
    return Found(
        title=notice.title,
        text=text,
        organisations=_orgs(notice),
        moment=notice.dated_at,
        lang=notice.lang,
        group=("notice", notice.id),
        reference=notice.ref,
        codes=(notice.nature,),
    )


def feedback_document(session: Session, part: Feedback) -> Found:
    """Feedback is found by its own words, and leads to its notice."""
    notice = session.get_one(Notice, part.notice_id)
    orgs = (part.author_org_id,) if part.author_org_id else ()
    text = f"{part.body}\n{bilingual(OUTCOMES.get(part.outcome, ''))}"
    return Found("", text, orgs, part.created_at, part.lang, ("notice", notice.id), notice.ref)


def no_document(_session: Session, _part: Part) -> None:
    """That somebody took note is not searched for."""
    return


_PARTS = trusted(parts_query(PARTS, "notice_id"), "consumer")


def parts(session: Session, notice_ids: Collection[int]) -> Iterable[PartOf]:
    """Name every answer to these notices: their readers depend on who issued it."""
    return ((row, kind, part) for row, kind, part in session.execute(_PARTS, {"of": list(notice_ids)}))


def card(notice: Notice, text: str = "") -> Card:
    """Return a notice's line in a list."""
    return Card(
        notice.title,
        place(notice.ref),
        notice.ref,
        NATURES[notice.nature],
        STATUSES[notice.status],
        TONES[notice.status],
        notice.dated_at,
        notice.lang,
        notice.author_org_id,
        text,
    )


def cards(permit: Permit[Any], ids: list[int]) -> dict[int, Card]:
    """Return the notices among `ids` the reader may read, as lists show them."""
    query = permit.visible(NoticeVerb.READ).where(Notice.id.in_(ids))
    return {notice.id: card(notice, plain(notice.body)) for notice in permit.session.scalars(query)}


def feedback_cards(permit: Permit[Any], ids: list[int]) -> dict[int, Card]:
    """Return the feedback among `ids` the reader may read, under its notice's title if they may read that."""
    shown = list(permit.session.scalars(permit.visible(FeedbackVerb.READ).where(Feedback.id.in_(ids))))
    query = permit.visible(NoticeVerb.READ).where(Notice.id.in_({part.notice_id for part in shown}))
    notices = {notice.id: notice for notice in permit.session.scalars(query)}
    return {part.id: _feedback_card(part, notices.get(part.notice_id)) for part in shown}


def _feedback_card(part: Feedback, notice: Notice | None) -> Card:
    if notice is not None:
        return card(notice, part.body)
    where = Place("notices.browse", {})  # the writer has left the circle that reads the notice itself
    label, when = N_("Feedback"), part.created_at
    return Card(_(label), where, "", label, N_("Sent"), "grey", when, "", part.author_org_id, part.body)


def no_cards(_permit: Permit[Any], _ids: list[int]) -> dict[int, Card]:
    """Acknowledgements stand on their notice's page only."""
    return {}


def addressees(session: Session, event: Event) -> Iterable[int]:
    """Tell the recipients what is issued and withdrawn, and the issuer who acknowledges and reports."""
    notice = session.get(Notice, event.subject_id)
    if notice is None:
        return
    if event.verb in (NoticeVerb.ACKNOWLEDGE, NoticeVerb.FEEDBACK):
        yield from members_of(session, [notice.author_org_id])
    elif event.verb in (NoticeVerb.ISSUE, NoticeVerb.WITHDRAW):
        found = circles.reach(session, _recipients(notice))
        yield from members_of(session, (circle.org_id for circle in found.circles))


def _recipients(notice: Notice) -> frozenset[str]:
    """Return the audience words of those the notice is addressed to; a public one also finds its subjects."""
    words = {f"org:{notice.author_org_id}"} if notice.author_org_id else set()
    words |= {f"org:{share.org_id}" for share in notice.shares}
    words |= {f"group:{share.group_id}" for share in notice.group_shares}
    if notice.level in ("gov", "public"):
        words.add("agencies")
    if notice.level == "public":
        words |= {f"org:{subject.org_id}" for subject in notice.subjects}
    return frozenset(words)


def waiting(permit: Permit[Any]) -> list[Task]:
    """What waits in notices: for recipients to acknowledge, for issuers their drafts."""
    if not permit.actor.is_officer:
        return []
    asked, begun = queries.unacknowledged(permit), queries.drafts(permit)
    tasks = [
        Task(n.title, place(n.ref), n.ref, N_("Acknowledge it"), n.issued_at or n.dated_at, n.ack_due_on)
        for n in asked
    ]
    return tasks + [Task(n.title, place(n.ref), n.ref, N_("Finish and issue it"), n.dated_at) for n in begun]
