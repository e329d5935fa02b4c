"""What can be asked about other names. Every query starts from permit.visible()."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Select

from portal.access import Actor, Gate, Permit
from portal.terms.model import Synonym
from portal.terms.verbs import SynonymVerb


def browse(permit: Permit[Any]) -> Select[*tuple[Any, ...]]:
    """Select the rings the reader may know of, those in use first, in the order they were written."""
    return permit.visible(SynonymVerb.READ).order_by(Synonym.status, Synonym.id)


def rings(permit: Permit[Any]) -> tuple[str, ...]:
    """Return the lines in use, each of words that mean the same: one query."""
    return tuple(permit.asked(_in_use).scalars())


def _in_use(gate: Gate, actor: Actor) -> Select[*tuple[Any, ...]]:
    query = gate.visible(actor, SynonymVerb.READ).where(Synonym.status == "active").order_by(Synonym.id)
    return query.with_only_columns(Synonym.words)
