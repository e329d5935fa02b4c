"""A request is counted once, with what it does or without: what is refused or rolled back counts all the same."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import func, select

from portal.cases.model import Case
from portal.cases.views import filing
from portal.web.limits import Rate
from tests.cases.test_life import COMPLAINT
from tests.people import Cast, Portal

NEW = "/en/cases/new"


def used(portal: Portal) -> int:
    with portal.store.reading() as session:
        return session.scalar(select(func.coalesce(func.sum(Rate.used), 0))) or 0


def cases(portal: Portal) -> int:
    with portal.store.engine.connect() as connection:
        return connection.scalar(select(func.count()).select_from(Case.__table__)) or 0


def test_what_is_done_and_what_is_sent_back_count_once_each(portal: Portal, who: Cast) -> None:
    browser = who["visitor"]
    assert browser.post(NEW, **COMPLAINT).status_code == 200
    assert used(portal) == 1
    assert browser.post(NEW, **COMPLAINT | {"title": ""}).status_code == 422
    assert used(portal) == 2


def test_what_is_rolled_back_counts(portal: Portal, who: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    def none(_session: Any) -> None:
        return None

    monkeypatch.setattr(filing, "intake_centre", none)
    page = who["visitor"].post(NEW, **COMPLAINT)
    assert (page.status_code, "No department receives complaints yet" in page.text) == (422, True)
    assert (used(portal), cases(portal)) == (1, 0)


def test_who_has_used_the_limit_up_files_nothing_more(portal: Portal, who: Cast) -> None:
    browser = who["visitor"]
    browser.post(NEW, **COMPLAINT)
    with portal.store.writing() as session:
        session.execute(Rate.__table__.update().values(used=60))
    assert browser.post(NEW, **COMPLAINT | {"title": "Once more"}).status_code == 429
    assert cases(portal) == 1
