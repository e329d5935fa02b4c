"""Bringing in what others collected: complaints, incidents, filings and laws, through the portal's own commands."""

from portal.ingest.runner import Outcome, Rejected, Source, ingest

__all__ = ["Outcome", "Rejected", "Source", "ingest"]
