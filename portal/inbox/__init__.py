"""The inbox room."""

from portal.inbox.views import pages

__all__ = ["pages"]
