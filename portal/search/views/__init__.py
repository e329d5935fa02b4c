"""The search pages: one box for everything, and only what is the reader's."""

from portal.search.views.answers import alike, latest, pages

__all__ = ["alike", "latest", "pages"]
