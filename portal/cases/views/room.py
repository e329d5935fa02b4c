"""The pages of cases, and the ways back to them."""

from __future__ import annotations

from typing import Any

from flask import url_for

from portal.access import Permit
from portal.cases.model import Case
from portal.web.pages import Pages

pages = Pages("cases", __name__, url_prefix="/cases")
AnyPermit = Permit[Any]
CasePermit = Permit[Case]


def back(permit: CasePermit, anchor: str = "") -> str:
    """Return the address of the permit's case."""
    return url_for("cases.read", ref=permit.subject.ref, _anchor=anchor or None)
