"""The accounts room."""

from portal.accounts.views import pages

__all__ = ["pages"]
