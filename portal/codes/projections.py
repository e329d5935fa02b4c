"""What follows from a code: what finds it, whom to tell, its line in a list, what waits for whom."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.access import Permit, trusted
from portal.codes import queries
from portal.codes.model import EDITION_STATUSES, EDITION_TONES, STATUSES, TONES, Clause, Code, Edition
from portal.codes.verbs import CodeVerb
from portal.i18n import N_
from portal.identity.people import members_of
from portal.ledger import Event
from portal.slice import Card, Found, PartOf, Place, Task, Wording, parts_query
from portal.web.prose import plain

WORDS: dict[Any, Wording] = {
    CodeVerb.DRAFT: Wording(
        N_("Draft a code"),
        N_("The draft has been saved. Only your organisation sees it."),
        N_("began a draft"),
    ),
    CodeVerb.EDIT: Wording(N_("Edit the draft"), N_("The draft has been saved."), N_("edited the draft")),
    CodeVerb.PUBLISH: Wording(
        N_("Publish"), N_("The edition has been published."), N_("published an edition"), "green", open=True
    ),
    CodeVerb.REVISE: Wording(
        N_("Revise"), N_("A new draft has been made from the latest edition."), N_("began a revision")
    ),
    CodeVerb.WITHDRAW: Wording(
        N_("Withdraw the code"), N_("The code has been withdrawn."), N_("withdrew the code"), "red", open=True
    ),
}


def place(code: Code, edition: Edition | None = None) -> Place:
    """Return where a code is shown, or one edition of it that is not the latest published."""
    values = {"ref": code.ref}
    if edition is not None and edition.status != "published":
        values["edition"] = str(edition.number)
    return Place("codes.read", values)


def document(session: Session, edition: Edition) -> Found | None:
    """A code is found by the words of its latest edition, and at home by its draft's, never by older ones."""
    if edition.status == "superseded":
        return None
    code = session.get_one(Code, edition.code_id)
    query = (
        select(Clause)
        .where(Clause.kind == "edition", Clause.subject_id == edition.id)
        .order_by(Clause.position)
    )
    texts = [edition.preamble, edition.note]
    for clause in session.scalars(query):
        texts += [f"{clause.number} {clause.heading}", clause.body, clause.responsible, clause.measure]
    words = "\n".join(plain(text) for text in texts if text)
    orgs = (code.author_org_id,) if code.author_org_id else ()
    moment = edition.published_at or edition.created_at
    return Found(edition.title, words, orgs, moment, edition.lang, ("code", code.id), code.ref)


def no_document(_session: Session, _code: Code) -> None:
    """The words of a code are in its editions."""
    return


_PARTS = trusted(parts_query((Edition,), "code_id"), "consumer")


def parts(session: Session, code_ids: Collection[int]) -> Iterable[PartOf]:
    """Name every edition of these codes: their readers follow the code's."""
    return ((row, kind, part) for row, kind, part in session.execute(_PARTS, {"of": list(code_ids)}))


def cards(permit: Permit[Any], ids: list[int]) -> dict[int, Card]:
    """Return the codes among `ids` the reader may read, as lists show them."""
    query = permit.visible(CodeVerb.READ).where(Code.id.in_(ids))
    return {code.id: card(code) for code in permit.session.scalars(query)}


def card(code: Code) -> Card:
    """Return a code's line in a list."""
    when = code.published_at or code.created_at
    return _card(code.title, place(code), code, (STATUSES[code.status], TONES[code.status]), when)


def _card(title: str, where: Place, code: Code, tag: tuple[str, str], when: Any, text: str = "") -> Card:
    label = N_("Code of conduct")
    return Card(title, where, code.ref, label, *tag, when, code.lang, code.author_org_id, text)


def edition_cards(permit: Permit[Any], ids: list[int]) -> dict[int, Card]:
    """Return the editions among `ids` the reader may read, with their words for an excerpt: two queries."""
    found = queries.with_codes(permit, ids)
    words = _words(permit.session, [edition.id for edition, _code in found])
    return {edition.id: _edition_card(edition, code, words.get(edition.id, [])) for edition, code in found}


def _edition_card(edition: Edition, code: Code, words: list[str]) -> Card:
    tag = EDITION_STATUSES[edition.status], EDITION_TONES[edition.status]
    if edition.status == "published":
        tag = STATUSES[code.status], TONES[code.status]
    when = edition.published_at or edition.created_at
    text = plain("\n".join([edition.preamble, *words]))
    return _card(edition.title, place(code, edition), code, tag, when, text)


def _words(session: Session, edition_ids: list[int]) -> dict[int, list[str]]:
    query = select(Clause.subject_id, Clause.number, Clause.heading, Clause.body)
    query = query.where(Clause.kind == "edition", Clause.subject_id.in_(edition_ids))
    found: dict[int, list[str]] = {}
    for key, number, heading, body in session.execute(query.order_by(Clause.subject_id, Clause.position)):
        found.setdefault(key, []).append(f"{number} {heading}\n{body}")
    return found


def addressees(session: Session, event: Event) -> Iterable[int]:
    """Tell the organisation itself what it has published or withdrawn."""
    code = session.get(Code, event.subject_id)
    if code is not None and event.verb in (CodeVerb.PUBLISH, CodeVerb.WITHDRAW):
        yield from members_of(session, {code.author_org_id})


def waiting(permit: Permit[Any]) -> list[Task]:
    """What waits in codes: the drafts an officer's organisation has not published yet."""
    if not permit.actor.is_officer:
        return []
    what = N_("Finish the draft and publish it")
    found = queries.waiting(permit)
    return [Task(e.title, place(code, e), code.ref, what, e.created_at) for e, code in found]
