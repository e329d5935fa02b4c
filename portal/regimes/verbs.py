"""What can be done with time limits and with the calendar they are counted in."""

from portal.access import Verb


class RegimeVerb(Verb):
    BROWSE = "regime.browse"
    READ = "regime.read"
    ENACT = "regime.enact"
    REPEAL = "regime.repeal"


class CalendarVerb(Verb):
    READ = "calendar.read"
    YEARS = "calendar.years"
    PUBLISH = "calendar.publish"
