"""Links between cases: made, shown on both, taken back."""

from __future__ import annotations

from typing import Any

from flask import url_for
from markupsafe import Markup

from portal.access import Denied, Permit, Refused
from portal.cases import commands, forms, queries
from portal.cases.model import CATEGORIES, LASTING, RELATIONS, STATUSES, Case, Relation
from portal.cases.verbs import CaseVerb, RelationVerb
from portal.cases.views.room import AnyPermit, CasePermit, back, is_complainant, pages
from portal.i18n import N_, _
from portal.web.pages import Values

RelationPermit = Permit[Relation]
_LINK = Markup('<a class="govuk-link" href="{}">{}</a>')
_REMOVE = Markup('<a class="govuk-link" href="{}">{}<span class="govuk-visually-hidden"> ({})</span></a>')


def other_case(permit: AnyPermit, ref: str, verb: CaseVerb = CaseVerb.READ) -> Case:
    """Return the case with this number, if the actor may do the verb to it. Raises Refused, whatever the reason."""
    try:
        found: Case = permit.find(verb, ref.strip().upper())
    except Denied:
        raise Refused("other", N_("There is no case with this number that you may use here.")) from None
    return found


def tied(permit: CasePermit) -> tuple[list[Relation], Values]:
    """Return the links of a case for its timeline, and those that hold as rows of a table.

    Who complained is told of what was split off by a list of its own.
    """
    found = queries.relations(permit)
    may = queries.removable(permit) if found else set()
    told_apart = LASTING if found and is_complainant(permit) else frozenset()
    kept = [line for line in found if line[0].status == "kept" and line[0].nature not in told_apart]
    rows = [_row(*line, may=line[0].id in may) for line in kept]
    return [side for side, _case, _title in found], {"links": rows}


def _row(side: Relation, case: Case, title: str, *, may: bool) -> list[Any]:
    called = f"{case.ref} {title or _(CATEGORIES[case.category])}"
    known = _LINK.format(url_for("cases.read", ref=case.ref), called)
    remove = url_for("cases.unlink", ref=side.ref)
    button = _REMOVE.format(remove, _("Remove the link"), case.ref) if may else ""
    return [known, _(RELATIONS[side.nature]), _(STATUSES[case.status]), button]


@pages.action("/<ref>/link", CaseVerb.LINK, forms.LinkForm)
def link(permit: CasePermit, form: Any) -> str:
    commands.link(permit, other_case(permit, form.other.data), form.nature.data)
    return back(permit, "links")


def _linked(permit: RelationPermit, _form: Any) -> Values:
    case, other = queries.linked(permit)
    return {"case": case, "other": other}


@pages.action("/relations/<ref>/unlink", RelationVerb.UNLINK, forms.UnlinkForm, fill=_linked)
def unlink(permit: RelationPermit, form: Any) -> str:
    commands.unlink(permit, form.ground.data)
    return url_for("cases.read", ref=queries.linked(permit)[0].ref)
