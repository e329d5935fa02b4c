"""No event without a permit, no change without an event, and nobody rewrites what happened."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import delete, insert, select, text, update
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from portal.access import GroupShare, Permit, Share
from portal.cases import commands
from portal.cases.model import Case, Note
from portal.cases.verbs import CaseVerb
from portal.identity.model import GroupMember
from portal.ledger import Event, Unrecorded, record
from portal.store import random_reference
from tests.factories import do, filed, filing, load
from tests.people import Portal, last_event, organisation_id

ONE_DATABASE = pytest.mark.parametrize("database", ["sqlite"], indirect=True)


def events(portal: Portal) -> int:
    with portal.store.reading() as session:
        return len(session.scalars(select(Event)).all())


def test_a_command_leaves_its_event(portal: Portal) -> None:
    ref = filed(portal, name="Amy")
    event = last_event(portal)
    assert (event.verb, event.actor_kind, event.actor_id, event.kind) == ("case.file", "citizen", 1, "case")
    assert [kind for kind, _id in event.rows] == ["case", "statement", "complainant"]
    assert event.facts.pop("filed").isalnum()
    assert event.facts == {"matter": "complaint", "category": "pricing", "subject_org": None}
    assert ref == f"C-{event.at.year}-000001"


def change(session: Session, ref: str) -> None:
    load(session, Case, ref).district = "elsewhere"


def add(session: Session, ref: str) -> None:
    case = load(session, Case, ref)
    session.add(Note(ref=random_reference(), status="kept", case=case, body="b"))


def remove(session: Session, ref: str) -> None:
    session.delete(load(session, Case, ref))


def widen(session: Session, ref: str) -> None:
    session.add(Share(kind="case", subject_id=load(session, Case, ref).id, org_id=organisation_id("beta")))


def widen_to_a_group(session: Session, ref: str) -> None:
    session.add(GroupShare(kind="case", subject_id=load(session, Case, ref).id, group_id=1))


def join_a_group(session: Session, _ref: str) -> None:
    session.add(GroupMember(kind="group", subject_id=1, org_id=organisation_id("beta")))


@pytest.mark.parametrize("act", [change, add, remove, widen, widen_to_a_group, join_a_group])
def test_no_change_without_an_event(portal: Portal, act: Callable[[Session, str], None]) -> None:
    ref = filed(portal)
    before = events(portal)
    with pytest.raises(Unrecorded), portal.store.writing() as session:
        act(session, ref)
    assert events(portal) == before


@ONE_DATABASE
@pytest.mark.parametrize("act", [change, widen, widen_to_a_group])
def test_an_event_about_one_row_does_not_cover_another(
    portal: Portal, act: Callable[[Session, str], None]
) -> None:
    other, ref = filed(portal), filed(portal)

    def accept(permit: Permit[Case]) -> None:
        act(permit.session, other)
        commands.accept(permit)

    with pytest.raises(Unrecorded):
        do(portal, "intake", CaseVerb.ACCEPT, ref, accept)


@ONE_DATABASE
def test_a_change_after_its_event_is_noticed(portal: Portal) -> None:
    ref = filed(portal)

    def accept(permit: Permit[Case]) -> None:
        commands.accept(permit).district = "elsewhere"

    with pytest.raises(Unrecorded):
        do(portal, "intake", CaseVerb.ACCEPT, ref, accept)


IN_BULK = {
    "update": update(Case).values(status="closed"),
    "delete": delete(Case),
    "insert": insert(Share).values(kind="case", subject_id=1, org_id=5),
    "update of the table": update(Case.__table__).values(status="closed"),
    "delete of the table": delete(Share.__table__),
    "insert into the table": insert(Share.__table__).values(kind="case", subject_id=1, org_id=5),
    "insert from a select": insert(Share).from_select(["kind", "subject_id", "org_id"], select(Share)),
}


@ONE_DATABASE
@pytest.mark.parametrize("statement", IN_BULK.values(), ids=IN_BULK)
def test_nothing_governed_is_changed_in_bulk(portal: Portal, statement: Any) -> None:
    filed(portal)
    with pytest.raises(Unrecorded), portal.store.writing() as session:
        session.execute(statement)


def test_a_command_that_fails_leaves_neither_row_nor_event(portal: Portal) -> None:
    def fail(permit: Permit[None]) -> None:
        commands.file(permit, filing())
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        do(portal, "amy", CaseVerb.FILE, None, fail)
    assert events(portal) == 0
    assert filed(portal).endswith("-000001")


@ONE_DATABASE
@pytest.mark.parametrize("fact", ["a" * 81, "two\nlines", 1.5, {"a": 1}, ["a" * 81], [["a"]], b"a"])
def test_a_fact_is_never_prose(portal: Portal, fact: Any) -> None:
    ref = filed(portal)
    with pytest.raises(TypeError, match="no number, code or identifier"):
        do(portal, "intake", CaseVerb.ACCEPT, ref, lambda permit: record(permit, permit.subject, why=fact))
    assert events(portal) == 1


@pytest.mark.parametrize(
    "edit",
    ["UPDATE event SET actor_id = 2", "DELETE FROM event", "UPDATE event SET verb = verb", "TRUNCATE event"],
)
def test_the_ledger_refuses_to_be_rewritten(portal: Portal, edit: str) -> None:
    if portal.store.dialect == "sqlite" and edit.startswith("TRUNCATE"):
        edit = "DELETE FROM event WHERE id = 1"  # SQLite knows no other
    filed(portal)
    with pytest.raises(DBAPIError, match="append-only"), portal.store.engine.begin() as connection:
        connection.execute(text(edit))
    assert events(portal) == 1
