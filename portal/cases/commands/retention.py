"""How the prose of a case ends: kept for a court, erased by who complained, disposed of by two people."""

from __future__ import annotations

from typing import Any

from portal.access import IllegalMove, Refused, advance
from portal.cases.commands.parts import CasePermit, part
from portal.cases.model import (
    MOVES,
    Allegation,
    CallBack,
    Case,
    Closure,
    Complainant,
    Contest,
    Correction,
    Disclosure,
    Message,
    Note,
    Part,
    Particulars,
    Rating,
    Response,
    Review,
    Statement,
    Summary,
    Supporter,
)
from portal.cases.queries import all_said, retained
from portal.cases.verbs import (
    AllegationVerb,
    CallBackVerb,
    ClosureVerb,
    ComplainantVerb,
    ContestVerb,
    CorrectionVerb,
    MessageVerb,
    NoteVerb,
    ParticularsVerb,
    RatingVerb,
    ResponseVerb,
    ReviewVerb,
    StatementVerb,
)
from portal.files.commands import erase as erase_files
from portal.i18n import N_
from portal.ledger import record

_READS: dict[type[Part], Any] = {
    Statement: StatementVerb.READ,
    Particulars: ParticularsVerb.READ,
    Complainant: ComplainantVerb.READ,
    Message: MessageVerb.READ,
    Note: NoteVerb.READ,
    Closure: ClosureVerb.READ,
    CallBack: CallBackVerb.READ,
    Rating: RatingVerb.READ,
    Review: ReviewVerb.READ,
    Allegation: AllegationVerb.READ,
    Response: ResponseVerb.READ,
    Contest: ContestVerb.READ,
    Correction: CorrectionVerb.READ,
}
_PUBLIC = (Summary, Allegation, Response, Contest, Correction)  # what everybody reads of a published case
_PROSE = (
    "title",
    "body",
    "system_name",
    "done",
    "cause",
    "others_told",
    "remedy",
    "whereto",
    "answer",
    "appeal",
)
_HELD = N_(
    "This case is kept as it is for a court or an inquiry. Nothing of it can be erased while that lasts."
)


def hold(permit: CasePermit, reason: str) -> Case:
    """A department keeps everything as it is, for a court or an inquiry: nothing is erased while that lasts."""
    return _keep(permit, reason, held=True)


def release(permit: CasePermit, reason: str) -> Case:
    """The reason to keep everything has gone."""
    return _keep(permit, reason, held=False)


def _keep(permit: CasePermit, reason: str, *, held: bool) -> Case:
    case = permit.subject
    advance(case, permit.verb, MOVES)
    if case.held is held:
        raise IllegalMove(permit.verb)
    case.held = held
    record(permit, case, part(permit, Note, case, body=reason))
    return case


def erase(permit: CasePermit) -> Case:
    """Who complained has their words and their identity erased; that it happened stays in the ledger.

    What the departments wrote stays. Refused while the case is held.
    """
    case = permit.subject
    advance(case, permit.verb, MOVES)
    if case.held:
        raise Refused("", _HELD)
    own = [one for one in _parts(permit) if not isinstance(one, Note) and _is_theirs(case, one)]
    return _erase(permit, own)


def _is_theirs(case: Case, one: Part) -> bool:
    """Return whether who complained said this: signed in, as the holder of the receipt, or through an officer."""
    if isinstance(one, CallBack | Statement | Particulars | Complainant):
        return True
    return one.author_id == case.author_id and one.author_org_id == case.author_org_id


def propose_disposal(permit: CasePermit) -> Case:
    """The intake centre proposes that a case whose time has run out is disposed of. Refused while it is held."""
    case = permit.subject
    advance(case, permit.verb, MOVES)
    if case.held:
        raise Refused("", _HELD)
    if case.disposal_by_id is not None or case.erased or not retained(permit.session, case):
        raise IllegalMove(permit.verb)
    case.disposal_by_id = permit.actor.id
    record(permit, case)
    return case


def dispose(permit: CasePermit) -> Case:
    """Another person agrees: all words of the case are erased but what is published. Refused while it is held.

    Also those they may not read, such as what the complainant said of an ending that was the intake centre's own.
    """
    case = permit.subject
    advance(case, permit.verb, MOVES)
    if case.held:
        raise Refused("", _HELD)
    if case.disposal_by_id is None:
        raise IllegalMove(permit.verb)
    said = all_said(permit.session, case, (*_READS, Supporter, Disclosure, Summary))
    return _erase(permit, [one for one in said if not (case.published and isinstance(one, _PUBLIC))])


def keep(permit: CasePermit, reason: str) -> Case:
    """Another person says why the case is not disposed of."""
    case = permit.subject
    advance(case, permit.verb, MOVES)
    if case.disposal_by_id is None:
        raise IllegalMove(permit.verb)
    case.disposal_by_id = None
    record(permit, case, part(permit, Note, case, body=reason))
    return case


def _parts(permit: CasePermit) -> list[Part]:
    case = permit.subject
    found: list[Part] = []
    for model, verb in _READS.items():
        query: Any = permit.visible(verb).where(model.case_id == case.id).order_by(model.id)
        found += permit.session.scalars(query).all()
    return found


def _erase(permit: CasePermit, parts: list[Part]) -> Case:
    case = permit.subject
    for one in parts:
        one.status = "erased" if one.status == "kept" else one.status  # a request or a summary was decided on
        for column in _PROSE:
            if hasattr(one, column):
                setattr(one, column, "")
        if isinstance(one, Complainant):
            one.sealed = b""
    case.erased, case.disposal_by_id = True, None
    files = erase_files(permit.session, parts)
    record(permit, case, *parts, *files, erased=len(parts), files=len(files))
    return case
