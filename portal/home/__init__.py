"""The front door: everybody's first page, and what the portal says of itself."""

from portal.home.views import pages

__all__ = ["pages"]
