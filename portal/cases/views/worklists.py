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
    """Return which of the chief ways lead on from the list, by the words of their actions: officials have one."""
    official = permit.actor.kind is Kind.AGENCY
    chief = (CaseVerb.TAKE_IN,) if official else (CaseVerb.FILE, CaseVerb.TRACK)
    return {verb.action for verb in chief if permit.allows(verb)}


def ways(permit: AnyPermit) -> list[tuple[str, str]]:
    """Return what else leads on from the list, for officials more than for others: the words and the address."""
    kind = permit.actor.kind
    official = kind is Kind.AGENCY
    found = [
        (
            official and permit.allows(CaseVerb.FILE),
            _("File a complaint"),
            url_for("cases.write", step="kind"),
        ),
        (official, _("Follow my case"), url_for("cases.track")),
        (True, _("How departments do"), url_for("cases.rates")),
        (permit.allows(CaseVerb.BULK), _("One step for several cases"), url_for("cases.bulk")),
        (kind in (Kind.AGENCY, Kind.OPERATOR), _("Routing table"), url_for("routing.browse")),
        (official, _("Reply templates"), url_for("replying.browse")),
        (permit.allows(CaseVerb.RETENTION), _("What has been kept long enough"), url_for("cases.retention")),
    ]
    return [(words, address) for open_here, words, address in found if open_here]
