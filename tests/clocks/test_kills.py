"""A follower that is killed outright, again and again, leaves nothing undone and nothing done twice."""

from __future__ import annotations

import random
import subprocess
import sys
import time
from collections import Counter

import pytest
from sqlalchemy import select

from portal.ledger import Event, verify
from portal.store import at
from tests.clocks.keeping import city, tick
from tests.factories import case_in
from tests.laws.test_budgets import ROOT

PROGRAM = """
import sys
from portal import clock_acts, make_gate
from portal.clocks import tick
from portal.store import at, open_store
from tests.clocks.keeping import city
store, gate, acts = open_store(sys.argv[1]), make_gate(), clock_acts()
print("ready", flush=True)
with at(city("2026-12-20 12:00")):
    while tick(store, gate, acts, most=1):
        pass
"""
CASES, KILLS = 40, 12


@pytest.mark.torture
def test_a_follower_killed_in_the_middle_does_each_thing_once(portal, database):
    with at(city("2026-11-23 10:00")):
        for _ in range(CASES):
            case_in(portal, "accepted")
    chance = random.Random(9)
    for _ in range(KILLS):
        command = [sys.executable, "-c", PROGRAM, database]
        with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE) as follower:
            follower.stdout.readline()
            time.sleep(chance.random() * 0.15)
            follower.kill()
    with at(city("2026-12-20 12:00")):
        while tick(portal):
            pass
    with portal.store.reading() as session:
        events = session.scalars(select(Event).where(Event.actor_kind == "clock"))
        done = Counter((event.verb, event.subject_id) for event in events)
        assert verify(session).flaw is None
    assert set(done.values()) == {1}
    assert Counter(verb for verb, _case in done) == {"case.fall_due": CASES, "case.escalate_late": CASES}
