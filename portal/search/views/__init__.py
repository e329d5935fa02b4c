"""The search pages: one box for everything, and only what is the reader's."""

from portal.search.views.answers import alike, latest, pages
from portal.search.views.narrowing import also_called, region

__all__ = ["alike", "also_called", "latest", "pages", "region"]
