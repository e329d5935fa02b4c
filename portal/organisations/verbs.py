"""What can be done with organisations and with people's places in them."""

from portal.access import Verb


class OrganisationVerb(Verb):
    BROWSE = "organisation.browse"
    READ = "organisation.read"
    MINE = "organisation.mine"
    APPLY = "organisation.apply"
    APPROVE = "organisation.approve"
    REFUSE = "organisation.refuse"
    SUSPEND = "organisation.suspend"
    REINSTATE = "organisation.reinstate"
    DESCRIBE = "organisation.describe"
    APPOINT = "organisation.appoint"
    JOIN = "organisation.join"
    MEMBERS = "organisation.members"
    ENROL = "organisation.enrol"


class MembershipVerb(Verb):
    READ = "membership.read"
    GRANT = "membership.grant"
    DECLINE = "membership.decline"
    ASSIGN = "membership.assign"
    END = "membership.end"
    LEAVE = "membership.leave"
