"""Pages about organisations and the people in them: a permit in, a page or a redirect out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask import request, url_for

from portal.access import Kind, Permit, Role
from portal.i18n import _, current, day
from portal.identity.model import Membership, Organisation
from portal.identity.people import people
from portal.organisations import commands, forms, queries
from portal.organisations.model import MEMBERSHIPS, ROLE_NAMES, SORTS, STATUSES, TONES
from portal.organisations.projections import WORDS, card, title
from portal.organisations.verbs import MembershipVerb, OrganisationVerb
from portal.web.house import house
from portal.web.pages import Pages, Values
from portal.web.paging import slice_of
from portal.web.records import Facet, facet, lines, offers

pages = Pages("organisations", __name__, url_prefix="/organisations")
AnyPermit = Permit[Any]
OrgPermit = Permit[Organisation]
PlacePermit = Permit[Membership]
_BUTTONS = (
    OrganisationVerb.APPROVE,
    OrganisationVerb.REFUSE,
    OrganisationVerb.JOIN,
    OrganisationVerb.MEMBERS,
    OrganisationVerb.DESCRIBE,
    OrganisationVerb.APPOINT,
    OrganisationVerb.REINSTATE,
    OrganisationVerb.SUSPEND,
)


@dataclass(frozen=True, slots=True)
class MemberLine:
    """A person's place as colleagues see it: `email` and `links` are for those who look after members."""

    anchor: str
    name: str
    email: str
    role: str
    status: str
    about: str
    since: datetime
    links: list[tuple[str, str]]


@pages.show("/", OrganisationVerb.BROWSE)
def browse(permit: AnyPermit) -> Values:
    chosen = {name: request.args.get(name, "") for name in ("sort", "status", "name")}
    rows, pager = slice_of(permit.session, queries.browse(permit, chosen))
    found = lines(permit, (card(row[0]) for row in rows))
    return {"lines": found, "pager": pager, "facets": _facets(permit, chosen), "chosen": chosen}


def _facets(permit: AnyPermit, chosen: dict[str, str]) -> list[Facet]:
    words = {"sort": (_("Sort"), SORTS), "status": (_("Status"), STATUSES)}
    return [
        facet(heading, name, labels, queries.count_by(permit, name), chosen[name])
        for name, (heading, labels) in words.items()
    ]


@pages.show("/<ref>", OrganisationVerb.READ)
def read(permit: OrgPermit) -> Values:
    org = permit.subject
    tag = (_(STATUSES[org.status]), TONES[org.status])
    buttons = offers(permit, WORDS, "organisations", *_BUTTONS)
    values = {"rows": _facts(permit), "alike": _alike(permit), "offers": buttons}
    return {"org": org, "title": title(org), "tag": tag} | values


def _alike(permit: OrgPermit) -> list[tuple[str, str]]:
    """Show an operator who decides what else goes by the same name or code."""
    if permit.actor.kind is not Kind.OPERATOR or permit.subject.status != "applied":
        return []
    return [(title(other), _link(other)) for other in queries.alike(permit)]


def _facts(permit: OrgPermit) -> list[tuple[str, str]]:
    org = permit.subject
    rows = [
        (_("Sort"), _(SORTS[org.sort])),
        (_("Chinese name"), org.name_zh),
        (_("English name"), org.name_en),
        (_("Unified social credit code"), org.uscc or ""),
        (_("District"), house().services["region"](permit, org.district)),
        (_("Contact e-mail"), org.email),
        (_("Contact telephone"), org.phone),
        (_("Since"), day(org.created_at) if org.status in ("active", "suspended") else ""),
    ]
    return [row for row in rows if row[1]]


def _link(org: Organisation) -> str:
    return url_for("organisations.read", ref=org.ref)


@pages.show("/mine", OrganisationVerb.MINE)
def mine(permit: AnyPermit) -> Values:
    applied = lines(permit, (card(org) for org in queries.applications(permit)))
    return {"applications": applied} | _own_place(permit)


def _own_place(permit: AnyPermit) -> Values:
    found = queries.own_place(permit)
    if found is None:
        return {"place": None}
    place, org = found
    words = {"status": _(MEMBERSHIPS[place.status]), "role": _(ROLE_NAMES[place.role])}
    is_admin = permit.actor.role is Role.ADMIN
    return {"place": place, "org": org, "title": title(org), "is_admin": is_admin} | words


@pages.action("/apply", OrganisationVerb.APPLY, forms.ApplyForm)
def apply(permit: AnyPermit, form: Any) -> str:
    typed = {name: form[name].data or "" for name in commands.Details.__slots__ if name != "uscc"}
    org = commands.apply(permit, commands.Details(uscc=form.uscc.data or None, **typed), current())
    return _link(org)


@pages.action("/<ref>/approve", OrganisationVerb.APPROVE, forms.ApproveForm)
def approve(permit: OrgPermit, _form: Any) -> str:
    return _link(commands.approve(permit))


@pages.action("/<ref>/refuse", OrganisationVerb.REFUSE, forms.RefuseForm)
def refuse(permit: OrgPermit, form: Any) -> str:
    return _link(commands.refuse(permit, form.ground.data))


@pages.action("/<ref>/suspend", OrganisationVerb.SUSPEND, forms.SuspendForm)
def suspend(permit: OrgPermit, form: Any) -> str:
    return _link(commands.suspend(permit, form.ground.data))


@pages.action("/<ref>/reinstate", OrganisationVerb.REINSTATE, forms.ReinstateForm)
def reinstate(permit: OrgPermit, _form: Any) -> str:
    return _link(commands.reinstate(permit))


@pages.action("/<ref>/describe", OrganisationVerb.DESCRIBE, forms.DescribeForm)
def describe(permit: OrgPermit, form: Any) -> str:
    typed = {name: form[name].data or "" for name in commands.DESCRIBED}
    return _link(commands.describe(permit, typed))


@pages.action("/<ref>/appoint", OrganisationVerb.APPOINT, forms.AppointForm)
def appoint(permit: OrgPermit, _form: Any) -> str:
    return _link(commands.appoint(permit))


@pages.action("/<ref>/join", OrganisationVerb.JOIN, forms.JoinForm)
def join(permit: OrgPermit, form: Any) -> str:
    commands.join(permit, form.about.data)
    return url_for("organisations.mine")


@pages.show("/<ref>/members", OrganisationVerb.MEMBERS)
def members(permit: OrgPermit) -> Values:
    looks_after, shown = permit.actor.role is Role.ADMIN, _member_lines(permit)
    waiting = [line for line in shown if line.status == "requested"]
    values = {"waiting": waiting, "members": [line for line in shown if line.status == "active"]}
    return {"org": permit.subject, "title": title(permit.subject), "looks_after": looks_after} | values


def _member_lines(permit: OrgPermit) -> list[MemberLine]:
    found, looks_after = queries.places(permit), permit.actor.role is Role.ADMIN
    known = people(permit.session, (place.account_id for place in found))
    shows_mail = looks_after or permit.actor.kind is Kind.OPERATOR
    return [_member(place, known.get(place.account_id), shows_mail, looks_after) for place in found]


def _member(place: Membership, person: Any, shows_mail: bool, looks_after: bool) -> MemberLine:  # noqa: FBT001
    name = person.name if person else _("A disabled account")
    email = person.email if person and shows_mail else ""
    verbs = {
        "requested": (MembershipVerb.GRANT, MembershipVerb.DECLINE),
        "active": (MembershipVerb.ASSIGN, MembershipVerb.END),
    }[place.status]
    links = [(_(WORDS[v].button), url_for(f"organisations.{v.action}", ref=place.ref)) for v in verbs]
    role, shown = _(ROLE_NAMES[place.role]), links if looks_after else []
    return MemberLine(place.ref, name, email, role, place.status, place.about, place.created_at, shown)


def _who(permit: PlacePermit, form: Any) -> Values:
    """Say on the page whose place in which organisation it is about."""
    place, org = permit.subject, queries.home_of(permit)
    person = people(permit.session, [place.account_id]).get(place.account_id)
    if "role" in form and request.method == "GET":
        form.role.data = place.role
    return {
        "org": org, "title": title(org), "name": person.name if person else _("A disabled account"),
        "email": person.email if person else "", "about": place.about, "role": _(ROLE_NAMES[place.role]),
    }  # fmt: skip


def _to_members(permit: PlacePermit) -> str:
    return url_for("organisations.members", ref=queries.home_of(permit).ref)


@pages.action("/places/<ref>/grant", MembershipVerb.GRANT, forms.GrantForm, fill=_who)
def grant(permit: PlacePermit, form: Any) -> str:
    commands.grant(permit, form.role.data)
    return _to_members(permit)


@pages.action("/places/<ref>/decline", MembershipVerb.DECLINE, forms.DeclineForm, fill=_who)
def decline(permit: PlacePermit, _form: Any) -> str:
    commands.decline(permit)
    return _to_members(permit)


@pages.action("/places/<ref>/assign", MembershipVerb.ASSIGN, forms.AssignForm, fill=_who)
def assign(permit: PlacePermit, form: Any) -> str:
    commands.assign(permit, form.role.data)
    return _to_members(permit)


@pages.action("/places/<ref>/end", MembershipVerb.END, forms.EndForm, fill=_who)
def end(permit: PlacePermit, _form: Any) -> str:
    commands.end(permit)
    return _to_members(permit)


@pages.action("/places/<ref>/leave", MembershipVerb.LEAVE, forms.LeaveForm, fill=_who)
def leave(permit: PlacePermit, _form: Any) -> str:
    commands.leave(permit)
    return url_for("organisations.mine")
