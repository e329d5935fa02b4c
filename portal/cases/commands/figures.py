"""What happens to figures: fixed by the clock when a quarter is over, counted again when something was wrong.

And to the formula by which they are made: every change is a new edition, for quarters that have not begun.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from portal.access import CLOCK, Gate, Permit, Refused, advance
from portal.cases import queries
from portal.cases.model import MOVES
from portal.cases.model.figures import Figures, Formula, Quarter
from portal.cases.queries.hiding import Shown, Thresholds, shown
from portal.cases.verbs import FiguresVerb
from portal.i18n import N_
from portal.ledger import canonical, record
from portal.store import Store


@dataclass(frozen=True, slots=True)
class FormulaWording:
    """What an edition of the formula says; see Formula."""

    excluded: list[str]
    resolved: list[str]
    satisfied: int
    basically: int
    response: int
    resolution: int
    satisfaction: int
    least: int
    fewest: int
    basis_zh: str
    basis_en: str
    valid_from: date


def fix_due(store: Store, gate: Gate) -> None:
    """Let the clock fix every quarter that is over and has not been fixed: an indexed look, and nothing else mostly."""
    with store.reading() as session:
        due = queries.to_fix(gate.admit(session, CLOCK, FiguresVerb.FIX))
    if due:
        with store.writing() as session:
            fix_all(session, gate)


def fix_all(session: Session, gate: Gate) -> None:
    """Fix in this transaction every quarter that is over and has not been fixed, the earliest first."""
    permit = gate.admit(session, CLOCK, FiguresVerb.FIX)
    for quarter in queries.to_fix(permit):
        fix(permit, quarter)


def fix(permit: Permit[None], quarter: Quarter) -> Figures:
    """The clock fixes the figures of a quarter, by the formula that was in force when it began."""
    formula = queries.formula_of(permit, quarter)
    figures = _figures(quarter, formula, 1, _shown(permit, quarter, formula, []))
    advance(figures, permit.verb, MOVES)
    record(permit, figures, **_facts(figures))
    return figures


def correct(permit: Permit[Figures], ground: str) -> Figures:
    """An operator has a quarter counted again; what was fixed stays beside it. Refused when nothing changes."""
    old, quarter = permit.subject, queries.quarter_of(permit.subject.quarter)
    advance(old, permit.verb, MOVES)
    formula = queries.formula_of(permit, quarter)
    earlier = [_read(figures.lines) for figures in queries.fixed(permit, [old.quarter])]
    new = _figures(quarter, formula, old.revision + 1, _shown(permit, quarter, formula, earlier))
    if new.lines == old.lines:
        raise Refused("", N_("Counted again, the figures are the same."))
    new.status, new.ground, new.author_id = "fixed", ground, permit.actor.id
    record(permit, old, new, ground=ground, **_facts(new))
    return new


def _shown(permit: Permit[Any], quarter: Quarter, formula: Formula, earlier: list[Shown]) -> Shown:
    return shown(
        queries.counted(permit, quarter, formula), Thresholds(formula.least, formula.fewest), earlier
    )


def _figures(quarter: Quarter, formula: Formula, revision: int, found: Shown) -> Figures:
    return Figures(
        ref=f"figures-{quarter.code}-{revision}",
        status="",
        quarter=quarter.code,
        revision=revision,
        formula=formula.edition,
        lines=[{"org": org, **cells} for org, cells in found.items()] if len(found) > 1 else [],
    )


def _read(lines: list[Any]) -> Shown:
    return {line["org"]: {name: many for name, many in line.items() if name != "org"} for line in lines}


def _facts(figures: Figures) -> dict[str, Any]:
    """Return what the ledger keeps: a digest of all that was published, so that nobody can change it unseen."""
    digest = hashlib.sha256(canonical({"lines": figures.lines})).hexdigest()
    return {
        "quarter": figures.quarter,
        "revision": figures.revision,
        "formula": figures.formula,
        "digest": digest,
    }


def enact(permit: Permit[Formula], wording: FormulaWording) -> Formula:
    """An operator writes the next edition of the formula; the quarters before it keep the one they began under."""
    old = permit.subject
    advance(old, permit.verb, MOVES)
    if wording.valid_from <= old.valid_from:
        raise Refused("valid_from", N_("It must come into force after the edition before it."))
    old.valid_until, edition = wording.valid_from, old.edition + 1
    values = {name: getattr(wording, name) for name in FormulaWording.__slots__}
    who = {"author_id": permit.actor.id, "lang": old.lang, "status": "in_force"}
    new = Formula(ref=f"rates-{edition}", edition=edition, **who, **values)
    record(permit, old, new, edition=edition, valid_from=wording.valid_from.isoformat())
    return new
