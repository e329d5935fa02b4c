"""Pages about sharing groups: a permit in, a page or a redirect out."""

from __future__ import annotations

from typing import Any

from flask import request, url_for

from portal.access import Permit
from portal.groups import commands, forms, queries
from portal.groups.model import SORTS, STATUSES, TONES
from portal.groups.projections import WORDS, card, title
from portal.groups.verbs import GroupVerb
from portal.i18n import _, current, pick
from portal.identity.model import Group
from portal.identity.people import choose, organisation_ids, organisations
from portal.web.pages import Pages, Values
from portal.web.paging import slice_of
from portal.web.records import lines, offers

pages = Pages("groups", __name__, url_prefix="/groups")
AnyPermit = Permit[Any]
GroupPermit = Permit[Group]


@pages.show("/", GroupVerb.BROWSE)
def browse(permit: AnyPermit) -> Values:
    rows, pager = slice_of(permit.session, queries.browse(permit))
    found = lines(permit, (card(row[0]) for row in rows))
    return {"lines": found, "pager": pager, "may_found": permit.allows(GroupVerb.FOUND)}


@pages.show("/<ref>", GroupVerb.READ)
def read(permit: GroupPermit) -> Values:
    group, buttons = permit.subject, offers(permit, WORDS, "groups", GroupVerb.CHANGE, GroupVerb.RETIRE)
    tag = (_(STATUSES[group.status]), TONES[group.status])
    return {"group": group, "title": title(group), "tag": tag, "offers": buttons, "members": _members(permit)}


def _members(permit: GroupPermit) -> list[tuple[str, str]]:
    ids = queries.members(permit, [permit.subject.id]).get(permit.subject.id, [])
    known = organisations(permit.session, ids).values()
    return [(pick(current(), zh, en), url_for("organisations.read", ref=ref)) for ref, zh, en in known]


def _who(permit: AnyPermit, form: Any) -> Values:
    """Offer departments and associations; on a group that is there, tick those that belong to it."""
    lang, there = current(), []
    found = sorted(choose(permit.session, *SORTS), key=lambda org: org[0])
    form.members.choices = [(ref, pick(lang, zh, en)) for _id, ref, zh, en in found]
    if permit.subject is not None:
        there = queries.members(permit, [permit.subject.id]).get(permit.subject.id, [])
    if request.method == "GET":
        form.members.data = [ref for key, ref, _zh, _en in found if key in there]
    return {}


def _circle(permit: AnyPermit, form: Any) -> commands.Circle:
    ids = organisation_ids(permit.session, form.members.data)
    return commands.Circle(
        form.name_zh.data, form.name_en.data or "", form.purpose.data, frozenset(ids.values())
    )


@pages.action("/new", GroupVerb.FOUND, forms.FoundForm, fill=_who)
def found(permit: AnyPermit, form: Any) -> str:
    group = commands.found(permit, _circle(permit, form))
    return url_for("groups.read", ref=group.ref)


@pages.action("/<ref>/change", GroupVerb.CHANGE, forms.ChangeForm, fill=_who)
def change(permit: GroupPermit, form: Any) -> str:
    group = commands.change(permit, _circle(permit, form))
    return url_for("groups.read", ref=group.ref)


@pages.action("/<ref>/retire", GroupVerb.RETIRE, forms.RetireForm)
def retire(permit: GroupPermit, _form: Any) -> str:
    group = commands.retire(permit)
    return url_for("groups.read", ref=group.ref)
