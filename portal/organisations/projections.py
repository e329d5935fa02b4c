"""What follows from organisations and memberships: words to find by, whom to tell, what waits for whom."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.access import Permit, Role
from portal.i18n import N_, _, bilingual, current, pick
from portal.i18n.pinyin import initials
from portal.identity.model import Account, Membership, Organisation
from portal.ledger import Event
from portal.organisations import queries
from portal.organisations.model import MEMBERSHIP_TONES, MEMBERSHIPS, ROLE_NAMES, SORTS, STATUSES, TONES
from portal.organisations.verbs import MembershipVerb as M
from portal.organisations.verbs import OrganisationVerb as V
from portal.slice import Card, Found, Place, Task, Wording

WORDS: dict[Any, Wording] = {
    V.APPLY: Wording(
        N_("Register an organisation"),
        N_("Your application has arrived. We write to you when it has been decided."),
        N_("applied for the organisation"),
    ),
    V.APPROVE: Wording(
        N_("Approve"),
        N_("The organisation has been approved."),
        N_("approved the organisation"),
        "green",
        open=True,
    ),
    V.REFUSE: Wording(
        N_("Refuse"), N_("The application has been refused."), N_("refused the application"), "red"
    ),
    V.SUSPEND: Wording(
        N_("Suspend"), N_("The organisation has been suspended."), N_("suspended the organisation"), "red"
    ),
    V.REINSTATE: Wording(
        N_("Reinstate"),
        N_("The organisation has been reinstated."),
        N_("reinstated the organisation"),
        "green",
    ),
    V.DESCRIBE: Wording(
        N_("Change the details"),
        N_("The details have been changed."),
        N_("changed the organisation's details"),
    ),
    V.APPOINT: Wording(
        N_("Make it the intake centre"),
        N_("This department receives complaints first from now on."),
        N_("made the department the intake centre"),
        open=True,
    ),
    V.MEMBERS: Wording(N_("Members"), N_("These are the members."), N_("looked at the members")),
    V.JOIN: Wording(
        N_("Ask to join"),
        N_("The organisation's administrators have your request."),
        N_("asked to join the organisation"),
    ),
    V.ENROL: Wording(
        N_("Enrol"), N_("The organisation has been made."), N_("listed the organisation"), open=True
    ),
    M.GRANT: Wording(N_("Let in"), N_("The person is a member now."), N_("let the person in"), "green"),
    M.DECLINE: Wording(
        N_("Decline"), N_("The request has been declined."), N_("declined the request"), "red"
    ),
    M.ASSIGN: Wording(N_("Change the role"), N_("The role has been changed."), N_("changed the role")),
    M.END: Wording(
        N_("End the membership"), N_("The membership has ended."), N_("ended the membership"), "red"
    ),
    M.LEAVE: Wording(N_("Leave"), N_("You have left the organisation."), N_("left the organisation")),
}


def place(org: Organisation) -> Place:
    """Return where an organisation is shown."""
    return Place("organisations.read", {"ref": org.ref})


def title(org: Organisation) -> str:
    """Return an organisation's name in the language of the page."""
    return pick(current(), org.name_zh, org.name_en or org.name_zh)


def document(_session: Session, org: Organisation) -> Found:
    """An organisation is found by its names and their initials, its code and what it says of itself."""
    said = (org.name_en, org.uscc or "", org.district, org.about_zh, org.about_en)
    return Found(
        title=org.name_zh,
        text=" ".join((*said, bilingual(SORTS[org.sort]), *initials(org.name_zh))),
        organisations=(org.id,),
        moment=org.created_at,
        lang=org.lang,
        group=("organisation", org.id),
        reference=org.ref,
        codes=(org.sort,),
        region=org.district,
    )


def cards(permit: Permit[Any], ids: list[int]) -> dict[int, Card]:
    """Return the organisations among `ids` the reader may read, as lists show them."""
    found = permit.session.scalars(permit.visible(V.READ).where(Organisation.id.in_(ids)))
    return {org.id: card(org) for org in found}


def card(org: Organisation) -> Card:
    """Return an organisation's line in a list."""
    about = pick(current(), org.about_zh, org.about_en) or org.about_zh or org.about_en
    return Card(
        title(org),
        place(org),
        org.ref,
        SORTS[org.sort],
        STATUSES[org.status],
        TONES[org.status],
        org.created_at,
        current() if org.name_en else "zh-hans",
        None,
        about,
    )


def no_document(_session: Session, _place: Membership) -> None:
    """Who belongs where is never searched."""
    return


def place_cards(permit: Permit[Any], ids: list[int]) -> dict[int, Card]:
    """Return the memberships among `ids` the reader may read, each under its organisation's name."""
    query = permit.visible(M.READ).where(Membership.id.in_(ids))
    found = permit.session.execute(
        query.join(Organisation, Organisation.id == Membership.org_id).add_columns(Organisation)
    )
    return {line[0].id: _place_card(permit, line[0], line[1]) for line in found}


def _place_card(permit: Permit[Any], found: Membership, org: Organisation) -> Card:
    mine = found.account_id == permit.actor.id
    where = (
        Place("organisations.mine", {})
        if mine
        else Place("organisations.members", {"ref": org.ref}, found.ref)
    )
    return Card(
        title(org),
        where,
        "",
        N_("Membership"),
        MEMBERSHIPS[found.status],
        MEMBERSHIP_TONES[found.status],
        found.created_at,
        current() if org.name_en else "zh-hans",
        text=_(ROLE_NAMES[found.role]),
    )


def addressees(session: Session, event: Event) -> Iterable[int]:
    """Tell operators of applications, applicants of decisions, administrators and members of their own."""
    if event.kind == "membership":
        membership = session.get(Membership, event.subject_id)
        return [membership.account_id] if membership else []
    if event.verb == V.APPLY:
        query = select(Account.id).where(Account.duty == "operator", Account.status == "active")
        return session.scalars(query).all()
    if event.verb in (V.APPROVE, V.REFUSE):
        org = session.get(Organisation, event.subject_id)
        return [org.author_id] if org and org.author_id else []
    return _administrators(session, event.subject_id) if event.verb != V.ENROL else []


def _administrators(session: Session, org_id: int) -> Sequence[int]:
    query = select(Membership.account_id).where(Membership.org_id == org_id, Membership.status == "active")
    return session.scalars(query.where(Membership.role == str(Role.ADMIN))).all()


def waiting(permit: Permit[Any]) -> list[Task]:
    """What waits: applications for operators, requests to join for administrators."""
    decide, grant = N_("Approve or refuse the application"), N_("Let the person in, or decline")
    tasks = [Task(title(o), place(o), o.ref, decide, o.created_at) for o in queries.to_decide(permit)]
    return tasks + [
        Task(title(o), Place("organisations.members", {"ref": o.ref}, m.ref), "", grant, m.created_at)
        for m, o in queries.to_grant(permit)
    ]
