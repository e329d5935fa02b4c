"""Full text search: the index decides what is found, the gate decides what is shown."""

from portal.search.views import latest, pages

__all__ = ["latest", "pages"]
