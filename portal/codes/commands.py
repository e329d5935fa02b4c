"""What happens to codes of conduct: one function per verb, which checks, changes the rows and records."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import flag_modified

from portal.access import IllegalMove, Permit, Refused, advance
from portal.codes import queries
from portal.codes.model import MOST_CLAUSES, MOVES, Clause, Code, Edition, EditionText, continued, in_order
from portal.i18n import N_
from portal.ledger import record
from portal.store import now, number_for, random_reference

CodePermit = Permit[Code]


def draft(permit: Permit[None], text: EditionText) -> Code:
    """An enterprise or an association begins a code; nobody outside it sees the draft."""
    who = {"author_id": permit.actor.id, "author_org_id": permit.actor.org_id, "lang": text.lang}
    code = Code(ref=number_for(permit.session, "K"), status="", title=text.title, **who)
    advance(code, permit.verb, MOVES)
    edition = _new_edition(permit, code, 1)
    _write(permit.session, edition, continued(text, ()))
    record(permit, code, edition, edition=1, clauses=len(text.clauses))
    return code


def edit(permit: CodePermit, text: EditionText) -> Edition:
    """The organisation rewrites its draft. Raises IllegalMove when there is none."""
    code = permit.subject
    advance(code, permit.verb, MOVES)
    edition = _draft_of(permit)
    standing = queries.clauses(permit, edition)
    _write(permit.session, edition, continued(text, [row.text() for row in standing]), standing)
    if code.status == "draft":
        code.title, code.lang = text.title, text.lang
    _touch(code)
    record(permit, code, edition, edition=edition.number, clauses=len(text.clauses))
    return edition


def publish(permit: CodePermit) -> Edition:
    """The draft becomes the code's latest edition, for everybody and for ever; the one before is superseded.

    Refused without clauses, and without a word on what changed when there is an edition before.
    """
    code, edition = permit.subject, _draft_of(permit)
    advance(code, permit.verb, MOVES)
    before = queries.latest(permit)
    clauses = queries.clauses(permit, edition)
    if not clauses:
        raise Refused("", N_("A code needs at least one clause before it can be published."))
    if before is not None and not edition.note:
        raise Refused("", N_("Say in the draft what changed and why before you publish it."))
    edition.status, edition.published_at = "published", now()
    code.title, code.lang, code.number = edition.title, edition.lang, edition.number
    code.published_at = edition.published_at
    if before is not None:
        before.status = "superseded"
    record(permit, code, edition, *([before] if before else []), edition=edition.number, clauses=len(clauses))
    return edition


def revise(permit: CodePermit) -> Edition:
    """A new draft starts from the latest published edition. Raises IllegalMove while there is one already."""
    code, latest = permit.subject, queries.latest(permit)
    advance(code, permit.verb, MOVES)
    if latest is None or queries.draft(permit) is not None:
        raise IllegalMove(f"{permit.verb} while a draft is open")
    edition = _new_edition(permit, code, latest.number + 1)
    _write(permit.session, edition, replace(queries.text(permit, latest), note=""))
    _touch(code)
    record(permit, code, edition, edition=edition.number)
    return edition


def withdraw(permit: CodePermit, reason: str) -> Code:
    """The organisation no longer stands by the code and says why; what it had promised stays readable."""
    code = permit.subject
    before = advance(code, permit.verb, MOVES)
    code.reason, code.withdrawn_at = reason, now()
    record(permit, code, before=before, edition=code.number)
    return code


def _draft_of(permit: CodePermit) -> Edition:
    found = queries.draft(permit)
    if found is None:
        raise IllegalMove(f"{permit.verb} without a draft")
    return found


def _touch(code: Code) -> None:
    """Count a change of the code's draft as a change of the code, whose version every form guards."""
    flag_modified(code, "title")


def _new_edition(permit: Permit[Any], code: Code, number: int) -> Edition:
    who = {"author_id": permit.actor.id, "author_org_id": permit.actor.org_id}
    return Edition(ref=random_reference(), status="draft", code=code, number=number, **who)


def _write(session: Session, edition: Edition, text: EditionText, standing: Sequence[Clause] = ()) -> None:
    """Let the edition say `text`, over the clauses that stand already. Raises Refused for too many."""
    if len(text.clauses) > MOST_CLAUSES:
        raise Refused("", N_("There are too many clauses."))
    edition.title, edition.preamble, edition.note, edition.lang = (
        text.title,
        text.preamble,
        text.note,
        text.lang,
    )
    for row in standing[len(text.clauses) :]:
        session.delete(row)
    for position, clause in enumerate(in_order(text.clauses)):
        row = standing[position] if position < len(standing) else _new_clause(session, edition, position)
        row.key, row.number, row.heading, row.body = clause.key, clause.number, clause.heading, clause.body
        row.responsible, row.measure = clause.responsible, clause.measure


def _new_clause(session: Session, edition: Edition, position: int) -> Clause:
    row = Clause(kind="edition", subject_id=edition.id, edition=edition, position=position)
    session.add(row)
    return row
