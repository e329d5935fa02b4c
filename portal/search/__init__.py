"""The search room."""

from portal.search.views import pages

__all__ = ["pages"]
