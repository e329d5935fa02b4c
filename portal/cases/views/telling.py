"""What the parts of a case add to its timeline."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from portal.cases.model import (
    DECISIONS,
    NEXT_STEPS,
    OUTCOMES,
    REACHED,
    RELATIONS,
    SATISFACTIONS,
    UNLINKS,
    CallBack,
    Closure,
    Judged,
    Relation,
    Review,
)
from portal.cases.queries import Parts
from portal.cases.views.hearing import told
from portal.i18n import HTML_LANG, _
from portal.web.timeline import Told


def tell(files: Mapping[str, Any], part: Any) -> Told:
    """Return what a part adds: words people wrote are told in full, the rest stands on the page."""
    if part.kind in ("message", "note", "supporter"):
        hung = files.get(part.ref, ())
        return Told(
            part.body,
            internal=part.kind == "note",
            lang=HTML_LANG.get(part.lang, ""),
            anchor=part.ref,
            files=hung,
        )
    if isinstance(part, Closure):
        return Told("\n".join(ended(part)), anchor=part.ref)
    if isinstance(part, Judged):
        return Told("\n".join(heard(part)), anchor=part.ref)
    if isinstance(part, Review):
        found = [_(DECISIONS[part.decision])] if part.decision else []
        return Told("\n".join([*found, part.body]), anchor=part.ref)
    return Told("\n".join(_tied(part) if isinstance(part, Relation) else told(part)), anchor=part.ref)


def _tied(side: Relation) -> list[str]:
    """Return what a link says: what the case is to which other one, and why that was taken back."""
    ground = [_(UNLINKS[side.ground])] if side.ground else []
    return [f"{_(RELATIONS[side.nature])}: {side.other_ref}", *ground]


def ending(parts: Parts) -> dict[str, Any]:
    """Return how the case ended, for its page."""
    return {"closure": parts.closure, "ended": ended(parts.closure) if parts.closure else []}


def ended(closure: Closure) -> list[str]:
    """Return how a department closed a case, line by line: outcome, whereto, explanation, what is open now."""
    step = _(NEXT_STEPS[closure.next_step]) if closure.next_step else ""
    lines = [_(OUTCOMES[closure.outcome]), closure.whereto, closure.body, step]
    return [line for line in lines if line]


def heard(asked: Judged) -> list[str]:
    """Return what the complainant said of an ending, line by line."""
    if isinstance(asked, CallBack) and asked.reached != "yes":
        return [_(REACHED[asked.reached])]
    solved = _("The matter is solved.") if asked.solved else _("The matter is not solved.")
    return [solved, _(SATISFACTIONS[asked.satisfaction]), *([asked.body] if asked.body else [])]
