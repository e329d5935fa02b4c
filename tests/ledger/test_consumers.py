"""Consumers may be late; they never lose, repeat harmlessly, and of many followers one works."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.ledger import Consumer, Cursor, Event, Place, hold_lease, pump, rewind
from portal.store import at, now
from tests.factories import filed
from tests.people import Portal


class Reader:
    """A consumer that writes down which events it was shown."""

    def __init__(self) -> None:
        self.shown: list[int] = []
        self.broken = False

    def __call__(self, _session: Session, events: Sequence[Event]) -> None:
        if self.broken:
            raise OSError
        self.shown += [event.id for event in events]


@pytest.fixture
def reader() -> Reader:
    return Reader()


def test_every_event_is_shown_once_and_in_order(portal: Portal, reader: Reader) -> None:
    consumer = Consumer("reader", reader, batch=2)
    for _ in range(5):
        filed(portal)
    assert pump(portal.store, consumer, batches=1) == 2
    assert pump(portal.store, consumer) == 3
    assert pump(portal.store, consumer) == 0
    filed(portal)
    pump(portal.store, consumer)
    assert reader.shown == [1, 2, 3, 4, 5, 6]


def test_what_failed_is_shown_again(portal: Portal, reader: Reader) -> None:
    consumer = Consumer("reader", reader)
    filed(portal)
    reader.broken = True
    with pytest.raises(OSError):  # noqa: PT011 (the consumer's own)
        pump(portal.store, consumer)
    reader.broken = False
    filed(portal)
    pump(portal.store, consumer)
    assert reader.shown == [1, 2]


def test_a_consumer_set_back_sees_everything_again(portal: Portal, reader: Reader) -> None:
    consumer = Consumer("reader", reader)
    filed(portal)
    pump(portal.store, consumer)
    rewind(portal.store, "reader")
    rewind(portal.store, "nobody")
    pump(portal.store, consumer)
    assert reader.shown == [1, 1]


def test_a_consumer_with_a_place_of_its_own_has_no_cursor(portal: Portal, reader: Reader) -> None:
    consumer = Consumer("reader", reader, position=lambda _session: max(reader.shown, default=0))
    filed(portal)
    assert pump(portal.store, consumer) == 1
    with portal.store.reading() as session:
        assert session.scalars(select(Cursor)).all() == []


def test_numbers_of_events_have_no_holes_when_many_write(portal: Portal) -> None:
    failed = []

    def run() -> None:
        try:
            for _ in range(5):
                filed(portal)
        except Exception as error:  # noqa: BLE001 (a thread's failure is told, not lost)
            failed.append(error)

    threads = [threading.Thread(target=run) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with portal.store.reading() as session:
        assert failed == []
        assert list(session.scalars(select(Event.id).order_by(Event.id))) == list(range(1, 21))


def test_of_two_followers_one_works(portal: Portal) -> None:
    assert hold_lease(portal.store, "follower", "one", 15)
    assert not hold_lease(portal.store, "follower", "two", 15)
    assert hold_lease(portal.store, "follower", "one", 15)
    with at(now() + timedelta(seconds=16)):
        assert hold_lease(portal.store, "follower", "two", 15)
    assert not hold_lease(portal.store, "follower", "one", 15)


def test_a_follower_that_died_holds_nobody_up(portal: Portal) -> None:
    """Who is named in the file and does not hold it any more is gone; while they live they are not."""
    path = portal.settings.instance / "follower.lock"
    first, second, third = (Place(path, name) for name in ("one", "two", "three"))
    assert hold_lease(portal.store, "follower", "one", 15, gone=first.predecessor())
    assert not hold_lease(portal.store, "follower", "two", 15, gone=second.predecessor())
    first.close()
    assert hold_lease(portal.store, "follower", "two", 15, gone=second.predecessor())
    assert not hold_lease(portal.store, "follower", "three", 15, gone=third.predecessor())
    assert (first.predecessor(), second.predecessor(), third.predecessor()) == ("", "one", "")
    second.close()
    third.close()


def test_everything_that_follows_is_idempotent(portal: Portal) -> None:
    filed(portal)
    portal.follow()
    for name in ("search", "inbox", "mail"):
        rewind(portal.store, name)
    portal.follow()
    portal.follow()
