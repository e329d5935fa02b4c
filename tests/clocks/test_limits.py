"""The portal's reckoning against an independent one: 5,000 random limits, and every day of three years."""

from __future__ import annotations

import random
from datetime import date, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.clocks import Calendar, limits
from portal.clocks.limits import Limit, Pause
from tests.clocks import oracle
from tests.clocks.oracle import CITY

CALENDAR = Calendar()
FIRST = datetime(2024, 1, 1, tzinfo=CITY)
MINUTES = 2 * 365 * 24 * 60


def test_every_day_of_three_years_is_worked_or_not_as_the_notices_say():
    days = [date(2024, 1, 1) + timedelta(days=n) for n in range(366 + 365 + 365)]
    assert days[-1] == date(2026, 12, 31)
    assert [day for day in days if CALENDAR.is_working(day) != oracle.works(day)] == []


def limit_from(chance: random.Random) -> tuple[Limit, datetime, oracle.Pauses]:
    """Draw a limit, a start of 2024 or 2025, and up to four pauses, which may meet."""
    start = FIRST + timedelta(minutes=chance.randrange(MINUTES))
    unit = chance.choice(["working_days", "working_days", "calendar_days", "hours"])
    pauses = []
    for _ in range(chance.choice([0, 0, 1, 1, 2, 4])):
        most = 3 * 24 * 60 if unit == "hours" else 20 * 24 * 60
        begun = start + timedelta(minutes=chance.randrange(most))
        pauses.append((begun, begun + timedelta(minutes=chance.randrange(most // 2))))
    amount = chance.randint(1, 24 if unit == "hours" else 60)
    return Limit(amount, unit, chance.random() < 0.7), start, pauses


def differs(limit: Limit, start: datetime, pauses: oracle.Pauses) -> bool:
    found = limits.due(limit, start, [Pause(*pause) for pause in pauses], CALENDAR)
    if limit.unit == "hours":
        return found.at != oracle.last_minute(start, limit.amount, pauses)
    return found.on != oracle.last_day(start, limit.amount, limit.unit, pauses, rolls=limit.rolls)


def test_five_thousand_random_limits_end_when_the_oracle_says():
    chance = random.Random(12345)
    drawn = [limit_from(chance) for _ in range(5000)]
    assert sum(bool(pauses) for _limit, _start, pauses in drawn) > 2000
    assert [one for one in drawn if differs(*one)] == []


@pytest.mark.parametrize("what", ["is_working", "first_from"])
def test_the_oracle_would_notice_a_wrong_calendar(monkeypatch, what):
    """Sabotage: without make-up days, or without moving a last day off a holiday, some limits end otherwise."""
    wrong = {
        "is_working": lambda self, day: day.weekday() < 5 and day not in self.year(day.year).off,
        "first_from": lambda _self, day: day,
    }
    monkeypatch.setattr(Calendar, what, wrong[what])
    chance = random.Random(12345)
    assert any(differs(*limit_from(chance)) for _ in range(500))


SPANS = st.lists(st.integers(0, 15 * 24 * 60), min_size=2, max_size=9)
UNITS = st.sampled_from(["working_days", "calendar_days", "hours"])


@given(st.integers(0, MINUTES), UNITS, SPANS, st.integers(0, 60 * 24 * 60))
def test_a_pause_never_shrinks_what_has_gone_by_and_time_never_runs_back(begin, unit, spans, more):
    start = FIRST + timedelta(minutes=begin)
    moments, at = [], start
    for span in spans:
        at += timedelta(minutes=span)
        moments.append(at)
    pauses = [Pause(a, b) for a, b in list(pairwise(moments))[::2]]
    limit = Limit(1000, unit)
    before = [limits.elapsed(limit, start, pauses[:n], CALENDAR, p.since) for n, p in enumerate(pauses)]
    during = [limits.elapsed(limit, start, pauses[: n + 1], CALENDAR, p.until) for n, p in enumerate(pauses)]
    later = limits.elapsed(limit, start, pauses, CALENDAR, at + timedelta(minutes=more))
    told = [gone for pair in zip(before, during, strict=True) for gone in pair] + [later]
    assert before == during
    assert told == sorted(told)


@given(st.integers(0, MINUTES), UNITS, st.integers(1, 60), SPANS)
def test_a_limit_has_gone_by_exactly_when_it_ends(begin, unit, amount, spans):
    start = FIRST + timedelta(minutes=begin)
    moments, at = [], start
    for span in spans:
        at += timedelta(minutes=span)
        moments.append(at)
    pauses = [Pause(a, b) for a, b in list(pairwise(moments))[::2]]
    limit = Limit(amount, unit, rolls=False)
    due = limits.due(limit, start, pauses, CALENDAR)
    end = due.at if unit == "hours" else due.at - timedelta(minutes=1)
    assert limits.elapsed(limit, start, pauses, CALENDAR, end) == amount
    assert limits.elapsed(limit, start, pauses, CALENDAR, due.at - timedelta(days=1, minutes=1)) < amount


def test_a_limit_that_runs_into_a_year_not_yet_published_is_provisional():
    start = datetime(2094, 12, 1, 10, tzinfo=CITY)
    due = limits.due(Limit(45, "working_days"), start, [], CALENDAR)
    assert (due.provisional, due.calendar) == (True, "2094/0 2095/0")
    assert not limits.due(Limit(45, "hours"), start, [], CALENDAR).provisional
    assert not limits.due(Limit(45, "calendar_days", rolls=False), start, [], CALENDAR).provisional
    assert limits.due(Limit(45, "calendar_days"), start, [], CALENDAR).provisional
