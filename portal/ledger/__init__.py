"""The ledger: an append-only, hash-chained list of actions, and the consumers that follow it."""

from portal.ledger.chain import Flaw, verify
from portal.ledger.consumers import Consumer, Cursor, Lease, by_kind, hold_lease, pump, rewind
from portal.ledger.events import Event, Unrecorded, append_only, canonical, record
from portal.ledger.history import history, touched
from portal.ledger.place import Place

__all__ = [
    "Consumer",
    "Cursor",
    "Event",
    "Flaw",
    "Lease",
    "Place",
    "Unrecorded",
    "append_only",
    "by_kind",
    "canonical",
    "history",
    "hold_lease",
    "pump",
    "record",
    "rewind",
    "touched",
    "verify",
]
