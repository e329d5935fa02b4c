"""The lives of organisations and memberships. Their tables are portal/identity's."""

from __future__ import annotations

from portal.access import Move, Role, Verb, begins, leads
from portal.i18n import N_
from portal.organisations.verbs import MembershipVerb, OrganisationVerb

MOVES: dict[Verb, Move] = {
    OrganisationVerb.APPLY: begins("applied"),
    OrganisationVerb.ENROL: begins("active"),
    OrganisationVerb.APPROVE: leads("applied", "active"),
    OrganisationVerb.REFUSE: leads("applied", "refused"),
    OrganisationVerb.SUSPEND: leads("active", "suspended"),
    OrganisationVerb.REINSTATE: leads("suspended", "active"),
    OrganisationVerb.DESCRIBE: leads("active"),
    OrganisationVerb.APPOINT: leads("active"),
    OrganisationVerb.JOIN: leads("active"),
    OrganisationVerb.MEMBERS: leads("active suspended"),
    MembershipVerb.GRANT: leads("requested", "active"),
    MembershipVerb.DECLINE: leads("requested", "ended"),
    MembershipVerb.ASSIGN: leads("active"),
    MembershipVerb.END: leads("active", "ended"),
    MembershipVerb.LEAVE: leads("requested active", "ended"),
}
STATUSES = {
    "active": N_("On the portal"),
    "listed": N_("Known from public filings"),
    "suspended": N_("Suspended"),
    "applied": N_("Being examined"),
    "refused": N_("Refused"),
    "merged": N_("Approved as a claim"),
}
TONES = {
    "active": "green",
    "listed": "grey",
    "suspended": "red",
    "applied": "yellow",
    "refused": "red",
    "merged": "green",
}
PUBLIC = frozenset({"active", "listed", "suspended"})
MEMBERSHIPS = {"requested": N_("Requested"), "active": N_("Member now"), "ended": N_("Ended")}
MEMBERSHIP_TONES = {"requested": "yellow", "active": "green", "ended": "grey"}
SORTS = {
    "agency": N_("Government department"),
    "enterprise": N_("Enterprise"),
    "association": N_("Association"),
}
ROLES = {
    str(Role.MEMBER): N_("Member: reads what the organisation may read"),
    str(Role.OFFICER): N_("Officer: speaks and acts for the organisation"),
    str(Role.ADMIN): N_("Administrator: also looks after members and details"),
}
ROLE_NAMES = {
    str(Role.MEMBER): N_("Member"),
    str(Role.OFFICER): N_("Officer"),
    str(Role.ADMIN): N_("Administrator"),
}
