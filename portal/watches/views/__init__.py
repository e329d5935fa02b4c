"""Pages about saved searches, and their feeds: a permit in, a page or a redirect out."""

from portal.watches.views import feeds, keeping, stopping
from portal.watches.views.room import pages

__all__ = ["feeds", "keeping", "pages", "stopping"]
