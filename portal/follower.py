"""The follower: the one process that makes happen what follows from the ledger.

Any number may run; a lease lets one work. Where the index is in a folder of each machine, one follower of each brings
that level, whoever holds the lease. It looks for news several times a second, which on both databases is one indexed
probe, and costs less than being told.
"""

from __future__ import annotations

import logging
import os
import secrets
import socket
import time
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor

from portal import alarms, clock_acts, consumers, correspondents, make_gate, writers
from portal.cases.model import forget_drafts
from portal.clocks import tick
from portal.config import Settings
from portal.files.commands import forget_old as forget_uploads
from portal.ledger import Consumer, Place, hold_lease, pump
from portal.ledger.chain import write_checkpoint
from portal.mail import compose, deliver, open_mailer
from portal.store import Store, open_store
from portal.watches.commands import forget_findings
from portal.web import limits, submissions

log = logging.getLogger(__name__)
PAUSE, LEASE, AGAIN, CHECKPOINT, TIDY, POST, TICK, RING = 0.2, 15.0, 1.0, 60.0, 3600.0, 1.0, 5.0, 1.0
MUCH = 400
"""Events shown to consumers in one round, each to each, after which the next begins at once. Less can wait for more:
a round costs nearly the same for one event as for a dozen."""
Stop = Callable[[], bool]


def follow(settings: Settings, stop: Stop = lambda: False) -> None:
    """Follow the ledger until `stop()` says so."""
    store = open_store(settings.database_url)
    holder = f"{socket.gethostname()}:{os.getpid()}:{secrets.token_hex(4)}"
    place = Place(settings.instance / "follower.lock", holder)
    round_of = _Round(settings, store, consumers(settings, store))
    leads, asked = False, 0.0
    while not stop():
        if time.monotonic() - asked > (LEASE / 3 if leads else AGAIN):
            leads = hold_lease(store, "follower", holder, LEASE, gone=place.predecessor())
            asked = time.monotonic()
        shown = round_of.go() if leads else round_of.here() if place.held else 0
        if shown < MUCH:
            time.sleep(PAUSE)
    hold_lease(store, "follower", holder, 0)  # so that the next one need not wait for it to run out
    place.close()
    store.close()


class _Round:
    """One look at everything that may be behind."""

    def __init__(self, settings: Settings, store: Store, following: Sequence[Consumer]) -> None:
        self.settings, self.store, self.following = settings, store, following
        self._gate, self._acts = make_gate(), clock_acts()
        self._last: dict[str, float] = {}
        self._failures = 0
        self._mailer = open_mailer(settings.mail)
        self._compose = compose(settings, writers(settings, store), correspondents())
        self._alarms = alarms()
        self._postman = ThreadPoolExecutor(
            1, thread_name_prefix="post"
        )  # a slow mail server delays mails only
        self._post: Future[int] | None = None

    def go(self) -> int:
        """Bring everything a step further; return how much there was to do."""
        shown = self._follow(self.following)
        if self._is_time("tick", TICK):
            shown += tick(self.store, self._gate, self._acts)
        if self._is_time("ring", RING):
            self._ring()
        if self._is_time("post", POST):
            self._send_mail()
        if self._is_time("checkpoint", CHECKPOINT):
            with self.store.reading() as session:
                write_checkpoint(session, self.settings.instance / "checkpoints.jsonl")
        if self._is_time("tidy", TIDY):
            limits.forget_old(self.store)
            submissions.forget_old(self.store)
            forget_uploads(self.store)
            forget_drafts(self.store)
            forget_findings(self.store)
        return shown

    def here(self) -> int:
        """Bring what this machine keeps for itself a step further, while another does all the rest."""
        return self._follow([consumer for consumer in self.following if consumer.here])

    def _follow(self, following: Iterable[Consumer]) -> int:
        """Bring these consumers a step further; one that fails costs itself delay, and no other."""
        shown = 0
        for consumer in following:
            try:
                shown += pump(self.store, consumer, batches=5)
            except Exception:
                log.exception("%s is behind", consumer.name)
                self._failures += 1
                time.sleep(min(5.0, 0.2 * self._failures))
            else:
                self._failures = 0
        return shown

    def _ring(self) -> None:
        """Let the clock say what there is to say; what fails waits for the next time."""
        for ring in self._alarms:
            try:
                ring(self.store)
            except Exception:
                log.exception("what the clock has to say is behind")

    def _send_mail(self) -> None:
        """Send what is due, unless the round before is still at it."""
        if self._post is not None and not self._post.done():
            return
        if self._post is not None and (failure := self._post.exception()):
            log.error("mails are behind: %r", failure)
        self._post = self._postman.submit(deliver, self.store, self._mailer, self._compose)

    def _is_time(self, name: str, every: float) -> bool:
        """Return whether `every` seconds have gone by since the last time; the first time counts from now."""
        now = time.monotonic()
        due = now - self._last.setdefault(name, now) >= every
        if due:
            self._last[name] = now
        return due
