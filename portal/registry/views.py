"""Pages of the register of AI systems."""

from __future__ import annotations

from typing import Any

from flask import request

from portal.access import Permit
from portal.i18n import _, current, day, pick
from portal.registry import queries
from portal.registry.model import CLASSES, STATUSES, TONES, System
from portal.registry.projections import WORDS, card
from portal.registry.verbs import SystemVerb
from portal.web.house import house
from portal.web.names import names
from portal.web.pages import Pages, Values
from portal.web.paging import slice_of
from portal.web.records import facet, lines
from portal.web.timeline import Told, timeline

pages = Pages("registry", __name__, url_prefix="/systems")
AnyPermit = Permit[Any]


@pages.show("/", SystemVerb.BROWSE)
def browse(permit: AnyPermit) -> Values:
    chosen = {"class": request.args.get("class", "")}
    rows, pager = slice_of(permit.session, queries.browse(permit, chosen))
    counts = queries.count_by_class(permit)
    facets = [facet(_("Class of algorithm"), "class", CLASSES, counts, chosen["class"])]
    return {"lines": lines(permit, (card(system) for (system,) in rows)), "pager": pager, "facets": facets}


@pages.show("/<ref>", SystemVerb.READ)
def read(permit: Permit[System]) -> Values:
    siblings = lines(permit, map(card, queries.siblings(permit)))
    entries = timeline(permit, WORDS, [], lambda _part: Told(""))
    return _words(permit.subject) | {"rows": _facts(permit), "siblings": siblings, "entries": entries}


def _words(system: System) -> Values:
    lang = current()
    return {
        "system": system,
        "title": pick(lang, system.name_zh, system.name_en),
        "purpose": pick(lang, system.purpose_zh, system.purpose_en),
        "tag": (_(STATUSES[system.status]), TONES[system.status]),
    }


def _facts(permit: Permit[System]) -> list[tuple[str, str]]:
    system = permit.subject
    rows = [
        (_("Enterprise"), names(permit.session, (system.org_id,)).get(system.org_id, "")),
        (_("Class of algorithm"), _(CLASSES.get(system.algorithm_class, CLASSES["other"]))),
        (_("Filing number"), system.filing),
        (_("Product"), system.product),
        (_("Region"), house().services["region"](permit, system.region)),
        (_("Announced"), day(system.announced_on) if system.announced_on else ""),
    ]
    return [row for row in rows if row[1]]
