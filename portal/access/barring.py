"""Rules about whom a row is closed to by name."""

from __future__ import annotations

from typing import Any

from sqlalchemy import bindparam, exists, select, true
from sqlalchemy.orm import Session

from portal.access.actor import Actor
from portal.access.badges import bar
from portal.access.rules import NONE, Clause, Model, Rule, Words
from portal.store import Attached


def unless(name: str, model: type[Attached]) -> Rule:
    """Let everybody but the persons who hang on the row by `model`, which has a column `account_id`."""
    row_of: Any = model

    def clause(actor: Actor, row: Model) -> Clause:
        here = row_of.kind == row.kind, row_of.subject_id == row.id
        return ~exists().where(*here, row_of.account_id == actor.id) if actor.id is not None else true()

    return Rule(f"not {name}", clause)


def closed_to(rule: Rule, name: str, model: type[Attached], kind: str, column: str) -> Rule:
    """Let whom `rule` lets, but the persons who hang by `model` on the record of `kind` whose id stands in `column`.

    Unlike `unless` it can be said in words: each person adds a bar, which closes the row whatever else they wear. So
    a READ rule that has it must have it on every way in; what the public may read needs none, and has none.
    """
    row_of: Any = model
    asked = row_of.kind == kind, row_of.subject_id == bindparam("record")
    hanging = select(row_of.account_id).where(*asked)

    def clause(actor: Actor, row: Model) -> Clause:
        let = rule.clause(actor, row)
        here = row_of.kind == kind, row_of.subject_id == getattr(row, column)
        return let & ~exists().where(*here, row_of.account_id == actor.id) if actor.id is not None else let

    def words(session: Session, row: Any) -> Words:
        told = rule.words(session, row) if rule.words else NONE
        closed = session.scalars(hanging, {"record": getattr(row, column)}) if told else ()
        return told | {bar(account) for account in closed}

    return Rule(f"{rule.name}, but not {name}", clause, words if rule.words else None)
