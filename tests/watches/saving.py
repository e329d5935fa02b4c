"""Saving a search as people do, and the mails that come of it."""

from __future__ import annotations

from email.message import EmailMessage

from tests.mail.postbox import letters
from tests.people import Browser, Portal

CHOICES = {"name": "My search", "pace": "once", "by_inbox": "y"}


def save(browser: Browser, search: str = "q=zebrafish", **fields: str) -> str:
    """Save a search; return the address of its page."""
    filled = {**CHOICES, "search": search, **fields}
    answer = browser.post("/en/watches/save", **{name: value for name, value in filled.items() if value})
    assert answer.status_code == 303, answer.text
    return str(answer.headers["Location"].partition("?")[0])


def alert_mails(portal: Portal) -> list[EmailMessage]:
    """Return the mails about saved searches so far."""
    return [mail for mail in letters(portal) if mail["List-Unsubscribe"]]
