"""The storeroom: engine, sessions, and the base classes every table uses."""

from portal.store.engine import Store, open_store
from portal.store.moment import at, now, today
from portal.store.numbering import Numbering, number_for, random_reference, references_of
from portal.store.rows import Attached, Governed, Instant, Json, Row

__all__ = [
    "Attached",
    "Governed",
    "Instant",
    "Json",
    "Numbering",
    "Row",
    "Store",
    "at",
    "now",
    "number_for",
    "open_store",
    "random_reference",
    "references_of",
    "today",
]
