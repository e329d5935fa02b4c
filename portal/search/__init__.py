"""Full text search: the index decides what is found, the gate decides what is shown."""

from portal.search.views import alike, latest, pages

__all__ = ["alike", "latest", "pages"]
