"""Days, moments, spans and numbers."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest

from portal.i18n import ago, day, moment, number, set_zone, using

EVENING = datetime(2026, 11, 22, 16, 5, tzinfo=UTC)


@pytest.fixture
def in_london():
    set_zone(ZoneInfo("Europe/London"))
    yield
    set_zone(ZoneInfo("Asia/Shanghai"))


def test_a_day():
    assert day(date(2026, 11, 3)) == "2026年11月3日"
    with using("en"):
        assert day(date(2026, 11, 3)) == "3 November 2026"


def test_an_instant_is_shown_in_the_citys_time():
    assert day(EVENING) == "2026年11月23日"
    assert moment(EVENING) == "2026年11月23日 00:05"
    with using("en"):
        assert moment(EVENING) == "23 November 2026, 00:05"


@pytest.mark.usefixtures("in_london")
def test_the_city_may_stand_elsewhere():
    assert moment(EVENING) == "2026年11月22日 16:05"


def test_a_naive_instant_is_utc():
    assert moment(EVENING.replace(tzinfo=None)) == moment(EVENING)


@pytest.mark.parametrize("edge", [datetime.max.replace(tzinfo=UTC), datetime.min.replace(tzinfo=UTC)])
def test_the_ends_of_time_are_shown_all_the_same(edge):
    assert str(edge.year) in moment(edge)
    assert ago(edge, EVENING)


@pytest.mark.parametrize(
    ("span", "zh", "en"),
    [
        (timedelta(seconds=-59), "刚刚", "just now"),
        (timedelta(seconds=20), "刚刚", "just now"),
        (timedelta(minutes=-1, seconds=-59), "1分钟前", "1 minute ago"),
        (timedelta(hours=-3, minutes=-50), "3小时前", "3 hours ago"),
        (timedelta(days=-1), "1天前", "1 day ago"),
        (timedelta(days=-8), "1周前", "1 week ago"),
        (timedelta(days=-62), "2个月前", "2 months ago"),
        (timedelta(days=-800), "2年前", "2 years ago"),
        (timedelta(hours=2), "2小时后", "in 2 hours"),
    ],
)
def test_how_long_ago(span, zh, en):
    assert ago(EVENING + span, EVENING) == zh
    with using("en"):
        assert ago(EVENING + span, EVENING) == en


@pytest.mark.parametrize(
    ("n", "text"),
    [
        (0, "0"),
        (1234567, "1,234,567"),
        (-1000, "-1,000"),
        (0.25, "0.25"),
        (1.0, "1"),
        (1234.5678, "1,234.568"),
        (Decimal("99.50"), "99.5"),
    ],
)
def test_numbers(n, text):
    assert number(n) == text
