"""Pages of the routing table."""

from __future__ import annotations

from typing import Any

from flask import request, url_for

from portal.access import Permit, Refused
from portal.i18n import N_, _
from portal.identity.people import intake_centre, organisation_id, organisations
from portal.routing import commands, forms, queries
from portal.routing.model import STATUSES, TONES, Route
from portal.routing.verbs import RouteVerb
from portal.web.house import house
from portal.web.names import names, picker
from portal.web.pages import Pages, Values
from portal.web.paging import slice_of

pages = Pages("routing", __name__, url_prefix="/routing")
AnyPermit = Permit[Any]


@pages.show("/", RouteVerb.BROWSE)
def browse(permit: AnyPermit) -> Values:
    rows, pager = slice_of(permit.session, queries.browse(permit), 100)
    mine = permit.actor.org_id in (None, intake_centre(permit.session))
    return {"lines": _lines(permit, [row[0] for row in rows], mine=mine), "pager": pager, "may_add": mine}


def _lines(permit: AnyPermit, routes: list[Route], *, mine: bool) -> list[Values]:
    known = names(permit.session, (route.org_id for route in routes))
    return [_line(permit, route, known, mine=mine) for route in routes]


def _line(permit: AnyPermit, route: Route, known: dict[int, str], *, mine: bool) -> Values:
    return {
        "category": _(_categories().get(route.category, N_("All cases"))),
        "district": house().services["region"](permit, route.district) or _("all districts"),
        "department": known.get(route.org_id, ""),
        "basis": route.basis,
        "tag": (_(STATUSES[route.status]), TONES[route.status]),
        "ref": route.ref if mine and route.status == "active" else "",
    }


def _categories() -> dict[str, str]:
    categories: dict[str, str] = house().services["categories"]
    return categories


def _fill(permit: AnyPermit, form: Any) -> Values:
    """Offer categories and departments; of a line that is there, choose what stands in it."""
    form.category.choices = [("", _("All cases")), *((code, _(word)) for code, word in _categories().items())]
    form.department.choices = picker(permit.session, "agency", none=_("Choose a department"))
    if permit.subject is not None and request.method == "GET":
        form.department.data = organisations(permit.session, [permit.subject.org_id])[permit.subject.org_id][
            0
        ]
    return {}


def _way(permit: AnyPermit, form: Any) -> commands.Way:
    chosen = organisation_id(permit.session, form.department.data, "agency")
    if chosen is None:
        raise Refused("department", N_("Choose one of the options."))
    return commands.Way(form.category.data or "", form.district.data.strip(), chosen, form.basis.data)


@pages.action("/add", RouteVerb.ADD, forms.AddForm, fill=_fill)
def add(permit: AnyPermit, form: Any) -> str:
    commands.add(permit, _way(permit, form))
    return url_for("routing.browse")


@pages.action("/<ref>/change", RouteVerb.CHANGE, forms.ChangeForm, fill=_fill)
def change(permit: Permit[Route], form: Any) -> str:
    commands.change(permit, _way(permit, form))
    return url_for("routing.browse")


@pages.action("/<ref>/retire", RouteVerb.RETIRE, forms.RetireForm)
def retire(permit: Permit[Route], _form: Any) -> str:
    commands.retire(permit)
    return url_for("routing.browse")
