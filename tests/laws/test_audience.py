"""A READ rule is said as a clause, as words, and once more for a whole table; here they are held against each other.

Random actors and random rows of every governed kind, straight into their tables: whoever's badges meet the
words of a row is whom the clause lets read it, and nobody else. Lists come from the clause, counts and
search from the words; where they differ, one of the two tells what it should not.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import count
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, assume, given, settings
from hypothesis import strategies as st
from sqlalchemy import Boolean, Column, Connection, String, insert
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

import portal as house
from portal.access import Actor, Gate, GroupShare, Kind, Role, Rule, Share, Verb, badges
from portal.access.rules import person
from portal.cases.model import Involved
from portal.cases.verbs import CaseVerb
from portal.policy import POLICY
from portal.store import Governed, now
from tests.factories import above_of, hang, insert_row, states
from tests.people import Portal

GATE = house.make_gate()
KEYS = st.integers(1, 3)
RECEIPTS = st.sampled_from(["one", "two"])
CHECKS = [HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
SPOKEN = sorted(verb for verb, rule in POLICY.items() if verb.action == "read" and verb.kind in GATE.models)


def wanted_by_rules() -> dict[str, set[str]]:
    """Return the values that the rules of the policy ask of columns, by column, as the rules name them."""
    found: dict[str, set[str]] = {}
    for rule in POLICY.values():
        for column, values in re.findall(r"(\w+) in \[([^\]]*)\]", rule.name):
            found.setdefault(column, set()).update(re.findall(r"'([^']*)'", values))
    return found


WANTED = wanted_by_rules()


def values_of(column: Column[Any], statuses: tuple[str, ...]) -> st.SearchStrategy[Any] | None:
    """Return what stands in a column on which a rule may depend; None leaves the column alone."""
    if column.name == "status":
        return st.sampled_from(statuses)
    if column.name == "receipt":
        return st.none() | RECEIPTS
    if isinstance(column.type, Boolean):
        return st.booleans()
    if isinstance(column.type, String):
        words = sorted(WANTED.get(column.name, ()))
        return st.sampled_from([*words, "else"]) if words else None
    if column.name.endswith(("org_id", "author_id", "account_id", "lead_id")):
        return st.none() | KEYS if column.nullable else KEYS
    return None


def actors(keys: list[int]) -> st.SearchStrategy[Actor]:
    """Anybody at all; some are, or speak for, the very rows with these ids."""
    some = KEYS | st.sampled_from(keys)
    return st.builds(
        Actor,
        kind=st.sampled_from(list(Kind)),
        id=st.none() | some,
        org_id=st.none() | some,
        role=st.none() | st.sampled_from(list(Role)),
        groups=st.frozensets(some, max_size=3),
        receipts=st.frozensets(RECEIPTS),
    )


def rows_of(model: type[Governed]) -> st.SearchStrategy[dict[str, Any]]:
    statuses = states().get(model.kind, ("active", "ended"))
    drawn = {column.name: values_of(column, statuses) for column in model.__table__.columns}
    shares = {"shares": st.sets(KEYS), "groups": st.sets(KEYS), "helpers": st.sets(KEYS)}
    return st.fixed_dictionaries(
        shares | {name: values for name, values in drawn.items() if values is not None}
    )


@dataclass
class World:
    """Random rows of one kind, and of the records they hang on, in one transaction that is undone."""

    connection: Connection
    names: Iterator[int]

    def add(self, model: type[Governed], drawn: list[dict[str, Any]], draw: Any) -> list[int]:
        return [key for _kind, key, _ref in self.place(model, drawn, draw)]

    def place(
        self, model: type[Governed], drawn: list[dict[str, Any]], draw: Any
    ) -> list[tuple[str, int, str]]:
        """Insert rows and those they hang on; return the kind, id and reference of each."""
        above: list[tuple[str, int, str]] = []
        for kind in above_of(GATE, model.kind):
            record = GATE.models[kind]
            above += self.place(record, draw(st.lists(rows_of(record), min_size=1, max_size=3)), draw)
        made = []
        for row in drawn:
            values = {"ref": f"r{next(self.names)}", "version": 1} | row
            if above:
                values |= hang(model, *draw(st.sampled_from(above)))
            key = self.insert(model, values)
            if key is not None:
                made.append((model.kind, key, values["ref"]))
                self.share(model.kind, key, row["shares"], row["groups"])
                self.help(model.kind, key, row["helpers"])
        assume(made)
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


def disagreements(
    portal: Portal, gate: Gate, verb: Verb, data: st.DataObject
) -> list[tuple[Actor, bool, bool, bool]]:
    """Return (actor, by words, by clause, by table) wherever the sayings of the verb's rule differ."""
    model = gate.models[verb.kind]
    found = []
    with portal.store.engine.connect() as connection:
        world = World(connection, count())
        keys = world.add(model, data.draw(st.lists(rows_of(model), min_size=1, max_size=5)), data.draw)
        with Session(connection, autoflush=False) as session:
            session.info["consumer"] = "tests"
            rows = session.query(model).where(model.id.in_(keys)).all()
            audience = {row.id: gate.words(session, verb, row) for row in rows}
            for actor in data.draw(st.lists(actors(keys), min_size=1, max_size=6)):
                let = set(session.scalars(gate.visible(actor, verb).with_only_columns(model.id)))
                counted = set(session.scalars(gate.across(actor, verb).with_only_columns(model.id)))
                said = ((bool(badges(actor) & audience[key]), key in let, key in counted) for key in keys)
                found += [(actor, *three) for three in said if len(set(three)) > 1]
        connection.rollback()
    return found


def hold(portal: Portal, gate: Gate, verb: Verb, examples: int) -> None:
    """Search for a disagreement. Raises AssertionError with the smallest one found."""

    @settings(max_examples=examples, suppress_health_check=CHECKS, database=None, phases=[Phase.generate])
    @given(st.data())
    def search(data: st.DataObject) -> None:
        assert disagreements(portal, gate, verb, data) == []

    search()


def test_every_read_rule_can_be_said_in_words() -> None:
    spoken = {kind.read for capability in house.SLICES.values() for kind in capability.kinds}
    assert {str(verb) for verb in spoken if POLICY[verb].words is None} == set()
    assert spoken <= set(SPOKEN)


@pytest.mark.parametrize("verb", SPOKEN)
def test_words_and_clause_say_the_same(portal: Portal, verb: Verb) -> None:
    hold(portal, GATE, verb, examples=15)


def sabotaged(rule: Rule) -> Gate:
    return Gate({**POLICY, CaseVerb.READ: rule}, GATE.models, GATE.moves)


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
@pytest.mark.parametrize(
    "change", ["a word too wide", "a word too narrow", "a clause too wide", "a table too wide"]
)
def test_a_rule_that_says_two_things_is_noticed(portal: Portal, change: str) -> None:
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
        hold(portal, sabotaged(bad[change]), CaseVerb.READ, examples=200)
    hold(portal, sabotaged(rule), CaseVerb.READ, examples=10)
