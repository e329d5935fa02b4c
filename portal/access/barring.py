"""A rule about whom a row is closed to by name."""

from __future__ import annotations

from typing import Any

from sqlalchemy import exists, true

from portal.access.actor import Actor
from portal.access.rules import Clause, Model, Rule
from portal.store import Attached


def unless(name: str, model: type[Attached]) -> Rule:
    """Let everybody but the persons who hang on the row by `model`, which has a column `account_id`."""
    row_of: Any = model

    def clause(actor: Actor, row: Model) -> Clause:
        here = row_of.kind == row.kind, row_of.subject_id == row.id
        return ~exists().where(*here, row_of.account_id == actor.id) if actor.id is not None else true()

    return Rule(f"not {name}", clause)
