"""No route without a verb, no view without a permit, no reading past the gate."""

from __future__ import annotations

import ast
import copy
import dataclasses
from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import exists, func, literal, select, union_all
from sqlalchemy.orm import Session, aliased

import portal as house
from portal.access import Denied, Gate, Permit, Ungated
from portal.cases.model import Case, Message, Statement
from portal.cases.verbs import CaseVerb
from portal.home.verbs import HomeVerb
from portal.ledger import Event
from portal.policy import POLICY
from portal.store import Governed
from portal.web.pages import Pages
from tests.factories import filed
from tests.laws.test_budgets import name_of, sources
from tests.people import Portal, start

ONE_DATABASE = pytest.mark.parametrize("database", ["sqlite"], indirect=True)
TABLE = Case.__table__


@ONE_DATABASE
def test_a_route_without_a_verb_does_not_start(
    database: str, tmp_path: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    bare = Pages("bare", __name__, url_prefix="/bare")
    bare.add_url_rule("/", "leak", lambda: "everything")
    monkeypatch.setattr(house, "_ROOMS", (*house._ROOMS, bare))
    with pytest.raises(RuntimeError, match=r"routes without a verb: \['bare.leak'\]"):
        start(database, tmp_path / "instance")


@ONE_DATABASE
def test_a_verb_without_a_rule_is_denied_to_everybody(portal: Portal) -> None:
    gate = Gate({}, portal.gate.models, portal.gate.moves)
    with portal.store.reading() as session:
        for verb, ref in ((HomeVerb.START, None), (CaseVerb.READ, "C-2026-000001")):
            with pytest.raises(Denied):
                gate.admit(session, portal.actor("operator"), verb, ref)


@ONE_DATABASE
def test_a_permit_cannot_be_forged(portal: Portal) -> None:
    with portal.store.reading() as session:
        amy = portal.actor("amy")
        with pytest.raises(TypeError):
            Permit(amy, CaseVerb.CLOSE, None, session, portal.gate, object())
        given = portal.gate.admit(session, amy, CaseVerb.FILE)
        with pytest.raises((TypeError, ValueError)):
            dataclasses.replace(given, verb=CaseVerb.CLOSE)
        with pytest.raises(dataclasses.FrozenInstanceError):
            given.verb = CaseVerb.CLOSE  # type: ignore[misc]
        assert copy.copy(given) == given


@ONE_DATABASE
def test_a_rule_about_a_row_asks_for_a_row(portal: Portal) -> None:
    with portal.store.reading() as session, pytest.raises(TypeError, match="no row was named"):
        portal.gate.admit(session, portal.actor("amy"), CaseVerb.READ)


PAST_THE_GATE: dict[str, Callable[[Session], Any]] = {
    "by id": lambda s: s.get(Case, 1),
    "a row": lambda s: s.scalars(select(Case)).all(),
    "the old way": lambda s: s.query(Case).all(),
    "a column": lambda s: s.scalar(select(Case.district)),
    "a count": lambda s: s.scalar(select(func.count()).select_from(Case)),
    "an alias": lambda s: s.scalars(select(aliased(Case))).all(),
    "the table": lambda s: s.execute(select(TABLE)).all(),
    "a column of the table": lambda s: s.execute(select(TABLE.c.ref)).all(),
    "a join": lambda s: s.execute(select(Event.id).join(Case, Case.id == Event.subject_id)).all(),
    "a subquery": lambda s: s.execute(select(select(Case.ref).subquery())).all(),
    "a question in the select": lambda s: s.scalar(select(exists().where(Statement.case_id == 1))),
    "a question in the where": lambda s: s.scalar(select(literal(1)).where(exists().where(Message.id > 0))),
    "a union": lambda s: s.execute(union_all(select(Case.ref), select(Event.verb))).all(),
    "a common table": lambda s: s.execute(select(select(Case.ref).cte())).all(),
}


@ONE_DATABASE
@pytest.mark.parametrize("read", PAST_THE_GATE.values(), ids=PAST_THE_GATE)
def test_nothing_governed_is_read_past_the_gate(portal: Portal, read: Callable[[Session], Any]) -> None:
    filed(portal)
    with portal.store.reading() as session, pytest.raises(Ungated):
        read(session)


def test_a_row_does_not_lead_to_another_past_the_gate() -> None:
    lazy = {
        f"{mapper.class_.__name__}.{path.key}": path.lazy
        for mapper in Governed.registry.mappers
        for path in mapper.relationships
        if issubclass(path.mapper.class_, Governed)
    }
    assert {name: how for name, how in lazy.items() if how != "raise"} == {}


def test_no_room_goes_round_the_session() -> None:
    """A connection or engine is not watched by the gate: only the floors below it may hold one."""
    below = ("portal/store/", "portal/demo/", "portal/ingest/", "portal/search/engine/")
    ways = {"engine", "connection", "exec_driver_sql", "raw_connection", "get_bind"}
    found = {}
    for path in sources("portal"):
        if not name_of(path).startswith(below):
            nodes = ast.walk(ast.parse(path.read_text("utf-8")))
            used = {node.attr for node in nodes if isinstance(node, ast.Attribute)} & ways
            if used - ALLOWED.get(name_of(path), set()):
                found[name_of(path)] = used
    assert found == {}


# The floors that must know which database it is, to speak its dialect.
ALLOWED: dict[str, set[str]] = {
    "portal/ledger/events.py": {"get_bind"},
    "portal/inbox/consumer.py": {"get_bind"},
    "portal/accounts/commands.py": {"get_bind"},
}


def test_only_the_listed_modules_trust_a_query() -> None:
    """`trusted` lets a query pass without a reader: each module that says it is listed with its reason."""
    found = set()
    for path in sources("portal"):
        calls = (node for node in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(node, ast.Call))
        if any(isinstance(call.func, ast.Name) and call.func.id == "trusted" for call in calls):
            found.add(name_of(path))
    assert found == TRUSTED.keys()


_HELD = "how much a record holds already, whoever adds to it"
_PARTS = "the parts of a record, for the consumer that projects them again"
TRUSTED = {
    "portal/identity/people.py": "who somebody is must be known before anything can be asked as them",
    "portal/identity/circles.py": "which circles there are, by name, for whoever shares with them",
    "portal/accounts/commands.py": "signing in finds the account by its address, before there is a reader",
    "portal/accounts/queries.py": "whether an address has an account already, before there is a reader",
    "portal/organisations/commands.py": "who else is an administrator, and who has a code, whoever asks",
    "portal/organisations/queries.py": "what an import or the demonstration has brought already",
    "portal/clocks/book.py": "the rules and the calendar in force, whoever acts under them",
    "portal/clocks/showing.py": "the names and sources of the rules a record's clocks run by: public to all",
    "portal/clocks/ticking.py": "the clock finds the reference of the record it acts on",
    "portal/mail/compose.py": "whom a mail is for, in the process that has no reader",
    "portal/cases/projections/documents.py": _PARTS,
    "portal/cases/queries/merging.py": "whether a case leads others, also such as the asking officer may not read",
    "portal/cases/queries/rates.py": "figures, shown where they tell of nobody, and when the first case was filed",
    "portal/cases/queries/retention.py": "what is disposed of, which who disposes of it need not be able to read",
    "portal/cases/projections/letters.py": "whom a mail is for, in the process that has no reader",
    "portal/files/commands/attached.py": _HELD,
    "portal/files/queries.py": "which keys sealed originals need, for the doctor: bytes of no content",
    "portal/codes/projections.py": _PARTS,
    "portal/notices/projections.py": _PARTS,
    "portal/evaluations/projections.py": _PARTS,
    "portal/watches/queries.py": "a secret address names an alert whoever opens it; a watch goes with all alerts on it",
    "portal/ingest/complaints.py": "what an import has brought already",
    "portal/ingest/filings.py": "what an import has brought already",
    "portal/ingest/incidents.py": "what an import has brought already",
    "portal/ingest/laws.py": "what an import has brought already",
}


def test_only_the_gate_and_the_rules_mark_a_query_as_gated() -> None:
    marks = {
        name_of(path)
        for path in sources("portal")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if (isinstance(node, ast.keyword) and node.arg == "gated")
        or (isinstance(node, ast.Constant) and node.value == "gated")
    }
    assert marks == {"portal/access/gate.py", "portal/access/rules.py", "portal/access/parents.py"}


def test_only_the_ledger_makes_a_session_a_consumers() -> None:
    marks = {
        name_of(path)
        for path in sources("portal")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Subscript)
        and isinstance(node.slice, ast.Constant)
        and node.slice.value == "consumer"
        and isinstance(node.ctx, ast.Store)
    }
    assert marks == {"portal/ledger/consumers.py"}


def test_every_rule_is_of_a_kind_the_gate_knows_or_about_the_actor_alone() -> None:
    known = house.make_gate().models
    assert {
        str(verb) for verb, rule in POLICY.items() if rule.test is None and verb.kind not in known
    } == set()
