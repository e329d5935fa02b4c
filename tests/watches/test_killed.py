"""A follower that is killed again and again, by the machine itself, loses no finding and tells none twice."""

from __future__ import annotations

import random
import signal
import subprocess
import sys
import time
from collections import Counter

import pytest
from sqlalchemy import func, select

from portal.inbox.model import Notification
from portal.ledger import Event
from portal.watches.model import Finding
from tests.factories import filed
from tests.people import Cast, Portal, account_id
from tests.trips.served import APP, environment
from tests.watches.saving import alert_mails, save

ROUNDS, A_ROUND = 12, 3


@pytest.mark.torture
@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_a_follower_that_is_killed_again_and_again(portal: Portal, who: Cast) -> None:
    for name in ("intake", "amy"):
        save(who[name], by_mail="y")
    luck = random.Random(7)
    for number in range(ROUNDS):
        for one in range(A_ROUND):
            filed(portal, by="bob", title=f"zebrafish {number} {one}")
        command = [sys.executable, str(APP), "follow"]
        follower = subprocess.Popen(
            command, env=environment(portal.settings.instance, 1), stderr=subprocess.DEVNULL
        )
        time.sleep(luck.uniform(0.5, 4.0))
        follower.send_signal(signal.SIGKILL)
        follower.wait()
    mails = alert_mails(portal)
    with portal.store.reading() as session:
        findings = session.scalars(select(Finding)).all()
        rung = session.scalar(select(func.count(Event.id)).where(Event.verb == "subscription.alert"))
        told = session.execute(
            select(Notification.account_id, func.count())
            .where(Notification.kind == "subscription")
            .group_by(Notification.account_id)
        ).all()
    assert Counter(finding.subscription_id for finding in findings) == {1: ROUNDS * A_ROUND}
    assert [tuple(line) for line in told] == [(account_id("intake"), rung)]
    assert len({mail["Message-ID"] for mail in mails}) == len(mails) == rung
