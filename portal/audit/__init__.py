"""Audit: who did what and when, for those whose duty it is to look. No prose of any record."""

from portal.audit.views import pages

__all__ = ["pages"]
