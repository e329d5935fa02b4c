"""Whatever happens to a record, its clocks lose no pause: a change of rule, a merge, a reopening, in any order."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from portal import clocks
from portal.cases.model import Case
from portal.clocks import keeping, running
from portal.store import at
from tests.clocks import oracle
from tests.clocks.keeping import city
from tests.factories import filed, load

START = city("2024-02-01 09:00")
RULES = ("handling", "petition", "mediation", "report_check")
STEPS = st.tuples(
    st.sampled_from(["pause", "pause", "resume", "resume", "switch", "merge", "extend", "reopen"]),
    st.integers(1, 30 * 24 * 60),
    st.sampled_from(RULES),
)
ONE_DATABASE = pytest.mark.parametrize("database", ["sqlite"], indirect=True)


class Story:
    """What a record has been through, kept beside it in plain words: the pauses since its clock began."""

    def __init__(self, session, rows: Iterator[Case]) -> None:
        self.session, self.rows = session, rows
        self.row, self.code, self.begun = next(rows), "handling", START
        self.pauses: oracle.Pauses = []
        self.open = None
        with at(START):
            clocks.start(session, self.row, self.code, "test")

    @property
    def clock(self) -> clocks.Clock:
        return next(clock for clock in clocks.live(self.row) if clock.regime == self.code)

    def pause(self, now, _rule):
        if clocks.pause(self.session, self.row, "appraisal", codes=(self.code,)):
            self.open = now

    def resume(self, now, _rule):
        if clocks.resume(self.session, self.row, self.code):
            self.pauses.append((self.open, now))
            self.open = None

    def switch(self, _now, rule):
        if rule != self.code:
            clocks.switch(self.session, self.row, self.code, rule)
            self.code = rule

    def merge(self, _now, _rule):
        into = next(self.rows, None)
        if into is not None:
            clocks.merge(self.session, into, self.row)
            assert list(clocks.live(self.row)) == []
            self.row = into

    def extend(self, now, _rule):
        given = sum(item["amount"] for item in self.clock.extensions)
        if self.code in ("handling", "petition") and not given and not clocks.is_overdue(self.clock, now):
            clocks.extend(self.session, self.row, self.code, 5, "complex")

    def reopen(self, now, _rule):
        ended, kept = self.clock, list(self.clock.pauses)
        clocks.meet(self.session, self.row, self.code)
        assert len(ended.pauses) == len(kept)
        assert all(item["until"] for item in ended.pauses)
        clocks.reopen(self.session, self.row, self.code)
        self.begun, self.pauses, self.open = now, [], None


def read(kept):
    return datetime.fromisoformat(kept) if kept else None


def faults(story: Story, now) -> list[str]:
    """Return what of the story the record has forgotten, held against the oracle."""
    clock, found = story.clock, []
    kept = [(read(item["from"]), read(item["until"])) for item in clock.pauses]
    if kept != [*story.pauses, *([(story.open, None)] if story.open else [])]:
        found.append("a pause is lost")
    pauses = [*story.pauses, *([(story.open, now)] if story.open else [])]
    if clocks.elapsed(clock, clocks.Calendar(), now) != oracle.gone(story.begun, clock.unit, pauses, now):
        found.append("what has gone by is wrong")
    limit = clocks.limit_of(clock)
    last = oracle.last_day(story.begun, limit.amount, clock.unit, pauses)
    if clock.status == "running" and clock.due_on != last:
        found.append(f"due on {clock.due_on} and not on {last}")
    return found


def play(portal, refs, steps) -> list[str]:
    with portal.store.reading() as session:
        story, now, found = Story(session, iter([load(session, Case, ref) for ref in refs])), START, []
        for act, minutes, rule in steps:
            now += timedelta(minutes=minutes)
            with at(now):
                getattr(story, act)(now, rule)
                found += faults(story, now)
        session.rollback()
    return found


@ONE_DATABASE
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow], max_examples=60)
@given(steps=st.lists(STEPS, max_size=8))
def test_no_pause_is_lost_whatever_happens(portal, steps):
    refs = getattr(portal.app, "refs", None) or [filed(portal) for _ in range(4)]
    portal.app.refs = refs
    assert play(portal, refs, steps) == []


@ONE_DATABASE
def test_a_change_of_rule_that_forgot_the_pauses_would_be_noticed(portal, monkeypatch):
    refs = [filed(portal)]
    steps = [("pause", 600, ""), ("resume", 9000, ""), ("switch", 60, "petition")]
    assert play(portal, refs, steps) == []
    monkeypatch.setattr(keeping, "take_over", lambda _taken, _clock: None)
    assert "a pause is lost" in play(portal, refs, steps)


@ONE_DATABASE
def test_a_merge_that_forgot_the_pauses_would_be_noticed(portal, monkeypatch):
    refs = [filed(portal), filed(portal)]
    steps = [("pause", 600, ""), ("resume", 9000, ""), ("merge", 60, "")]
    assert play(portal, refs, steps) == []
    plain = running.copy_clock

    def forget(row, clock):
        taken = plain(row, clock)
        taken.pauses = []
        return taken

    monkeypatch.setattr(keeping, "copy_clock", forget)
    assert "a pause is lost" in play(portal, refs, steps)
