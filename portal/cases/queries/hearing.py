"""What is said between enterprise and complainant, for one reader."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from portal.access import Permit
from portal.cases.model import Allegation, Case, Contest, Correction, Part, Response, Summary
from portal.cases.queries.lists import titled
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
    case = permit.subject
    if case.heard_org_id is None:
        return Hearing()

    def of(verb: Any, model: Any) -> list[Any]:
        query = permit.visible(verb).where(model.case_id == case.id).order_by(model.id)
        return list(permit.session.scalars(query))

    allegations = of(AllegationVerb.READ, Allegation)
    return Hearing(
        allegations[0] if allegations else None,
        tuple(of(ResponseVerb.READ, Response)),
        tuple(of(ContestVerb.READ, Contest)),
        tuple(of(CorrectionVerb.READ, Correction)),
    )


def corrigible(permit: Permit[Case], about: str) -> Allegation | Summary | None:
    """Return the text about an enterprise that it wants corrected."""
    verb, model = (AllegationVerb.READ, Allegation) if about == "allegation" else (SummaryVerb.READ, Summary)
    case_id: Any = model.case_id
    found: Allegation | Summary | None = permit.session.scalar(
        permit.visible(verb).where(case_id == permit.subject.id)
    )
    return found


def to_reply(permit: AnyPermit, limit: int = 50) -> list[tuple[Case, str]]:
    """Return the cases that wait for the answer of the actor's enterprise, most urgent first."""
    return _mine(permit, CaseVerb.REPLY, Case.status == "awaiting_company", limit)


def to_correct(permit: AnyPermit, limit: int = 50) -> list[tuple[Case, str]]:
    """Return the cases in which a demand for correction waits for the actor, most urgent first."""
    return _mine(permit, CaseVerb.DECIDE_CORRECTION, Case.correcting, limit)


def _mine(permit: AnyPermit, verb: CaseVerb, condition: Any, limit: int) -> list[tuple[Case, str]]:
    query = titled(permit).where(permit.clause(verb), condition).order_by(Case.due_on, Case.id).limit(limit)
    return [(case, title) for case, title in permit.session.execute(query)]
