"""Pages about cases: a permit in, a page or a redirect out."""

from portal.cases.views import (
    appeals,
    bulk,
    cooperation,
    dispatching,
    drafts,
    filing,
    handling,
    identity,
    intake,
    pausing,
    pressing,
    publication,
    reading,
    receipts,
    retention,
)
from portal.cases.views.room import pages

__all__ = [
    "appeals",
    "bulk",
    "cooperation",
    "dispatching",
    "drafts",
    "filing",
    "handling",
    "identity",
    "intake",
    "pages",
    "pausing",
    "pressing",
    "publication",
    "reading",
    "receipts",
    "retention",
]
