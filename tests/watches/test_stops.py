"""Wherever the machine stops: every alert is told, and none is told twice."""

from __future__ import annotations

from collections import Counter
from contextlib import contextmanager
from typing import Any

import pytest
from sqlalchemy import event, func, select

import portal as house
from portal.inbox.model import Notification
from portal.ledger import Event, pump
from portal.mail import compose, deliver
from portal.mail.mailer import FolderMailer
from portal.watches.model import Finding
from tests.factories import filed
from tests.people import Cast, Portal
from tests.watches.saving import save


class Killed(BaseException):
    """The machine stopped: nothing catches this."""


class Post:
    """Counts what is sent, and puts it where mails go."""

    def __init__(self, portal: Portal) -> None:
        self.folder, self.sent = FolderMailer(portal.settings.instance / "mail"), Counter()

    def send(self, message: Any) -> None:
        self.sent[str(message["Message-ID"])] += 1
        self.folder.send(message)


@contextmanager
def stopping(portal: Portal, after: int):
    """Stop the machine before its statement number `after`."""
    seen = [0]

    def count(*_: Any) -> None:
        seen[0] += 1
        if seen[0] == after:
            raise Killed

    event.listen(portal.store.engine, "before_cursor_execute", count)
    try:
        yield
    finally:
        event.remove(portal.store.engine, "before_cursor_execute", count)


def work(portal: Portal, post: Post) -> None:
    """Do what the follower does until there is nothing left."""
    consumers = [one for one in house.consumers(portal.settings, portal.store) if one.name != "search"]
    for _ in range(2):
        for consumer in consumers:
            pump(portal.store, consumer)
        for ring in house.alarms():
            ring(portal.store)
    writing = compose(portal.settings, house.writers(portal.settings, portal.store))
    while deliver(portal.store, post, writing):
        pass


def test_an_alert_is_told_once_wherever_the_machine_stops(portal: Portal, who: Cast) -> None:
    save(who["intake"], by_mail="y")
    filed(portal, title="zebrafish one")
    filed(portal, title="zebrafish two")
    post, stops = Post(portal), 0
    while True:
        try:
            with stopping(portal, stops + 1):
                work(portal, post)
            break
        except Killed:
            stops += 1
    assert stops > 30
    with portal.store.reading() as session:
        rung = session.scalars(select(Event).where(Event.verb == "subscription.alert")).all()
        assert [one.facts["alert"] for one in rung] == [1]
        assert session.scalars(select(Finding.alert)).all() == [1, 1]
        lines = select(func.count()).select_from(Notification).where(Notification.kind == "subscription")
        assert session.scalar(lines) == 1
    assert len(post.sent) == 1
    assert len(list(post.folder.folder.glob("*.eml"))) == 1


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_an_alert_that_is_not_kept_with_its_findings_is_noticed(
    portal: Portal, who: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The sabotage: the clock rings in one transaction and marks what was told in another."""
    honest = house.watches.ring

    def twice(store: Any, gate: Any) -> None:
        honest(store, gate)
        with store.writing() as session:
            for finding in session.scalars(select(Finding)):
                finding.alert = 0

    monkeypatch.setattr(house.watches, "ring", twice)
    with pytest.raises(AssertionError):
        test_an_alert_is_told_once_wherever_the_machine_stops(portal, who)
