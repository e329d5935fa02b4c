"""Who will see what of a case, asked of the policy itself, so that what people are told cannot differ from what is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from portal.access import VISITOR, Actor, Gate, Kind, Role, badges, meets
from portal.cases.model import (
    MAY_FILE,
    Case,
    Complainant,
    Message,
    Note,
    Part,
    Particulars,
    Statement,
    Summary,
)
from portal.cases.verbs import (
    CaseVerb,
    ComplainantVerb,
    MessageVerb,
    NoteVerb,
    ParticularsVerb,
    StatementVerb,
    SummaryVerb,
)
from portal.i18n import N_
from portal.identity.people import with_receipts

# An example: ids that nothing else has, for everybody who could have to do with a case.
_AUTHOR, _INTAKE, _HANDLER, _SUBJECT, _OTHER, _RECEIPT = -1, -2, -3, -4, -5, "example"
READERS: Mapping[str, tuple[Actor, ...]] = {
    N_("everybody, once it is published"): (),
    N_("everybody"): (VISITOR,),
    N_("you, with your account or your query code"): (
        Actor(Kind.CITIZEN, _AUTHOR),
        with_receipts(VISITOR, [_RECEIPT]),
    ),
    N_("everybody at the intake centre"): (Actor(Kind.AGENCY, -10, _INTAKE, Role.MEMBER),),
    N_("the officers of the intake centre"): (Actor(Kind.AGENCY, -11, _INTAKE, Role.OFFICER),),
    N_("everybody at the department that handles it"): (Actor(Kind.AGENCY, -12, _HANDLER, Role.MEMBER),),
    N_("the officers of the department that handles it"): (Actor(Kind.AGENCY, -13, _HANDLER, Role.OFFICER),),
    N_("other departments"): (Actor(Kind.AGENCY, -14, _OTHER, Role.ADMIN),),
    N_("the enterprise it is about"): (Actor(Kind.ENTERPRISE, -15, _SUBJECT, Role.ADMIN),),
    N_("other enterprises and associations"): (Actor(Kind.ASSOCIATION, -16, -6, Role.ADMIN),),
    N_("those who run the portal"): (Actor(Kind.OPERATOR, -17), Actor(Kind.AUDITOR, -18)),
}
# Whoever is told of in the first group need not be told of in the second.
_INCLUDES = {
    "the officers of the intake centre": "everybody at the intake centre",
    "the officers of the department that handles it": "everybody at the department that handles it",
}
_PUBLIC = ("everybody, once it is published", "everybody")
PARTS: Mapping[str, tuple[type[Case | Part], Any]] = {
    N_("That there is such a case, and how far it has come"): (Case, CaseVerb.READ),
    N_("What you write happened"): (Statement, StatementVerb.READ),
    N_("The facts you tick: harm, severity, who is affected"): (Particulars, ParticularsVerb.READ),
    N_("That you gave a name, which itself stays sealed"): (Complainant, ComplainantVerb.READ),
    N_("Messages between you and the departments"): (Message, MessageVerb.READ),
    N_("Internal notes of the departments"): (Note, NoteVerb.READ),
    N_("The published summary"): (Summary, SummaryVerb.READ),
}


_SHOWN: Mapping[type[Case | Part], str] = {Summary: "published"}


@dataclass(frozen=True, slots=True)
class _Example:
    """A database that has one case in it."""

    case: Case

    def get(self, _model: object, _id: object, **_options: object) -> Case:
        """Return the case."""
        return self.case

    def scalars(self, _query: object, _values: object = None) -> list[Any]:
        """Return nothing: nothing hangs on the case."""
        return []


def readers(gate: Gate) -> list[tuple[str, list[str]]]:
    """Return, for each part of a case, its name and who reads it, as message ids, by the gate's own policy."""
    return [(part, _of_part(gate, model, verb)) for part, (model, verb) in PARTS.items()]


def of_people(gate: Gate) -> frozenset[str]:
    """Return the kinds of matter that anybody may file without an organisation, by the gate's own policy."""
    tests = {matter: gate.policy[verb].test for matter, verb in MAY_FILE.items()}
    return frozenset(matter for matter, test in tests.items() if test is not None and test(VISITOR))


def _of_part(gate: Gate, model: type[Case | Part], verb: Any) -> list[str]:
    kept, published = (_reading(gate, model, verb, published=state) for state in (False, True))
    if "everybody" in kept:
        return ["everybody"]
    told = [name for name in kept if _INCLUDES.get(name) not in kept]
    return [*told, _PUBLIC[0]] if "everybody" in published else told


def _reading(gate: Gate, model: type[Case | Part], verb: Any, *, published: bool) -> list[str]:
    case = Case(id=-1, author_id=_AUTHOR, receipt=_RECEIPT, published=published, consent=True, matter="complaint",
                intake_org_id=_INTAKE, handler_org_id=_HANDLER, subject_org_id=_SUBJECT)  # fmt: skip
    row: Any = (
        case
        if model is Case
        else model(id=-1, case_id=-1, author_id=_AUTHOR, status=_SHOWN.get(model, "kept"))
    )
    rule = gate.policy[verb].words
    words = rule(_Example(case), row) if rule else frozenset()  # type: ignore[arg-type]  # an example of one
    return [name for name, actors in READERS.items() if any(meets(words, badges(actor)) for actor in actors)]
