"""Pages about cases: a permit in, a page or a redirect out."""

from portal.cases.views import drafts, filing, handling, intake, publication, reading, receipts
from portal.cases.views.room import pages

__all__ = ["drafts", "filing", "handling", "intake", "pages", "publication", "reading", "receipts"]
