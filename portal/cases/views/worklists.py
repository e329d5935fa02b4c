"""The lists that people of an organisation work by, beside the list of all cases."""

from __future__ import annotations

from portal.access import Kind
from portal.cases.model import WORKLISTS
from portal.cases.verbs import CaseVerb
from portal.cases.views.room import AnyPermit
from portal.i18n import _
from portal.web.paging import href
from portal.web.records import Choice, Facet


def worklists(permit: AnyPermit, chosen: str) -> list[Facet]:
    """Return the lists of the reader's organisation as a facet; who belongs to no department has none."""
    if permit.actor.kind is not Kind.AGENCY:
        return []
    items = [
        Choice(_(name), None, href(work=None if code == chosen else code, page=None), code == chosen)
        for code, name in WORKLISTS.items()
    ]
    return [Facet(_("Our work"), items)]


def may_do(permit: AnyPermit) -> set[str]:
    """Return which ways lead on from the list, by the words of their actions."""
    verbs = (CaseVerb.FILE, CaseVerb.TAKE_IN, CaseVerb.BULK, CaseVerb.RETENTION)
    kept = {Kind.AGENCY: {"route", "template"}, Kind.OPERATOR: {"route"}}
    return {verb.action for verb in verbs if permit.allows(verb)} | kept.get(permit.actor.kind, set())
