"""What the line of a record says in a list."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from portal.i18n import local
from portal.slice import Card, Place
from portal.store import now
from portal.web.records import line
from tests.people import Portal

FILED = datetime(2026, 11, 12, 4, tzinfo=UTC)
CARD = Card(
    "A dear ride", Place("cases.read", {"ref": "C-1"}), "C-1", "Complaint", "Published", "green", FILED, "en"
)


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("/en/", ["12 November 2026", "latest on 14 November 2026"]),
        ("/zh-hans/", ["2026年11月12日", "最近更新于2026年11月14日"]),
    ],
)
def test_a_line_tells_of_what_is_newer_than_its_record(portal: Portal, path: str, said: list[str]) -> None:
    with portal.app.test_request_context(path):
        portal.app.preprocess_request()
        assert line(CARD, "", latest=FILED + timedelta(days=2)).meta[-2:] == said
        assert line(CARD, "", latest=FILED + timedelta(hours=2)).meta[-1:] == said[:1]
        assert line(CARD, "").meta[-1:] == said[:1]


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("/en/", ["3 days overdue", "due today", "9 days left"]),
        ("/zh-hans/", ["逾期3天", "今日到期", "剩余9天"]),
    ],
)
def test_a_line_tells_how_long_there_is_still(portal: Portal, path: str, said: list[str]) -> None:
    with portal.app.test_request_context(path):
        portal.app.preprocess_request()
        today = local(now()).date()
        lines = [line(replace(CARD, due=today + timedelta(days=days)), "") for days in (-3, 0, 9)]
        assert [(one.left, one.urgency) for one in lines] == list(
            zip(said, ["red", "red", "grey"], strict=True)
        )
        assert (line(CARD, "").left, line(CARD, "").urgency) == ("", "")
