"""A READ rule is said as a clause, as words, and once more for a whole table; here they are held against each other.

Random actors and random rows of every governed kind, straight into their tables: whoever's badges meet the
words of a row is whom the clause lets read it, and nobody else. Lists come from the clause, counts and
search from the words; where they differ, one of the two tells what it should not.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import count
from random import Random
from typing import Any, TypeVar

import pytest
from sqlalchemy import Boolean, Column, Connection, String, insert
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

import portal as house
from portal.access import Actor, Gate, GroupShare, Kind, Role, Rule, Share, Verb, badges, meets
from portal.access.rules import person
from portal.cases.model import Involved, Recusal
from portal.cases.verbs import CaseVerb
from portal.policy import POLICY
from portal.store import Governed, Store, now, open_store
from tests import people, postgres
from tests.factories import above_of, hang, insert_row, states

GATE = house.make_gate()
T = TypeVar("T")
ROWS, ACTORS = 12, 30  # of one world
KEYS = (1, 2, 3)
RECEIPTS = ("one", "two")
SPOKEN = sorted(verb for verb, rule in POLICY.items() if verb.action == "read" and verb.kind in GATE.models)


def wanted_by_rules() -> dict[str, set[str]]:
    """Return the values that the rules of the policy ask of columns, by column, as the rules name them."""
    found: dict[str, set[str]] = {}
    for rule in POLICY.values():
        for column, values in re.findall(r"(\w+) in \[([^\]]*)\]", rule.name):
            found.setdefault(column, set()).update(re.findall(r"'([^']*)'", values))
    return found


WANTED = wanted_by_rules()


def value_of(dice: Random, column: Column[Any], statuses: tuple[str, ...]) -> Any:
    """Draw what stands in a column on which a rule may depend; None leaves the column alone."""
    if column.name == "status":
        return dice.choice(statuses)
    if column.name == "receipt":
        return dice.choice((None, *RECEIPTS))
    if isinstance(column.type, Boolean):
        return dice.random() < 0.5
    if isinstance(column.type, String):
        words = sorted(WANTED.get(column.name, ()))
        return dice.choice([*words, "else"]) if words else None
    if column.name.endswith(("org_id", "author_id", "account_id", "lead_id")):
        return dice.choice((None, *KEYS) if column.nullable else KEYS)
    return None


def some_of(dice: Random, values: Sequence[T]) -> set[T]:
    return {value for value in values if dice.random() < 0.4}


def any_actor(dice: Random, keys: list[int]) -> Actor:
    """Draw anybody at all; some are, or speak for, the very rows with these ids."""
    some = (None, *KEYS, *KEYS, dice.choice(keys))
    return Actor(
        kind=dice.choice(list(Kind)),
        id=dice.choice(some),
        org_id=dice.choice(some),
        role=dice.choice((None, *Role)),
        groups=frozenset(some_of(dice, (*KEYS, dice.choice(keys)))),
        receipts=frozenset(some_of(dice, RECEIPTS)),
    )


def any_row(dice: Random, model: type[Governed]) -> dict[str, Any]:
    """Draw the columns of a row on which rules depend, and with whom it is shared."""
    statuses = states().get(model.kind, ("active", "ended"))
    drawn = {column.name: value_of(dice, column, statuses) for column in model.__table__.columns}
    shares = {name: some_of(dice, KEYS) for name in ("shares", "groups", "helpers", "conflicted")}
    return shares | {name: value for name, value in drawn.items() if value is not None}


@dataclass
class World:
    """Random rows of one kind, and of the records they hang on, in one transaction that is undone."""

    connection: Connection
    dice: Random
    names: Iterator[int] = field(default_factory=count)

    def place(self, model: type[Governed], rows: int) -> list[tuple[str, int, str]]:
        """Insert rows and those they hang on; return the kind, id and reference of each."""
        above: list[tuple[str, int, str]] = []
        for kind in above_of(GATE, model.kind):
            above += self.place(GATE.models[kind], max(3, rows // 2))
        made = []
        for _ in range(rows):
            row = any_row(self.dice, model)
            values = {"ref": f"r{next(self.names)}", "version": 1} | row
            if above:
                values |= hang(model, *self.dice.choice(above))
            key = self.insert(model, values)
            if key is not None:
                made.append((model.kind, key, values["ref"]))
                self.share(model.kind, key, row["shares"], row["groups"])
                self.help(model.kind, key, row["helpers"])
                self.recuse(model.kind, key, row["conflicted"])
        return made

    def insert(self, model: type[Governed], values: dict[str, Any]) -> int | None:
        """Insert a row unless it repeats what its table keeps unique."""
        try:
            with self.connection.begin_nested():
                return insert_row(self.connection, model, **values)
        except IntegrityError:
            return None

    def share(self, kind: str, key: int, orgs: set[int], groups: set[int]) -> None:
        for org in orgs:
            self.connection.execute(insert(Share).values(kind=kind, subject_id=key, org_id=org))
        for group in groups:
            self.connection.execute(insert(GroupShare).values(kind=kind, subject_id=key, group_id=group))

    def help(self, kind: str, key: int, orgs: set[int]) -> None:
        asked = {"asked_at": now(), "due_on": now().date()}
        for org in orgs:
            self.connection.execute(insert(Involved).values(kind=kind, subject_id=key, org_id=org, **asked))

    def recuse(self, kind: str, key: int, accounts: set[int]) -> None:
        declared = {"ground": "related", "since": now()}
        for account in accounts:
            self.connection.execute(
                insert(Recusal).values(kind=kind, subject_id=key, account_id=account, **declared)
            )


def everything(store: Store) -> dict[str, int]:
    """Count the rows of every governed kind."""
    with store.reading() as session:
        session.info["consumer"] = "tests"
        return {kind: session.query(model).count() for kind, model in GATE.models.items()}


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def store(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """A database with the cast in it, one for all worlds: each is undone, so nothing is ever written."""
    if request.param == "sqlite":
        copy = tmp_path_factory.mktemp("audience") / "portal.db"
        shutil.copyfile(request.getfixturevalue("sqlite_template"), copy)
        url = f"sqlite:///{copy}"
    else:
        postgres.template("portal", people.build)
        url = postgres.fresh_database("portal")
    opened = open_store(url)
    before = everything(opened)
    yield opened
    after = everything(opened)
    opened.close()
    if request.param == "postgresql":
        postgres.drop_database(url)
    assert after == before


def disagreements(
    store: Store, gate: Gate, verb: Verb, dice: Random
) -> list[tuple[Actor, int, bool, bool, bool]]:
    """Return (actor, row, by words, by clause, by table) wherever the sayings of the verb's rule differ."""
    model = gate.models[verb.kind]
    found = []
    with store.engine.connect() as connection:
        keys = [key for _kind, key, _ref in World(connection, dice).place(model, ROWS)]
        with Session(connection, autoflush=False) as session:
            session.info["consumer"] = "tests"
            rows = session.query(model).where(model.id.in_(keys)).all()
            audience = {row.id: gate.words(session, verb, row) for row in rows}
            for actor in (any_actor(dice, keys) for _ in range(ACTORS)):
                let = set(session.scalars(gate.visible(actor, verb).with_only_columns(model.id)))
                counted = set(session.scalars(gate.across(actor, verb).with_only_columns(model.id)))
                said = (
                    (key, meets(audience[key], badges(actor)), key in let, key in counted) for key in keys
                )
                found += [(actor, *four) for four in said if len(set(four[1:])) > 1]
        connection.rollback()
    return found


def hold(store: Store, gate: Gate, verb: Verb, worlds: int) -> None:
    """Search for a disagreement in worlds of their own. Raises AssertionError with those of the first."""
    for world in range(worlds):
        seed = f"{store.engine.name} {verb} {world}"
        assert disagreements(store, gate, verb, Random(seed)) == [], seed


def test_every_read_rule_can_be_said_in_words() -> None:
    spoken = {kind.read for capability in house.SLICES.values() for kind in capability.kinds}
    assert {str(verb) for verb in spoken if POLICY[verb].words is None} == set()
    assert spoken <= set(SPOKEN)


@pytest.mark.parametrize("verb", SPOKEN)
def test_words_and_clause_say_the_same(store: Store, verb: Verb) -> None:
    hold(store, GATE, verb, worlds=1)


@pytest.mark.torture
@pytest.mark.parametrize("verb", SPOKEN)
def test_words_and_clause_say_the_same_in_many_worlds(store: Store, verb: Verb) -> None:
    hold(store, GATE, verb, worlds=100)


def sabotaged(rule: Rule) -> Gate:
    return Gate({**POLICY, CaseVerb.READ: rule}, GATE.models, GATE.moves)


@pytest.mark.parametrize("store", ["sqlite"], indirect=True)
@pytest.mark.parametrize(
    "change", ["a word too wide", "a word too narrow", "a clause too wide", "a table too wide"]
)
def test_a_rule_that_says_two_things_is_noticed(store: Store, change: str) -> None:
    rule = POLICY[CaseVerb.READ]
    bad = {
        "a word too wide": replace(
            rule, words=lambda s, row: rule.words(s, row) | {f"org:{row.handler_org_id}"}
        ),
        "a word too narrow": replace(
            rule, words=lambda s, row: {word for word in rule.words(s, row) if "account" not in word}
        ),
        "a clause too wide": replace(rule, clause=(rule | person("subject_org_id")).clause),
        "a table too wide": replace(rule, over=(rule | person("subject_org_id")).across),
    }
    with pytest.raises(AssertionError):
        hold(store, sabotaged(bad[change]), CaseVerb.READ, worlds=10)
    hold(store, sabotaged(rule), CaseVerb.READ, worlds=1)
