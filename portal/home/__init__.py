"""The home room."""

from portal.home.views import pages

__all__ = ["pages"]
