"""Rows to test with: cases brought to a state by their own commands, and rows of every kind for the laws.

The laws ask `samples` for rows of each governed kind in each of its states, owned as the table OWNED says.
A new slice needs a line here only where the columns of its kinds do not follow the names of the others.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cache
from itertools import product
from typing import Any

from sqlalchemy import Boolean, Column, Connection, Date, Insert, Integer, LargeBinary, String, Table, insert
from sqlalchemy.orm import Session

import portal as house
from portal.access import Actor, Gate, GroupShare, Share, Verb
from portal.cases import commands
from portal.cases.commands import Filing, Heard
from portal.cases.model import Case, Involved, Recusal
from portal.cases.verbs import CaseVerb
from portal.identity.sealing import Seal
from portal.store import Governed, Json, now
from portal.store.rows import Instant
from tests.people import Portal, account_id, organisation_id

# --- cases, by their own commands ---

_STEPS: dict[str, list[tuple[str, CaseVerb, Callable[..., Any], tuple[Any, ...]]]] = {
    "received": [],
    "accepted": [("intake", CaseVerb.ACCEPT, commands.accept, ())],
    "refused": [("intake", CaseVerb.REFUSE, commands.refuse, ("in_court", "court", "A court has it."))],
    "needs_info": [("cyber", CaseVerb.ASK_INFO, commands.ask_info, ("When was it?",))],
    "appraisal": [("cyber", CaseVerb.APPRAISE, commands.appraise, ("hearing", "On Friday."))],
    "objected": [("cyber", CaseVerb.SEND_BACK, commands.send_back, ("not_our_duty", "It is a price."))],
    "appealed": [("amy", CaseVerb.APPEAL, commands.appeal, ("No court has it.",))],
    "withdrawn": [("amy", CaseVerb.WITHDRAW, commands.withdraw, ())],
    "dispatched": [("intake", CaseVerb.DISPATCH, commands.dispatch, (organisation_id("cyber"),))],
    "handling": [("cyber", CaseVerb.TAKE_UP, commands.take_up, ())],
    "answered": [("cyber", CaseVerb.ANSWER, commands.answer, ("It is settled.",))],
    "callback": [("cyber", CaseVerb.CLOSE, commands.close, (commands.Ending("resolved"),))],
    "closed": [("intake", CaseVerb.CALL_BACK, commands.call_back, (Heard("yes", True, True, "satisfied"),))],
}
_BEFORE = {"appealed": "refused", "needs_info": "handling", "appraisal": "handling", "objected": "handling"}
_WAY = ("accepted", "dispatched", "handling", "answered", "callback", "closed")


def filing(**changes: Any) -> Filing:
    """Return a complaint that can be filed as it is."""
    plain = {"title": "A dear ride", "body": "The price rose.", "category": "pricing", "consent": True}
    return Filing(**{**plain, "intake_org_id": organisation_id("intake"), "lang": "en", **changes})


def filed(portal: Portal, by: str = "amy", **changes: Any) -> str:
    """File a complaint; return its number."""
    with portal.store.writing() as session:
        return _filed(portal, session, portal.actor(by), **changes)


def _filed(portal: Portal, session: Session, who: Actor, **changes: Any) -> str:
    permit = portal.gate.admit(session, who, CaseVerb.FILE)
    return commands.file(permit, filing(seal=Seal(portal.settings.seal_keys), **changes)).ref


def _way_to(state: str) -> list[str]:
    """Return the states through which a case comes to a state, itself the last."""
    if state in _WAY:
        return [*_WAY[: _WAY.index(state) + 1]]
    return [*(_way_to(_BEFORE[state]) if state in _BEFORE else ()), state]


def case_in(portal: Portal, state: str, by: str = "amy", **changes: Any) -> str:
    """File a complaint of Amy's and bring it to a state, all in one transaction; return its number."""
    actors: dict[str, Actor] = {}
    with portal.store.writing() as session:
        ref = _filed(portal, session, portal.actor(by), **changes)
        for name in _way_to(state):
            for doer, verb, command, values in _STEPS[name]:
                session.flush()
                session.expunge_all()  # each step finds the case as the one before has left it
                actors[doer] = actors.get(doer) or portal.actor(doer)
                command(portal.gate.admit(session, actors[doer], verb, ref), *values)
    return ref


def do(
    portal: Portal, by: str, verb: Verb, ref: str | None, command: Callable[..., Any], *values: Any
) -> Any:
    """Let one of the cast do something in a transaction of its own."""
    with portal.store.writing() as session:
        return command(portal.gate.admit(session, portal.actor(by), verb, ref), *values)


def load(session: Session, model: type[Governed], ref: str) -> Any:
    """Return a row past the gate, as a consumer would."""
    session.info["consumer"] = "tests"
    return session.query(model).filter_by(ref=ref).one()


def case(portal: Portal, ref: str) -> Case:
    """Return a case as the database has it now."""
    with portal.store.reading() as session:
        found = load(session, Case, ref)
        session.expunge_all()
        return found


JOINT = 1  # the one sharing group of the cast: cyber and market
_STRANGERS = 1000  # account ids of people who are not of the cast


# --- rows of every kind, straight into their tables ---

OWNED: dict[str, int | str] = {
    "author_id": account_id("amy"),
    "account_id": account_id("amy"),
    "receipt": "receipt",
    "intake_org_id": organisation_id("intake"),
    "handler_org_id": organisation_id("cyber"),
    "subject_org_id": organisation_id("acme"),
    "heard_org_id": organisation_id("acme"),
    "org_id": organisation_id("acme"),
}
# The kinds below all slices, should none of them speak of their states.
IDENTITY = dict.fromkeys(("account", "organisation", "membership", "group"), ("active",))
# Kinds whose columns mean something else: values by column.
SPECIAL: dict[str, dict[str, Any]] = {
    "membership": {"role": "member"},
    "figures": {"quarter": "2026Q1"},
    "attachment": {"code": "txt", "room": "cases", "record_ref": "C-2026-000001"},
    "case": {"author_org_id": organisation_id("acme")},
    "code": {"author_org_id": organisation_id("acme")},
    "edition": {"author_org_id": organisation_id("acme")},
    "route": {"author_org_id": organisation_id("intake")},
    "template": {"author_org_id": organisation_id("cyber"), "purpose": "answer"},
    "evaluation": {"author_org_id": organisation_id("guild")},
    "reply": {"author_org_id": organisation_id("acme")},
    "disclosure": {"author_id": account_id("cyber")},
    "notice": {"author_org_id": organisation_id("cyber")},
    "watch": {"author_org_id": organisation_id("acme")},
    "acknowledgement": {"author_org_id": organisation_id("market")},
    "feedback": {"author_org_id": organisation_id("market")},
    "closure": {"outcome": "resolved"},
    "call_back": {"reached": "no"},
    "rating": {"satisfaction": "satisfied"},
    "response": {"position": "put_right"},
    "review": {"step": "asked"},
    "correction": {"about": "allegation", "step": "asked"},
}
# Columns on which rules depend besides the status: each value makes a row of its own.
VARIANTS: dict[str, dict[str, tuple[Any, ...]]] = {
    "case": {
        "consent": (True, False),
        "published": (False, True),
        "matter": ("complaint", "incident"),
    },
    "organisation": {"sort": ("agency", "enterprise")},
    "watch": {"shared": (False, True)},
    "relation": {"nature": ("same", "split_from")},
    "notice": {"level": ("org", "named", "group", "gov", "public")},
}

# Kinds that hang on parts of several kinds, by the reference of the part: the column of it and the kinds.
HUNG: dict[str, tuple[str, ...]] = {"attachment": ("statement", "message", "note")}


# Columns on which rules depend too, each with its value in one row more: all of them together would be too many rows.
ALONE: dict[str, dict[str, Any]] = {
    "case": {
        "extends": True,
        "escalated": True,
        "outcome": "promised",
        "correcting": True,
        "lead_id": 999_999,
    }
}


def states() -> dict[str, tuple[str, ...]]:
    """Return the states of each kind, as the slices name them."""
    kinds = [kind for capability in house.SLICES.values() for kind in capability.kinds]
    return {**IDENTITY, **{kind.model.kind: tuple(kind.statuses) or ("kept",) for kind in kinds}}


def parent_of(model: type[Governed]) -> tuple[str, Table] | None:
    """Return the column by which a part hangs on its record, and the record's table."""
    for column in model.__table__.columns:
        for key in column.foreign_keys:
            if "ref" in key.column.table.columns:
                return column.name, key.column.table
    return None


def insert_row(connection: Connection, model: type[Governed], **values: Any) -> int:
    """Insert one row of any kind past gate and ledger; columns without a value get a harmless one."""
    return insert_rows(connection, model, [values])[0]


def insert_rows(connection: Connection, model: type[Governed], rows: Iterable[dict[str, Any]]) -> list[int]:
    """Insert rows of a kind as `insert_row` does, hundreds by one statement; return their ids in this order."""
    columns = [column for column in model.__table__.columns if column.name != "id"]
    full = [
        {c.name: row[c.name] if c.name in row else _harmless(c, row["ref"]) for c in columns} for row in rows
    ]
    return list(connection.scalars(_into(model.__table__), full))


@cache
def _into(table: Table) -> Insert:
    return insert(table).returning(table.c.id, sort_by_parameter_order=True)


def _harmless(column: Column[Any], ref: str) -> Any:
    if column.nullable:
        return None
    if column.unique:
        return ref
    if column.default is not None and column.default.is_scalar:
        return column.default.arg
    kind = column.type
    plain: Iterable[tuple[Any, Any]] = (
        (Instant, now()),
        (Boolean, False),
        (Integer, 1),
        (Date, now().date()),
        (LargeBinary, b""),
        (type(Json), []),
        (String, "en" if column.name == "lang" else ""),
    )
    return next(value for sort, value in plain if isinstance(kind, sort))


@dataclass(frozen=True)
class Sample:
    """A row of a kind: what is particular to it and to the record it hangs on, and its receipt.

    `person` is the account it is about, where rows of its kind cannot all be about Amy.
    """

    id: int
    status: str
    traits: Mapping[str, str]
    receipt: str = ""
    person: int | None = None
    kind: str = ""
    ref: str = ""


def samples(connection: Connection, gate: Gate) -> dict[str, list[Sample]]:
    """Insert rows of every kind in every state and variant; return them by kind."""
    made: dict[str, list[Sample]] = {}
    wanted = states()
    while len(made) < len(wanted):
        for kind in wanted.keys() - made.keys():
            above = above_of(gate, kind)
            if made.keys() >= set(above):
                records = [record for name in above for record in made[name]]
                made[kind] = _rows(connection, gate.models[kind], wanted[kind], records)
    return made


def above_of(gate: Gate, kind: str) -> tuple[str, ...]:
    """Return the kinds on whose rows a row of this kind hangs: none, one, or several."""
    parent = parent_of(gate.models[kind])
    return HUNG.get(kind) or ((kind_of(gate, parent[1]),) if parent else ())


def hang(model: type[Governed], kind: str, key: int, ref: str) -> dict[str, Any]:
    """Return the columns by which a row of the model hangs on a row of that kind, id and reference."""
    if "other_ref" in model.__table__.columns:  # it points to a case, here to the very one it hangs on
        return {"case_id": key, "other_ref": ref}
    if model.kind in HUNG:
        return {"part_kind": kind, "part_ref": ref}
    parent = parent_of(model)
    return {parent[0]: key} if parent else {}


def kind_of(gate: Gate, table: Table) -> str:
    """Return the kind whose rows are in the table."""
    return next(kind for kind, model in gate.models.items() if model.__table__ is table)


def _rows(
    connection: Connection, model: type[Governed], statuses: Iterable[str], records: list[Sample]
) -> list[Sample]:
    wanted = enumerate(product(records or [None], statuses, _variants(model.kind)))
    rows, samples = zip(*(_row(model, number, *of) for number, of in wanted), strict=True)
    keys = insert_rows(connection, model, rows)
    if model.kind == "notice":  # addressed to market by name and through the group, whatever its level says
        _hang_on(connection, Share, "notice", keys, org_id=organisation_id("market"))
        _hang_on(connection, GroupShare, "notice", keys, group_id=JOINT)
    if model.kind == "case":
        asked = {"org_id": organisation_id("industry"), "asked_at": now(), "due_on": now().date()}
        _hang_on(connection, Involved, "case", keys, **asked)
        declared = {"account_id": account_id("intake_head"), "ground": "related", "since": now()}
        _hang_on(connection, Recusal, "case", keys, **declared)
    about_itself = model.kind == "account"
    return [
        replace(sample, id=key, person=key if about_itself else sample.person)
        for sample, key in zip(samples, keys, strict=True)
    ]


def _row(
    model: type[Governed], number: int, record: Sample | None, status: str, variant: Mapping[str, Any]
) -> tuple[dict[str, Any], Sample]:
    """Return the values of a row and what is particular to it, before it has an id."""
    kind = model.kind
    values = _owned(model) | variant | {"status": status, "ref": f"{kind}-{number}", "version": 1}
    if record:
        values |= hang(model, record.kind, record.id, record.ref)
    if "receipt" in values:
        values["receipt"] = f"{values['receipt']} {number}"
    if kind == "membership":
        values["account_id"] = _STRANGERS + number
    traits = dict(record.traits) if record else {}
    traits |= {"hangs on": record.kind} if record and kind in HUNG else {}
    traits |= {f"{kind} status": status} | {name: _said(name, value) for name, value in variant.items()}
    person = values["account_id"] if kind == "membership" else None
    return values, Sample(0, status, traits, values.get("receipt", ""), person, kind, values["ref"])


def _hang_on(connection: Connection, model: Any, kind: str, keys: Iterable[int], **values: Any) -> None:
    """Hang such a row on each of these rows of a kind."""
    connection.execute(insert(model), [{"kind": kind, "subject_id": key, **values} for key in keys])


def _variants(kind: str) -> list[dict[str, Any]]:
    columns, alone = VARIANTS.get(kind, {}), ALONE.get(kind, {})
    plain = [dict(zip(columns, values, strict=True)) for values in product(*columns.values())]
    off = {name: None if name.endswith("_id") else type(value)() for name, value in alone.items()}
    return [*(row | off for row in plain), *(plain[0] | off | {name: value} for name, value in alone.items())]


def _said(name: str, value: Any) -> str:
    told = isinstance(value, bool) or name.endswith("_id")
    return f"{'' if value else 'no '}{name}" if told else str(value)


def _owned(model: type[Governed]) -> dict[str, Any]:
    columns = model.__table__.columns
    plain = {name: value for name, value in OWNED.items() if name in columns}
    return plain | SPECIAL.get(model.kind, {})
