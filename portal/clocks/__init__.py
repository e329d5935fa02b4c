"""Time as the law counts it: working days, time limits, and the clocks that run on records.

A record has many clocks, each under a rule (a regime) of its own. A command starts, pauses, extends and ends
them with the functions below before it records its action:

    clocks.meet(session, case, "acceptance")
    clocks.start(session, case, "handling", "accepted")
    record(permit, case)

Time itself acts through `tick`, in the name of the clock and as recorded actions: it reminds, falls due,
escalates, and works dates out anew when a year's calendar is published.
"""

from portal.clocks.asking import (
    duties,
    elapsed,
    is_open,
    is_outdated,
    is_overdue,
    limit_of,
    live,
    nearest_due,
    passed_on,
)
from portal.clocks.book import Book, book, calendar, close_book, look_up
from portal.clocks.calendar import PACKAGE, Calendar, Year, packaged
from portal.clocks.keeping import (
    divide,
    end,
    extend,
    fire,
    give_back,
    meet,
    merge,
    not_applicable,
    pause,
    recalculate,
    reopen,
    resume,
    start,
    switch,
)
from portal.clocks.limits import instant
from portal.clocks.model import NATURES, UNITS, CalendarYear, Clock, Regime, Timed
from portal.clocks.showing import Deadline, length, shown
from portal.clocks.ticking import Acts, play_until, tick

__all__ = [
    "NATURES",
    "PACKAGE",
    "UNITS",
    "Acts",
    "Book",
    "Calendar",
    "CalendarYear",
    "Clock",
    "Deadline",
    "Regime",
    "Timed",
    "Year",
    "book",
    "calendar",
    "close_book",
    "divide",
    "duties",
    "elapsed",
    "end",
    "extend",
    "fire",
    "give_back",
    "instant",
    "is_open",
    "is_outdated",
    "is_overdue",
    "length",
    "limit_of",
    "live",
    "look_up",
    "meet",
    "merge",
    "nearest_due",
    "not_applicable",
    "packaged",
    "passed_on",
    "pause",
    "play_until",
    "recalculate",
    "reopen",
    "resume",
    "shown",
    "start",
    "switch",
    "tick",
]
