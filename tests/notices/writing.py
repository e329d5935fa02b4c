"""Notices written the way people write them: through the pages."""

from __future__ import annotations

import re
from typing import Any

from sqlalchemy.orm import Session

from portal.notices.model import Notice
from tests.people import Browser, Cast, Portal, organisation_ref

PLAIN = {
    "nature": "alert",
    "urgency": "routine",
    "title": "A camera that guesses moods",
    "body": "It was **sold** to schools.",
    "level": "gov",
    "ack_days": "3",
    "case_ref": "",
    "group": "",
}
AUDIENCES: dict[str, dict[str, Any]] = {
    "org": {"level": "org"},
    "named": {"level": "named", "departments": [organisation_ref("market")]},
    "group": {"level": "group", "group": "group-joint"},
    "gov": {"level": "gov"},
    "public": {"level": "public"},
}


def draft(browser: Browser, **changes: Any) -> str:
    """Draft a notice; return its number."""
    response = browser.post("/en/notices/new", **{**PLAIN, **changes})
    assert response.status_code == 303, response.text
    found = re.search(r"N-\d{4}-\d{6}", response.location)
    assert found
    return found[0]


def issued(browser: Browser, **changes: Any) -> str:
    """Draft a notice and issue it; return its number."""
    ref = draft(browser, **changes)
    assert browser.post(address(ref, "issue")).status_code == 303
    return ref


def withdrawn(browser: Browser, **changes: Any) -> str:
    """Issue a notice and withdraw it; return its number."""
    ref = issued(browser, **changes)
    assert browser.post(address(ref, "withdraw"), reason="It was another camera.").status_code == 303
    return ref


IN_STATE = {"draft": draft, "issued": issued, "withdrawn": withdrawn}


def address(ref: str, action: str = "") -> str:
    """Return the address of a notice's page or of one of its actions."""
    return f"/en/notices/{ref}/{action}" if action else f"/en/notices/{ref}"


def readers(who: Cast, ref: str) -> set[str]:
    """Return who of the cast the notice's own page opens for."""
    return {name for name in who if who[name].get(address(ref)).status_code == 200}


def listed(who: Cast, *refs: str) -> list[set[str]]:
    """Return who of the cast finds each of the notices on the list."""
    lists = {name: who[name].get("/en/notices/").text for name in who}
    return [{name for name, text in lists.items() if ref in text} for ref in refs]


def stored(portal: Portal, ref: str) -> Notice:
    """Return a notice as the database has it, with what hangs on it."""
    with Session(portal.store.engine) as session:
        session.info["consumer"] = "tests"
        notice = session.query(Notice).filter_by(ref=ref).one()
        assert (notice.shares, notice.group_shares, notice.subjects) is not None
        session.expunge_all()
        return notice
