"""Whoever rewrites the ledger behind its triggers is found."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from sqlalchemy import text

from portal.ledger import verify
from portal.ledger.chain import Verdict, read_checkpoints, verify_end, write_checkpoint
from tests.factories import case_in, filed
from tests.people import Portal


@pytest.fixture
def told(portal: Portal) -> Portal:
    """A portal where four things happened: filed, accepted, dispatched, answered."""
    case_in(portal, "answered")
    return portal


def look(portal: Portal, checkpoints: Path | None = None) -> Verdict:
    with portal.store.reading() as session:
        return verify(session, checkpoints)


def mark(portal: Portal, checkpoints: Path) -> None:
    with portal.store.reading() as session:
        write_checkpoint(session, checkpoints)


def forge(portal: Portal, *edits: str) -> None:
    """Rewrite the ledger as somebody with the database's own password can."""
    drop = {
        "sqlite": ["DROP TRIGGER event_no_update", "DROP TRIGGER event_no_delete"],
        "postgresql": ["DROP TRIGGER event_no_change ON event"],
    }[portal.store.dialect]
    with portal.store.engine.begin() as connection:
        for statement in (*drop, *edits):
            connection.execute(text(statement))


def test_an_honest_ledger_is_found_whole(told: Portal, tmp_path: Path) -> None:
    mark(told, tmp_path / "marks")
    filed(told)
    verdict = look(told, tmp_path / "marks")
    assert (verdict.events, verdict.flaw) == (6, None)
    with told.store.reading() as session:
        assert verify_end(session, most=3) == verdict


def test_an_empty_ledger_is_whole(portal: Portal, tmp_path: Path) -> None:
    mark(portal, tmp_path / "marks")
    assert look(portal, tmp_path / "marks").events == 0
    assert not (tmp_path / "marks").exists()


@pytest.mark.parametrize(
    "field",
    [
        "actor_id = 99",
        "actor_org_id = 99",
        "actor_kind = 'clock'",
        "verb = 'case.refuse'",
        "kind = 'note'",
        "subject_id = 99",
        "at = '2020-01-01 00:00:00'",
        "facts = '{}'",
        "rows = '[]'",
        f"hash = '{'a' * 64}'",
    ],
)
def test_a_changed_field_is_found(told: Portal, field: str) -> None:
    forge(told, f"UPDATE event SET {field} WHERE id = 2")
    flaw = look(told).flaw
    assert flaw is not None
    assert (flaw.event_id, flaw.reason) == (2, "hash")


@pytest.mark.parametrize("number", [1, 2, 3])
def test_a_removed_event_is_found(told: Portal, number: int) -> None:
    forge(told, f"DELETE FROM event WHERE id = {number}")
    flaw = look(told).flaw
    assert flaw is not None
    assert (flaw.event_id, flaw.reason) == (number, "gap")


def test_a_removed_event_whose_place_was_closed_is_found(told: Portal) -> None:
    forge(
        told,
        "DELETE FROM event WHERE id = 2",
        "UPDATE event SET id = 2 WHERE id = 3",
        "UPDATE event SET id = 3 WHERE id = 4",
    )
    flaw = look(told).flaw
    assert flaw is not None
    assert (flaw.event_id, flaw.reason) == (2, "hash")


def test_a_cut_tail_is_found_by_the_checkpoints(told: Portal, tmp_path: Path) -> None:
    mark(told, tmp_path / "marks")
    forge(told, "DELETE FROM event WHERE id = 5")
    assert look(told).flaw is None, "the chain alone cannot know"
    flaw = look(told, tmp_path / "marks").flaw
    assert flaw is not None
    assert (flaw.event_id, flaw.reason) == (5, "missing")


def test_a_rewritten_chain_is_found_by_the_checkpoints(told: Portal, tmp_path: Path) -> None:
    head = look(told).head
    (tmp_path / "marks").write_text(json.dumps({"event": 4, "hash": "b" * 64}) + "\n")
    flaw = look(told, tmp_path / "marks").flaw
    assert flaw is not None
    assert (flaw.event_id, flaw.reason, head) == (4, "rewritten", look(told).head)


def test_checkpoints_survive_a_torn_line_and_say_nothing_twice(told: Portal, tmp_path: Path) -> None:
    marks = tmp_path / "marks"
    for _ in range(2):
        mark(told, marks)
    assert len(list(read_checkpoints(marks))) == 1
    with marks.open("a") as file:
        file.write('{"event": 5, "ha')
    assert [number for number, _hash in read_checkpoints(marks)] == [5]
    assert look(told, marks).flaw is None
