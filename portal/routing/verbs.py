"""What can be done with a line of the routing table."""

from portal.access import Verb


class RouteVerb(Verb):
    READ = "route.read"
    BROWSE = "route.browse"
    ADD = "route.add"
    CHANGE = "route.change"
    RETIRE = "route.retire"
