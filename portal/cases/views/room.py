"""The pages of cases, and the ways back to them."""

from __future__ import annotations

from typing import Any

from flask import url_for

from portal.access import Permit, Refused
from portal.cases.model import Case
from portal.i18n import N_
from portal.identity.people import organisation_id
from portal.identity.sealing import Seal
from portal.web.house import house
from portal.web.pages import Pages

pages = Pages("cases", __name__, url_prefix="/cases")
AnyPermit = Permit[Any]
CasePermit = Permit[Case]


def seal() -> Seal:
    """Return the portal's seal, for what is kept but not read."""
    return Seal(house().settings.seal_keys)


def back(permit: CasePermit, anchor: str = "") -> str:
    """Return the address of the permit's case."""
    return url_for("cases.read", ref=permit.subject.ref, _anchor=anchor or None)


def is_complainant(permit: CasePermit) -> bool:
    """Return whether the reader filed the permit's case, signed in or with its query code."""
    case, actor = permit.subject, permit.actor
    return (actor.id is not None and actor.id == case.author_id) or case.receipt in actor.receipts


def to_department(permit: AnyPermit, ref: str) -> int:
    """Return the id of the department chosen in a form. Raises Refused when there is none with this reference."""
    found = organisation_id(permit.session, ref, "agency")
    if found is None:
        raise Refused("department", N_("Choose one of the options."))
    return found
