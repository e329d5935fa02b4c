"""The lists that people of an organisation work by, beside the list of all cases."""

from __future__ import annotations

from flask import url_for

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
    """Return which of the chief ways lead on from the list, by the words of their actions."""
    return {verb.action for verb in (CaseVerb.FILE, CaseVerb.TAKE_IN) if permit.allows(verb)}


def ways(permit: AnyPermit) -> list[tuple[str, str]]:
    """Return what else leads on from the list, for officials more than for others: the words and the address."""
    kind = permit.actor.kind
    found = [
        (True, _("How departments do"), "cases.rates"),
        (permit.allows(CaseVerb.BULK), _("One step for several cases"), "cases.bulk"),
        (kind in (Kind.AGENCY, Kind.OPERATOR), _("Routing table"), "routing.browse"),
        (kind is Kind.AGENCY, _("Reply templates"), "replying.browse"),
        (permit.allows(CaseVerb.RETENTION), _("What has been kept long enough"), "cases.retention"),
    ]
    return [(words, url_for(endpoint)) for open_here, words, endpoint in found if open_here]
