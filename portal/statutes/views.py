"""Pages of the library of laws."""

from __future__ import annotations

from typing import Any

from flask import request, url_for

from portal.access import Permit
from portal.i18n import _, current, pick
from portal.statutes import queries
from portal.statutes.model import Provision
from portal.statutes.projections import card
from portal.statutes.verbs import ProvisionVerb
from portal.web.pages import Pages, Values
from portal.web.paging import slice_of
from portal.web.records import Choice, Facet, lines

pages = Pages("statutes", __name__, url_prefix="/laws")
AnyPermit = Permit[Any]


@pages.show("/", ProvisionVerb.BROWSE)
def browse(permit: AnyPermit) -> Values:
    law = request.args.get("law", "")[:200]
    rows, pager = slice_of(permit.session, queries.browse(permit, law))
    found = lines(permit, (card(provision) for (provision,) in rows))
    return {"lines": found, "pager": pager, "facets": [_laws(permit, law)], "law": law}


def _laws(permit: AnyPermit, chosen: str) -> Facet:
    lang = current()
    items = [
        Choice(
            pick(lang, zh, en),
            count,
            url_for("statutes.browse", law=None if zh == chosen else zh),
            zh == chosen,
        )
        for zh, en, count in queries.laws(permit)
    ]
    return Facet(_("Law"), items)


@pages.show("/<ref>", ProvisionVerb.READ)
def read(permit: Permit[Provision]) -> Values:
    provision = permit.subject
    earlier, later = queries.neighbours(permit)
    law = pick(current(), provision.law_zh, provision.law_en)
    law_url = url_for("statutes.browse", law=provision.law_zh)
    return {"provision": provision, "law": law, "law_url": law_url, "earlier": earlier, "later": later}
