"""What happens to organisations and to people's places in them.

Whoever acts for an organisation does so by an active membership row and by nothing else, so granting and
ending one takes effect on the person's next request.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.access import Permit, Refused, Role, advance, trusted
from portal.i18n import N_
from portal.identity.model import Account, Membership, Organisation
from portal.ledger import record
from portal.organisations.model import MOVES
from portal.store import number_for, random_reference

OrgPermit = Permit[Organisation]
PlacePermit = Permit[Membership]
_ADMIN = str(Role.ADMIN)
DESCRIBED = ("name_en", "district", "email", "phone", "about_zh", "about_en")


@dataclass(frozen=True, slots=True)
class Details:
    """What an organisation says of itself. `uscc` is normalised (portal.identity.uscc) or None."""

    sort: str
    name_zh: str
    name_en: str = ""
    uscc: str | None = None
    district: str = ""
    email: str = ""
    phone: str = ""
    about_zh: str = ""
    about_en: str = ""


def _organisation(permit: Permit[None], details: Details, lang: str) -> Organisation:
    org = Organisation(
        ref=number_for(permit.session, "O"),
        status="",
        lang=lang,
        author_id=permit.actor.id,
        **{name: getattr(details, name) for name in Details.__slots__},
    )
    advance(org, permit.verb, MOVES)
    return org


def _known(session: Session, *conditions: Any) -> Organisation | None:
    query = trusted(select(Organisation).where(*conditions).order_by(Organisation.id).limit(1), "identity")
    found: Organisation | None = session.scalar(query.with_for_update())
    return found


def _holder(session: Session, uscc: str | None) -> Organisation | None:
    """Return the organisation on the portal, or listed on it, that has this code."""
    if not uscc:
        return None
    return _known(
        session, Organisation.uscc == uscc, Organisation.status.in_(["active", "suspended", "listed"])
    )


def apply(permit: Permit[None], details: Details, lang: str) -> Organisation:
    """A citizen asks that an organisation be admitted, or claims one that is listed already.

    A listed enterprise is recognised by its code or by its Chinese name.
    """
    session = permit.session
    _free(session, permit.actor.id)
    alike = Organisation.name_zh == details.name_zh, Organisation.sort == details.sort
    known = _holder(session, details.uscc) or _known(session, *alike, Organisation.status == "listed")
    if known is not None and known.status != "listed":
        raise Refused(
            "uscc", N_("This organisation is on the portal already. Ask its administrators to let you join.")
        )
    org = _organisation(permit, details, lang)
    org.claims_id = known.id if known else None
    record(permit, org, sort=org.sort, claims=org.claims_id)
    return org


def _free(session: Session, account_id: int | None) -> None:
    """Refuse whoever belongs to an organisation, or waits to, so that nobody waits for two at once."""
    _free_to_begin(session, account_id, N_("You belong to an organisation, or have asked to join one."))
    if _known(session, Organisation.author_id == account_id, Organisation.status == "applied") is not None:
        raise Refused("", N_("You have applied for an organisation, and the application is being examined."))


def _free_to_begin(session: Session, account_id: int | None, message: str) -> None:
    """Refuse a second place for one person; the lock on the account lets two requests come in turn."""
    session.execute(trusted(select(Account.id).where(Account.id == account_id).with_for_update(), "identity"))
    query = select(Membership.id).where(Membership.account_id == account_id, Membership.status != "ended")
    if session.scalar(trusted(query, "identity")) is not None:
        raise Refused("", message)


def approve(permit: OrgPermit) -> Organisation:
    """An operator admits the organisation; the applicant becomes its administrator in the same action.

    Returns the organisation the applicant now speaks for: the listed one, when the application claims it.
    """
    application, session = permit.subject, permit.session
    advance(application, permit.verb, MOVES)
    claimed = _known(session, Organisation.id == application.claims_id) if application.claims_id else None
    holder = _holder(session, application.uscc)
    if holder is not None and holder.id not in (application.claims_id, application.id):
        raise Refused("", N_("Another organisation has this credit code by now. Refuse the application."))
    applicant = application.author_id
    _free_to_begin(session, applicant, N_("The applicant has turned to another organisation meanwhile."))
    org = _take_over(claimed, application) if claimed is not None else application
    place = _place(applicant, org.id, status="active", role=_ADMIN)
    record(permit, application, *({org} - {application}), place, admin=applicant, org=org.id)
    return org


def _take_over(listed: Organisation, application: Organisation) -> Organisation:
    """Let a listed enterprise become active with the details of the application that claims it."""
    if listed.status != "listed":
        raise Refused("", N_("Somebody else has claimed the enterprise meanwhile. Refuse the application."))
    listed.status, application.status = "active", "merged"
    for name in ("uscc", *DESCRIBED):
        setattr(listed, name, getattr(application, name) or getattr(listed, name))
    return listed


def refuse(permit: OrgPermit, ground: str) -> Organisation:
    """An operator refuses the application and says why."""
    return _step(permit, ground)


def suspend(permit: OrgPermit, ground: str) -> Organisation:
    """An operator suspends the organisation: from their next request its people act as citizens."""
    return _step(permit, ground)


def reinstate(permit: OrgPermit) -> Organisation:
    """An operator lets a suspended organisation act again, with the members it had."""
    return _step(permit, "")


def _step(permit: OrgPermit, ground: str) -> Organisation:
    before = advance(permit.subject, permit.verb, MOVES)
    permit.subject.ground = ground
    record(permit, permit.subject, before=before)
    return permit.subject


def describe(permit: OrgPermit, values: dict[str, str]) -> Organisation:
    """An administrator changes what the organisation says of itself; its name and code stay as checked."""
    advance(permit.subject, permit.verb, MOVES)
    for name in DESCRIBED:
        setattr(permit.subject, name, values[name])
    record(permit, permit.subject)
    return permit.subject


def appoint(permit: OrgPermit) -> Organisation:
    """An operator says which department receives complaints first; the one before no longer does."""
    centre, session = permit.subject, permit.session
    advance(centre, permit.verb, MOVES)
    query = select(Organisation).where(Organisation.intake.is_(True), Organisation.id != centre.id)
    before = list(session.scalars(trusted(query.with_for_update(), "identity")))
    for other in before:
        other.intake = False
    centre.intake = True
    record(permit, centre, *before, before=[other.id for other in before])
    return centre


def enrol(
    permit: Permit[None], details: Details, *, listed: bool = False, intake: bool = False
) -> Organisation:
    """The portal brings an organisation in, active at once, or `listed` as known from public filings."""
    org = _organisation(permit, details, "zh-hans")
    org.status, org.intake = "listed" if listed else "active", intake
    record(permit, org, sort=org.sort)
    return org


def join(permit: OrgPermit, about: str) -> Membership:
    """A citizen asks to belong to the organisation; its administrators decide."""
    advance(permit.subject, permit.verb, MOVES)
    _free(permit.session, permit.actor.id)
    place = _place(permit.actor.id, permit.subject.id, status="requested", about=about)
    record(permit, permit.subject, place)
    return place


def _place(account_id: int | None, org_id: int, **values: Any) -> Membership:
    who = {"account_id": account_id, "author_id": account_id, "author_org_id": org_id}
    return Membership(ref=random_reference(), org_id=org_id, **{"role": str(Role.MEMBER), **who, **values})


def grant(permit: PlacePermit, role: str) -> Membership:
    """An administrator lets the person in, in this role, from their next request on."""
    return _set(permit, role)


def decline(permit: PlacePermit) -> Membership:
    """An administrator does not let the person in."""
    return _set(permit)


def assign(permit: PlacePermit, role: str) -> Membership:
    """An administrator gives a member another role; the last administrator stays one."""
    if role != _ADMIN:
        _not_the_last(permit)
    return _set(permit, role)


def end(permit: PlacePermit) -> Membership:
    """An administrator ends a membership: the person is a citizen from their next request on."""
    _not_the_last(permit)
    return _set(permit)


def leave(permit: PlacePermit) -> Membership:
    """The person leaves the organisation, or takes back the request to join it."""
    _not_the_last(permit)
    return _set(permit)


def _set(permit: PlacePermit, role: str = "") -> Membership:
    place = permit.subject
    before = advance(place, permit.verb, MOVES)
    was, place.role = place.role, str(Role(role)) if role else place.role
    record(permit, place, before=before, org=place.org_id, account=place.account_id, was=was, role=place.role)
    return place


def _not_the_last(permit: PlacePermit) -> None:
    """Refuse to take away the last administrator; the lock lets two such requests come in turn."""
    place, session = permit.subject, permit.session
    if place.role != _ADMIN or place.status != "active":
        return
    _known(session, Organisation.id == place.org_id)
    others = select(Membership.id).join(Account, Account.id == Membership.account_id)
    others = others.where(
        Membership.org_id == place.org_id, Membership.id != place.id, Account.status == "active"
    )
    others = others.where(Membership.role == _ADMIN, Membership.status == "active").limit(1)
    if session.scalar(trusted(others, "identity")) is None:
        raise Refused("", N_("An organisation needs an administrator. Make somebody else one first."))
