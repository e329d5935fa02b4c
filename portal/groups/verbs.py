"""What can be done with sharing groups."""

from portal.access import Verb


class GroupVerb(Verb):
    READ = "group.read"
    BROWSE = "group.browse"
    FOUND = "group.found"
    CHANGE = "group.change"
    RETIRE = "group.retire"
