"""Working days, against the State Council's notices for 2024 to 2026."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.clocks import Calendar

CALENDAR = Calendar()
add_working_days, working_days_between = CALENDAR.add, CALENDAR.between
is_working_day, is_published = CALENDAR.is_working, CALENDAR.is_published

DAYS = st.dates(date(2024, 1, 1), date(2028, 12, 31))


@pytest.mark.parametrize(
    "day",
    [
        date(2026, 1, 4),  # 元旦
        date(2026, 2, 14),  # 春节
        date(2026, 2, 28),
        date(2026, 5, 9),  # 劳动节
        date(2026, 9, 20),  # 国庆节
        date(2026, 10, 10),
        date(2025, 1, 26),
        date(2025, 9, 28),
        date(2024, 2, 4),
    ],
)
def test_weekends_that_are_worked(day):
    assert day.weekday() >= 5
    assert is_working_day(day)


@pytest.mark.parametrize(
    ("first", "last"),
    [
        (date(2026, 1, 1), date(2026, 1, 3)),
        (date(2026, 2, 15), date(2026, 2, 23)),
        (date(2026, 4, 4), date(2026, 4, 6)),
        (date(2026, 5, 1), date(2026, 5, 5)),
        (date(2026, 6, 19), date(2026, 6, 21)),
        (date(2026, 9, 25), date(2026, 9, 27)),
        (date(2026, 10, 1), date(2026, 10, 7)),
    ],
)
def test_the_holidays_of_2026(first, last):
    days = [first + timedelta(days=i) for i in range((last - first).days + 1)]
    assert [day for day in days if is_working_day(day)] == []
    assert is_working_day(last + timedelta(days=1))


@pytest.mark.parametrize(
    ("start", "n", "end"),
    [
        (date(2026, 11, 23), 1, date(2026, 11, 24)),
        (date(2026, 11, 20), 1, date(2026, 11, 23)),
        (date(2026, 2, 13), 1, date(2026, 2, 14)),
        (date(2026, 2, 14), 1, date(2026, 2, 24)),
        (date(2026, 9, 30), 3, date(2026, 10, 10)),
        (date(2026, 10, 3), 0, date(2026, 10, 8)),
        (date(2026, 10, 8), 0, date(2026, 10, 8)),
        (date(2026, 9, 18), 15, date(2026, 10, 15)),
    ],
)
def test_periods_end_where_a_calendar_says(start, n, end):
    assert add_working_days(start, n) == end


def test_a_period_runs_into_a_year_that_is_not_published():
    assert is_published(2026)
    assert is_published(2007)
    assert not is_published(2095)
    assert not is_published(1)
    assert add_working_days(date(2094, 12, 20), 15) > date(2095, 1, 3)


@given(DAYS, st.integers(0, 120))
def test_adding_and_counting_agree(start, n):
    end = add_working_days(start, n)
    assert is_working_day(end)
    if n:
        assert working_days_between(start, end) == n
        assert working_days_between(end, start) == -n


@given(DAYS, DAYS, DAYS)
def test_counts_add_up(a, b, c):
    assert working_days_between(a, b) + working_days_between(b, c) == working_days_between(a, c)


@pytest.mark.parametrize("n", [-1, 10_001, 10**30])
def test_an_impossible_number_is_refused(n):
    with pytest.raises(ValueError, match="working days"):
        add_working_days(date(2026, 1, 1), n)


def test_the_ends_of_the_calendar():
    assert working_days_between(date.max - timedelta(days=6), date.max) in {4, 5}
    with pytest.raises(OverflowError):
        add_working_days(date.max, 1)
    with pytest.raises(ValueError, match="too far"):
        working_days_between(date.min, date.max)
