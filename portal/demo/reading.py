"""What people of the demonstration have read: everything but the news of the last week."""

from __future__ import annotations

from datetime import timedelta

from portal.access import Gate
from portal.identity.people import people
from portal.inbox.commands import seen
from portal.inbox.queries import readers
from portal.inbox.verbs import InboxVerb
from portal.store import Store, now

_WEEK = timedelta(weeks=1)


def read_up(store: Store, gate: Gate) -> None:
    """Let everybody have read what they were told of until a week ago, once the inbox is level with the ledger."""
    until = now() - _WEEK
    with store.writing() as session:
        for person in people(session, readers(session)).values():
            seen(gate.admit(session, person.actor, InboxVerb.SEEN), until)
