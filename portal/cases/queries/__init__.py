"""What can be asked about cases. Every query starts from permit.visible()."""

from portal.cases.queries.handover import Station, stations
from portal.cases.queries.lists import browse, count_by_status, held_by, titled, waiting
from portal.cases.queries.parts import Parts, parts
from portal.cases.queries.receipts import Receipt, receipt

__all__ = [
    "Parts",
    "Receipt",
    "Station",
    "browse",
    "count_by_status",
    "held_by",
    "parts",
    "receipt",
    "stations",
    "titled",
    "waiting",
]
