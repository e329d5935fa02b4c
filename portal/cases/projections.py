"""What follows from a case: the words to find it by, whom to tell, its line in a list, what waits for whom."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.access import Permit, trusted
from portal.cases import queries
from portal.cases.model import (
    CATEGORIES,
    PARTS,
    STATUSES,
    TONES,
    Case,
    Message,
    Note,
    Part,
    Statement,
    Summary,
)
from portal.cases.verbs import CaseVerb, MessageVerb, NoteVerb, StatementVerb, SummaryVerb
from portal.i18n import N_, _, translate
from portal.identity.people import members_of
from portal.ledger import Event
from portal.slice import Card, Found, Place, Task, Wording

WORDS: dict[Any, Wording] = {
    CaseVerb.FILE: Wording(
        N_("File a complaint"), N_("Your complaint has been filed."), N_("filed the complaint"), open=True
    ),
    CaseVerb.BRING_IN: Wording(
        N_("Bring in"), N_("Brought in."), N_("brought the case in from another system"), open=True
    ),
    CaseVerb.ACCEPT: Wording(N_("Accept"), N_("The case has been accepted."), N_("accepted the case")),
    CaseVerb.REFUSE: Wording(
        N_("Do not accept"),
        N_("The case has been turned away."),
        N_("did not accept the case"),
        "red",
        open=True,
    ),
    CaseVerb.DISPATCH: Wording(
        N_("Dispatch"), N_("The case has been dispatched."), N_("dispatched the case to a department")
    ),
    CaseVerb.PROGRESS: Wording(
        N_("Add progress"), N_("The progress has been added."), N_("reported progress")
    ),
    CaseVerb.MESSAGE: Wording(
        N_("Write a message"), N_("Your message has been sent."), N_("wrote a message")
    ),
    CaseVerb.NOTE: Wording(N_("Add an internal note"), N_("The note has been kept."), N_("noted internally")),
    CaseVerb.ANSWER: Wording(
        N_("Answer"), N_("The answer has been sent."), N_("gave the official answer"), "green", open=True
    ),
    CaseVerb.CLOSE: Wording(
        N_("Close"), N_("The case has been closed."), N_("closed the case"), "green", open=True
    ),
    CaseVerb.PUBLISH: Wording(
        N_("Publish a summary"), N_("The summary has been published."), N_("published a summary"), open=True
    ),
    CaseVerb.WITHDRAW: Wording(
        N_("Withdraw the complaint"),
        N_("The complaint has been withdrawn."),
        N_("withdrew the complaint"),
        open=True,
    ),
}


def place(ref: str, anchor: str = "") -> Place:
    """Return where a case is shown."""
    return Place("cases.read", {"ref": ref}, anchor)


def _orgs(case: Case) -> tuple[int, ...]:
    return tuple(org for org in (case.handler_org_id, case.subject_org_id) if org)


def no_case_document(_session: Session, _case: Case) -> None:
    """A case has no words of its own: its statement and its summary are found as the case."""
    return


def part_document(session: Session, part: Part) -> Found:
    """A part is found by its own words and the case's number, and leads to its case."""
    case = session.get_one(Case, part.case_id)
    is_face = isinstance(part, Statement | Summary)
    text = (
        "\n".join((getattr(part, "body", ""), *_class_words(case))) if is_face else getattr(part, "body", "")
    )
    return Found(
        title=getattr(part, "title", ""),
        text=text,
        organisations=_orgs(case),
        moment=case.filed_at if is_face else part.created_at,
        lang=part.lang,
        group=("case", case.id),
        reference=case.ref,
        kind="case" if is_face else "",
        status=case.status if is_face else "",
    )


def _class_words(case: Case) -> tuple[str, ...]:
    label = CATEGORIES.get(case.category, case.category)
    return (label, translate(label, "zh-hans"), case.topic, case.district)


def no_document(_session: Session, _part: Part) -> None:
    """Identities are never searched."""
    return


def parts(session: Session, case_id: int) -> Iterable[tuple[str, int]]:
    """Name every part of a case: their readers follow the case's."""
    for model in PARTS:
        query = trusted(select(model.id).where(model.case_id == case_id), "consumer")
        yield from ((model.kind, key) for key in session.scalars(query))


def cards(permit: Permit[Any], ids: list[int]) -> dict[int, Card]:
    """Return the cases among `ids` the reader may read, as lists show them."""
    query = queries.titled(permit).where(Case.id.in_(ids))
    return {case.id: card(case, title) for case, title in permit.session.execute(query)}


def card(case: Case, title: str, text: str = "") -> Card:
    """Return a case's line in a list, under the title the reader may know it by."""
    return Card(
        title or _(CATEGORIES.get(case.category, case.category)),
        place(case.ref),
        case.ref,
        N_("Case"),
        STATUSES[case.status],
        TONES[case.status],
        case.filed_at,
        case.lang if title else "",
        case.handler_org_id,
        text,
    )


def _part_cards(model: type[Part], verb: Any) -> Any:
    def cards_of(permit: Permit[Any], ids: list[int]) -> dict[int, Card]:
        shown = list(permit.session.scalars(permit.visible(verb).where(model.id.in_(ids))))
        query = queries.titled(permit).where(Case.id.in_([part.case_id for part in shown]))
        cases = {case.id: (case, title) for case, title in permit.session.execute(query)}
        return {
            part.id: card(*cases[part.case_id], text=part.body) for part in shown if part.case_id in cases
        }

    return cards_of


statement_cards = _part_cards(Statement, StatementVerb.READ)
message_cards = _part_cards(Message, MessageVerb.READ)
note_cards = _part_cards(Note, NoteVerb.READ)
summary_cards = _part_cards(Summary, SummaryVerb.READ)


def no_cards(_permit: Permit[Any], _ids: list[int]) -> dict[int, Card]:
    """Identities are never listed."""
    return {}


def addressees(session: Session, event: Event) -> Iterable[int]:
    """Tell the complainant, the intake centre and the department that handles the case."""
    case = session.get(Case, event.subject_id)
    if case is None or event.verb == CaseVerb.BRING_IN:
        return
    if case.author_id is not None:
        yield case.author_id
    yield from members_of(session, {case.handler_org_id, case.intake_org_id})


def waiting(permit: Permit[Any]) -> list[Task]:
    """What waits in cases: for the department that has the next step."""
    if permit.actor.org_id is None:
        return []
    what = {
        "received": N_("Decide whether to accept it"),
        "accepted": N_("Dispatch it to a department"),
        "handling": N_("Handle and answer it"),
    }
    found = queries.waiting(permit)
    return [Task(title, place(c.ref), c.ref, what[c.status], c.filed_at, c.due_on) for c, title in found]
