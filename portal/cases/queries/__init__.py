"""What can be asked about cases. Every query starts from permit.visible()."""

from portal.cases.queries.drafts import Answers, content, held_by_any, holders, mine
from portal.cases.queries.handover import Station, stations
from portal.cases.queries.lists import browse, counts, held_by, titled, waiting
from portal.cases.queries.parts import Parts, parts, summary_of
from portal.cases.queries.readers import of_people, readers
from portal.cases.queries.receipts import Receipt, receipt

__all__ = [
    "Answers",
    "Parts",
    "Receipt",
    "Station",
    "browse",
    "content",
    "counts",
    "held_by",
    "held_by_any",
    "holders",
    "mine",
    "of_people",
    "parts",
    "readers",
    "receipt",
    "stations",
    "summary_of",
    "titled",
    "waiting",
]
