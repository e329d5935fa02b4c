"""What the line of a record says in a list."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from portal.slice import Card, Place
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
