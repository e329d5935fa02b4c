"""Time acts once: with several followers at work, after one was stopped midway, and when a year is published."""

from __future__ import annotations

import threading
from collections import Counter
from datetime import date

import pytest
from sqlalchemy import select

import portal as house
from portal import clocks
from portal.cases.model import OPEN, STATUSES
from portal.clocks import ticking
from portal.clocks.model import DUTY, LIVE
from portal.ledger import Event, verify
from portal.store import at
from tests.clocks.keeping import city, clock_of, clocks_of, on, tick, verbs
from tests.factories import case, case_in, filed
from tests.people import said

MONDAY = city("2026-11-23 10:00")
LATE = city("2026-12-15 00:30")
NEXT_YEAR = """2027-01-01 2027-01-02 2027-01-03 2027-02-05 2027-02-06 2027-02-07 2027-02-08 2027-02-09
2027-02-10 2027-02-11 2027-04-05 2027-05-01 2027-06-09 2027-09-15 2027-10-01"""


def many_late(portal, number=6):
    with at(MONDAY):
        return [case_in(portal, "accepted") for _ in range(number)]


def counted(portal):
    with portal.store.reading() as session:
        events = session.scalars(select(Event).where(Event.verb.in_(["case.remind", "case.fall_due"])))
        return Counter((event.verb, event.subject_id) for event in events)


def test_two_followers_do_each_thing_once(portal):
    many_late(portal)
    together, done = threading.Barrier(2, timeout=60), []

    def follow():
        with at(LATE):
            together.wait()
            done.append(tick(portal))

    followers = [threading.Thread(target=follow) for _ in range(2)]
    for follower in followers:
        follower.start()
    for follower in followers:
        follower.join()
    assert sum(done) == 6
    assert set(counted(portal).values()) == {1}
    with portal.store.reading() as session:
        assert verify(session).flaw is None


def moments(portal):
    with at(LATE), portal.store.reading() as session:
        return ticking._come(session, LATE, 10)


def act_on(portal, moment):
    with at(LATE), portal.store.writing() as session:
        return ticking.act(session, portal.gate, house.clock_acts(), moment)


def test_what_another_follower_found_too_is_passed_over(portal):
    many_late(portal, 1)
    (moment,) = moments(portal)
    assert [act_on(portal, moment), act_on(portal, moment)] == [1, 0]


def test_without_a_second_look_it_would_be_done_twice(portal, monkeypatch):
    many_late(portal, 1)
    (moment,) = moments(portal)
    monkeypatch.setattr(ticking, "_is_still", lambda *_: True)
    assert [act_on(portal, moment), act_on(portal, moment)] == [1, 1]
    assert set(counted(portal).values()) == {2}


def test_a_follower_stopped_in_the_middle_leaves_it_to_the_next(portal, caplog):
    many_late(portal, 2)
    acts = dict(house.clock_acts())
    verb, fall_due = acts["case", "fall_due"]

    def die(permit, number):
        fall_due(permit, number)
        raise MemoryError("killed")

    with at(LATE):
        assert clocks.tick(portal.store, portal.gate, {**acts, ("case", "fall_due"): (verb, die)}) == 0
        assert counted(portal) == {}
        assert tick(portal) == 2
    assert set(counted(portal).values()) == {1}
    assert "is behind" in caplog.text


def test_one_record_that_fails_delays_no_other(portal, caplog):
    first, second = many_late(portal, 2)
    acts = dict(house.clock_acts())
    verb, fall_due = acts["case", "fall_due"]

    def fail(permit, number):
        if permit.subject.ref == first:
            raise ZeroDivisionError
        fall_due(permit, number)

    with at(LATE):
        assert clocks.tick(portal.store, portal.gate, {**acts, ("case", "fall_due"): (verb, fail)}) == 1
    assert clock_of(portal, second, "handling").fell_due_at is not None
    assert clock_of(portal, first, "handling").fell_due_at is None
    assert "ZeroDivisionError" in caplog.text


@pytest.mark.parametrize("state", sorted(STATUSES.keys() - set(OPEN.split())))
def test_no_duty_runs_on_a_case_that_is_over(portal, state):
    with at(MONDAY):
        ref = case_in(portal, state)
    running = [c.regime for c in clocks_of(portal, ref) if c.status in LIVE and c.nature == DUTY]
    assert (running, case(portal, ref).due_on) == ([], None)
    assert [c.next_at for c in clocks_of(portal, ref) if c.next_at] == []
    with at(city("2028-01-01 12:00")):
        assert tick(portal) == 0


def publish(portal, year="2027", off=NEXT_YEAR, worked="2027-01-24", source="国办发明电〔2026〕1号"):
    fields = {"year": year, "off": off, "worked": worked, "source": source}
    return portal.browser("operator").post("/en/limits/years/publish", **fields)


def test_dates_in_a_year_that_is_not_published_are_provisional_until_it_is(portal):
    with at(MONDAY):
        ref, other = filed(portal), filed(portal)
        on(portal, ref, clocks.start, "mediation", "accepted")
        before = clock_of(portal, ref, "mediation")
        assert (before.provisional, before.calendar) == (True, "2026/1 2027/0")
        assert "Provisional" in said(portal.browser("amy").get(f"/en/cases/{ref}"))
        assert tick(portal) == 0
        assert publish(portal).status_code == 303
        assert [tick(portal), tick(portal)] == [1, 0]
    after = clock_of(portal, ref, "mediation")
    assert (after.provisional, after.calendar) == (False, "2026/1 2027/1")
    assert (before.due_on, after.due_on) == (date(2027, 1, 26), date(2027, 1, 25))
    assert verbs(portal, "recalculate") == ["case.recalculate"]
    assert clock_of(portal, other, "acceptance").calendar == "2026/1"
    portal.follow()
    assert "worked out the due dates anew" in said(portal.browser("amy").get("/en/inbox/"))


def test_a_year_published_again_moves_what_rests_on_it_and_nothing_else(portal):
    with at(MONDAY):
        ref = filed(portal)
        on(portal, ref, clocks.start, "cyber_4h", "aware")
        off = " ".join([*sorted(day.isoformat() for day in clocks.packaged(2026).off), "2026-11-30"])
        worked = " ".join(sorted(day.isoformat() for day in clocks.packaged(2026).worked))
        assert publish(portal, "2026", off, worked, "临时通知").status_code == 303
        assert tick(portal) == 1
    assert clock_of(portal, ref, "acceptance").due_on == date(2026, 12, 3)
    assert clock_of(portal, ref, "acceptance").calendar == "2026/2"
    assert clock_of(portal, ref, "cyber_4h").calendar == ""


def test_a_paused_clock_takes_the_new_year_when_it_goes_on(portal):
    with at(MONDAY):
        ref = filed(portal)
        on(portal, ref, clocks.start, "mediation", "accepted")
        on(portal, ref, clocks.pause, "appraisal", codes=("mediation",))
        publish(portal)
        assert tick(portal) == 0
    with at(city("2026-11-24 10:00")):
        on(portal, ref, clocks.resume)
    assert clock_of(portal, ref, "mediation").calendar == "2026/1 2027/1"
