"""Saved searches, who wants to hear of what is new in them, and what was found.

A watch is a search somebody keeps, as the address of its page. A subscription is one person's wish to hear of it:
theirs alone, whoever else sees the watch. A finding is a record that answers the watch and that the subscriber
could read when it changed; it holds no words of the record.
"""

from __future__ import annotations

from datetime import datetime, time, timedelta

from sqlalchemy import BigInteger, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.access import Move, Verb, begins, leads
from portal.i18n import N_, local
from portal.store import Governed, Row
from portal.store.rows import BigId
from portal.watches.verbs import SubscriptionVerb as S
from portal.watches.verbs import WatchVerb as W

MOVES: dict[Verb, Move] = {
    W.SAVE: begins("kept"),
    W.EDIT: leads("kept"),
    W.DELETE: leads("kept", "deleted"),
    W.SUBSCRIBE: leads("kept"),
    S.ALERT: leads("active"),
    S.CANCEL: leads("active stopped", "stopped"),
}
STATUSES = {"kept": N_("Saved"), "deleted": N_("Deleted")}
ALERT_STATUSES = {"active": N_("In use"), "stopped": N_("Stopped")}
PACES = {
    "never": N_("No alerts: only keep the search"),
    "once": N_("At once, at most every five minutes"),
    "daily": N_("Once a day, at eight in the morning"),
    "weekly": N_("Once a week, on Monday at eight in the morning"),
    "over": N_("As soon as so many are new"),
}
MOST_WATCHES, MOST_SUBSCRIPTIONS, MOST_OVER = 25, 50, 200  # for one person
GAP = timedelta(
    minutes=5
)  # between two alerts that come at once, so that an import is one alert and not many
KEPT = timedelta(days=365)  # that a record was told of is remembered
_MORNING = time(8)


class Watch(Governed):
    """A search somebody saved. `search` is the query string of the search page; `shared` with their organisation."""

    __tablename__ = "watch"
    kind = "watch"

    name: Mapped[str] = mapped_column(String(80))
    search: Mapped[str] = mapped_column(Text)
    shared: Mapped[bool] = mapped_column(default=False)


class Subscription(Governed):
    """What one person (`author_id`) wants to hear of a watch. Status: active, stopped.

    `pace` is one of PACES; `over` is how many must be new before anything is said; what changed before `since`
    is not new. `feed` is the nonce of the private feed's address, empty without one. `alerts` counts the alerts
    so far, the last of them at `told_at`.
    """

    __tablename__ = "subscription"
    kind = "subscription"

    watch_id: Mapped[int] = mapped_column(BigId, ForeignKey("watch.id"), index=True)
    pace: Mapped[str] = mapped_column(String(8))
    over: Mapped[int] = mapped_column(default=1)
    since: Mapped[datetime]
    by_inbox: Mapped[bool] = mapped_column(default=False)
    by_mail: Mapped[bool] = mapped_column(default=False)
    feed: Mapped[str] = mapped_column(String(40), default="", index=True)
    alerts: Mapped[int] = mapped_column(default=0)
    told_at: Mapped[datetime | None]

    watch: Mapped[Watch] = relationship(
        lazy="raise"
    )  # set when both are made, so that it learns the watch's id


Index(
    "uq_subscription_one_a_person",
    Subscription.watch_id,
    Subscription.author_id,
    unique=True,
    sqlite_where=Subscription.status == "active",
    postgresql_where=Subscription.status == "active",
)


class Finding(Row):
    """A record (`case:12`) that a subscription found by a row (`statement:5`), and the alert that told of it.

    Alert 0 is still to come. One line a record: nobody is told twice of the same within KEPT, however often it
    changes. The line goes with the subscription, or when it was told longer ago than that.
    """

    __tablename__ = "finding"
    subscription_id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    record: Mapped[str] = mapped_column(String(48), primary_key=True)
    key: Mapped[str] = mapped_column(String(48), index=True)
    at: Mapped[datetime]
    alert: Mapped[int] = mapped_column(default=0)

    __table_args__ = (Index("ix_finding_told", "alert", "subscription_id", "at"),)


def last_digest(pace: str, moment: datetime) -> datetime:
    """Return the latest instant, not after `moment`, at which daily or weekly alerts go out in the city's zone."""
    here = local(moment)
    morning = datetime.combine(here.date(), _MORNING, here.tzinfo)
    morning -= timedelta(days=here.weekday() if pace == "weekly" else 0)
    step = timedelta(days=7 if pace == "weekly" else 1)
    return morning if morning <= here else morning - step
