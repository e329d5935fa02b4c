"""What can be asked about cases. Every query starts from permit.visible()."""

from portal.cases.queries.appeals import who_refused
from portal.cases.queries.drafts import Answers, content, held_by_any, holders, mine
from portal.cases.queries.handover import Station, stations
from portal.cases.queries.lists import at_intake, browse, counts, held_by, titled, waiting
from portal.cases.queries.parts import Parts, parts, summary_of
from portal.cases.queries.pressing import handling_clock, most_extension
from portal.cases.queries.readers import of_people, readers
from portal.cases.queries.receipts import Receipt, receipt
from portal.cases.queries.together import awaited, helping, involved

__all__ = [
    "Answers",
    "Parts",
    "Receipt",
    "Station",
    "at_intake",
    "awaited",
    "browse",
    "content",
    "counts",
    "handling_clock",
    "held_by",
    "held_by_any",
    "helping",
    "holders",
    "involved",
    "mine",
    "most_extension",
    "of_people",
    "parts",
    "readers",
    "receipt",
    "stations",
    "summary_of",
    "titled",
    "waiting",
    "who_refused",
]
