"""What can be asked about codes. Every query starts from permit.visible()."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Select, func, select

from portal.access import Actor, Denied, Gate, Permit
from portal.codes.model import Clause, Code, Edition, EditionText
from portal.codes.verbs import CodeVerb, EditionVerb

AnyPermit = Permit[Any]
CodePermit = Permit[Code]


def browse(permit: AnyPermit, status: str, org_id: int | None) -> Select[*tuple[Any, ...]]:
    """Select the visible codes, drafts first and then the latest, narrowed by status and organisation."""
    query = permit.visible(CodeVerb.READ)
    query = query.order_by(Code.published_at.is_not(None), Code.published_at.desc(), Code.id.desc())
    if status:
        query = query.where(Code.status == status)
    return query if org_id is None else query.where(Code.author_org_id == org_id)


def count_by(permit: AnyPermit, column: Any) -> dict[Any, int]:
    """Return how many visible codes have each value of a column: one query, whatever the number of codes."""
    query = permit.visible(CodeVerb.READ).with_only_columns(column, func.count()).group_by(column)
    return dict(permit.session.execute(query).all())


def editions(permit: CodePermit) -> list[Edition]:
    """Return the editions of the permit's code that its actor may read, newest first."""
    query = permit.visible(EditionVerb.READ).where(Edition.code_id == permit.subject.id)
    return list(permit.session.scalars(query.order_by(Edition.number.desc())))


def _in_status(permit: CodePermit, status: str) -> Edition | None:
    query = permit.visible(EditionVerb.READ).where(
        Edition.code_id == permit.subject.id, Edition.status == status
    )
    found: Edition | None = permit.session.scalar(query)
    return found


def draft(permit: CodePermit) -> Edition | None:
    """Return the draft edition of the permit's code, if there is one for its actor."""
    return _in_status(permit, "draft")


def latest(permit: CodePermit) -> Edition | None:
    """Return the latest published edition of the permit's code."""
    return _in_status(permit, "published")


def chosen(found: Sequence[Edition], asked: str, default: Edition | None = None) -> Edition:
    """Return the edition whose number was asked for; the default, or the latest published one, when none was.

    Raises Denied when it is not among those `found` for the reader.
    """
    if asked:
        default = next((edition for edition in found if str(edition.number) == asked), None)
    elif default is None:
        default = next(
            (edition for edition in found if edition.status == "published"), found[0] if found else None
        )
    if default is None:
        raise Denied(EditionVerb.READ)
    return default


def clauses(permit: AnyPermit, edition: Edition) -> list[Clause]:
    """Return the clauses of an edition the reader was given, in order."""
    query = select(Clause).where(Clause.kind == "edition", Clause.subject_id == edition.id)
    return list(permit.session.scalars(query.order_by(Clause.position)))


def text(permit: AnyPermit, edition: Edition) -> EditionText:
    """Return what an edition says, clauses and all."""
    said = tuple(clause.text() for clause in clauses(permit, edition))
    return EditionText(edition.title, edition.preamble, edition.note, said, edition.lang)


def waiting(permit: AnyPermit) -> list[tuple[Edition, Code]]:
    """Return the drafts that the actor can still publish, oldest first, with their codes: 50 at most."""
    return [(edition, code) for edition, code in permit.asked(_waiting)]


def _waiting(gate: Gate, actor: Actor) -> Select[*tuple[Any, ...]]:
    query = gate.visible(actor, EditionVerb.READ).join(Code, Code.id == Edition.code_id).add_columns(Code)
    drafts = Edition.status == "draft", Code.status != "withdrawn", gate.clause(actor, CodeVerb.PUBLISH)
    return query.where(*drafts).order_by(Edition.id).limit(50)


def with_codes(permit: AnyPermit, ids: Sequence[int]) -> list[tuple[Edition, Code]]:
    """Return the editions among `ids` that the reader may read, with their codes: one query."""
    query = permit.visible(EditionVerb.READ).join(Code, Code.id == Edition.code_id).add_columns(Code)
    query = query.where(Edition.id.in_(ids), permit.clause(CodeVerb.READ))
    return [(edition, code) for edition, code in permit.session.execute(query)]
