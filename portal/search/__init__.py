"""Full text search: the index decides what is found, the gate decides what is shown."""

from portal.search.views import alike, also_called, latest, pages, region

__all__ = ["alike", "also_called", "latest", "pages", "region"]
