"""What is said between enterprise and complainant, for one reader."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select

from portal.access import Actor, Gate, Permit
from portal.cases.model import Allegation, Case, Contest, Correction, Part, Response, Summary
from portal.cases.queries.lists import MOST, listed, with_title
from portal.cases.queries.parts import rows_of
from portal.cases.verbs import (
    AllegationVerb,
    CaseVerb,
    ContestVerb,
    CorrectionVerb,
    ResponseVerb,
    SummaryVerb,
)

AnyPermit = Permit[Any]


@dataclass(frozen=True, slots=True)
class Hearing:
    """How an enterprise was heard, as far as the reader may read it."""

    allegation: Allegation | None = None
    responses: tuple[Response, ...] = ()
    contests: tuple[Contest, ...] = ()
    corrections: tuple[Correction, ...] = ()

    @property
    def all(self) -> list[Part]:
        """Every part, for the timeline."""
        first = [self.allegation] if self.allegation else []
        return [*first, *self.responses, *self.contests, *self.corrections]


def hearing(permit: Permit[Case]) -> Hearing:
    """Return how the enterprise was heard in the permit's case; no query where it was not."""
    if permit.subject.heard_org_id is None:
        return Hearing()
    allegations = rows_of(permit, AllegationVerb.READ, Allegation)
    return Hearing(
        allegations[0] if allegations else None,
        tuple(rows_of(permit, ResponseVerb.READ, Response)),
        tuple(rows_of(permit, ContestVerb.READ, Contest)),
        tuple(rows_of(permit, CorrectionVerb.READ, Correction)),
    )


def corrigible(permit: Permit[Case], about: str) -> Allegation | Summary | None:
    """Return the text about an enterprise that it wants corrected."""
    verb, model = (AllegationVerb.READ, Allegation) if about == "allegation" else (SummaryVerb.READ, Summary)
    case_id: Any = model.case_id
    found: Allegation | Summary | None = permit.session.scalar(
        permit.visible(verb).where(case_id == permit.subject.id)
    )
    return found


def to_reply(permit: AnyPermit) -> list[tuple[Case, str]]:
    """Return the cases that wait for the answer of the actor's enterprise, most urgent first."""
    return listed(permit, _to_reply)


def _to_reply(gate: Gate, actor: Actor) -> Select[*tuple[Any, ...]]:
    mine = gate.clause(actor, CaseVerb.REPLY), Case.status == "awaiting_company"
    return with_title(gate, actor).where(*mine).order_by(Case.due_on, Case.id).limit(MOST)


def to_correct(permit: AnyPermit) -> list[tuple[Case, str]]:
    """Return the cases in which a demand for correction waits for the actor, most urgent first."""
    return listed(permit, _to_correct)


def _to_correct(gate: Gate, actor: Actor) -> Select[*tuple[Any, ...]]:
    mine = gate.clause(actor, CaseVerb.DECIDE_CORRECTION), Case.correcting
    return with_title(gate, actor).where(*mine).order_by(Case.due_on, Case.id).limit(MOST)
