"""Pages about cases: a permit in, a page or a redirect out."""

from portal.cases.views import filing, handling, publication, reading, receipts
from portal.cases.views.room import pages

__all__ = ["filing", "handling", "pages", "publication", "reading", "receipts"]
