"""Server and follower are killed outright, again and again, while people file: nothing is lost, nothing doubled."""

from __future__ import annotations

import random
import re
import threading
import time
from http.client import HTTPException, HTTPResponse
from http.cookiejar import CookieJar
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, HTTPErrorProcessor, OpenerDirector, Request, build_opener

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.cases.model import Case, Statement
from portal.clocks.model import Clock
from portal.identity.receipts import keyed_hash
from portal.inbox.model import Notification
from portal.ledger import Event, verify
from portal.mail.outgoing import Outgoing
from tests.cases.test_life import CODE
from tests.killing import answers, running
from tests.mail.postbox import letters
from tests.people import Browser, Portal, account_id, hidden_fields
from tests.ports import free_port

STORY = {"category": "pricing", "body": "The price rose."}
FILING = ("amy", "bob", "visitor")
FORGETTING = ("amy", "bob", "intake", "cyber", "market", "acme", "beta", "guild", "operator", "auditor")
PATIENCE = 120.0  # seconds: a machine may be busy
_BUSY = 503  # come back, says the portal
_SENDERS = iter(range(10**9))
Filed = dict[str, tuple[str, str]]


class _AsItCame(HTTPErrorProcessor):
    """Go nowhere and raise nothing: whatever comes is the answer."""

    def http_response(self, _request: Request, response: HTTPResponse) -> HTTPResponse:
        return response


class Person(threading.Thread):
    """Somebody at a browser who files one thing after another, and sends a form again until it is answered.

    `filed` has what was acknowledged: by title the number, and the query code where there is no account.
    """

    def __init__(self, portal: Portal, port: int, who: str, enough: threading.Event) -> None:
        super().__init__(daemon=True)
        self._port, self._who, self._enough = port, who, enough
        self.filed: Filed = {}
        self.refused: list[str] = []
        self.cut_off = 0  # forms that were on their way when the server died
        self._opener: OpenerDirector = build_opener(_AsItCame, HTTPCookieProcessor(CookieJar()))
        if who != "visitor":
            browser = Browser(portal)
            browser.sign_in(account_id(who))
            cookie = portal.app.config["PORTAL_COOKIE"]
            self._opener.addheaders.append(("Cookie", f"{cookie}={browser.token}"))

    def run(self) -> None:
        number = 0
        while not self._enough.is_set():
            number += 1
            self._file(f"{self._who} {number}")

    def _file(self, title: str) -> None:
        status, page, _where = self.send("/en/cases/new")
        fields = hidden_fields(page) | STORY | {"title": title}
        status, page, where = self.send("/en/cases/new", fields)
        found = re.search(r"C-\d{4}-\d{6}", where or page.partition("<main")[2])
        if status not in (200, 303) or found is None:
            self.refused.append(f"{status} {page[:2000]}")
            return
        self.filed[title] = found[0], "" if where else CODE.search(page)[0]

    def send(self, path: str, fields: dict[str, str] | None = None) -> tuple[int, str, str]:
        """Ask until there is an answer: status, page, and where one is sent."""
        data = urlencode(fields).encode() if fields else None
        while True:
            sender = next(_SENDERS)  # nobody is limited for what others do
            asked = Request(f"http://127.0.0.1:{self._port}{path}", data=data)
            asked.add_header("X-Forwarded-For", f"10.{sender >> 16 & 255}.{sender >> 8 & 255}.{sender & 255}")
            try:
                with self._opener.open(asked, timeout=30) as answer:
                    page = answer.read().decode()
                if answer.status != _BUSY:
                    return answer.status, page, answer.headers.get("Location") or ""
            except (OSError, HTTPException) as failure:
                refused = isinstance(getattr(failure, "reason", None), ConnectionRefusedError)
                self.cut_off += data is not None and not refused
            time.sleep(0.05)


def lived(portal: Portal, kills: int, seed: int) -> list[Person]:
    """Let people file while everything is killed so many times; return them."""
    luck, port, enough = random.Random(seed), free_port(), threading.Event()
    persons = [Person(portal, port, name, enough) for name in FILING]
    with running(portal, "run", port=port) as program:
        for person in persons:
            person.start()
        for number in range(kills):
            _wait(port)
            if number < len(FORGETTING):
                _forget(Person(portal, port, "visitor", enough), f"{FORGETTING[number]}@example.org")
            time.sleep(luck.random() * 1.5)
            program.kill()
            program.start()
        _wait(port)
        enough.set()
        for person in persons:
            person.join(PATIENCE)
    assert not any(person.is_alive() for person in persons)
    return persons


def _wait(port: int) -> None:
    end = time.monotonic() + PATIENCE
    while not answers(port):
        assert time.monotonic() < end, "the portal does not come back"
        time.sleep(0.05)


def _forget(person: Person, email: str) -> None:
    """Somebody asks for a new password, which is written about by mail."""
    _status, page, _where = person.send("/en/account/forgot")
    status, _page, _where = person.send("/en/account/forgot", hidden_fields(page) | {"email": email})
    assert status in (200, 303)


@pytest.mark.parametrize(
    ("database", "kills"),
    [
        ("sqlite", 2),
        pytest.param("sqlite", 100, marks=pytest.mark.torture),
        pytest.param("postgresql", 100, marks=pytest.mark.torture),
    ],
    indirect=["database"],
)
def test_whatever_is_killed_what_was_acknowledged_is_there_once(portal: Portal, kills: int) -> None:
    persons = lived(portal, kills, seed=5)
    assert [person.refused for person in persons] == [[]] * len(persons)
    acknowledged = {title: one for person in persons for title, one in person.filed.items()}
    assert len(acknowledged) >= kills
    mails = letters(portal)  # the rest of what follows happens here
    with portal.store.reading() as session:
        session.info["consumer"] = "tests"
        assert verify(session).flaw is None
        cases = {case.ref: case for case in session.scalars(select(Case))}
        _filings(session, cases, acknowledged, portal.settings.secret_key)
        _what_follows(session, cases)
        asked = list(session.scalars(select(Event.id).where(Event.verb == "account.forgot")))
        sent = session.execute(select(Outgoing.event_id, Outgoing.status).order_by(Outgoing.event_id)).all()
    assert len(asked) >= min(kills, len(FORGETTING))
    assert [tuple(one) for one in sent] == [(event, "sent") for event in sorted(asked)]
    assert len({mail["Message-ID"] for mail in mails}) == len(mails) == len(asked)
    cut_off = sum(person.cut_off for person in persons)
    found = f"{kills} kills, {len(cases)} filings, {len(asked)} mails, {cut_off} forms cut off and sent again"
    (portal.settings.instance / "killed.txt").write_text(found)


def _filings(session: Session, cases: dict[str, Case], acknowledged: Filed, key: str) -> None:
    """What was acknowledged is there once, and nothing else: each was sent until it was."""
    said = session.execute(select(Statement.title, Statement.case_id)).all()
    assert sorted(map(tuple, said)) == sorted(
        (title, cases[ref].id) for title, (ref, _) in acknowledged.items()
    )
    assert len(said) == len(cases)
    codes = {ref: keyed_hash(key, code) for ref, code in acknowledged.values() if code}
    assert {ref: cases[ref].receipt for ref in codes} == codes


def _what_follows(session: Session, cases: dict[str, Case]) -> None:
    """Each filing has one event, and the same clocks and the same lines in inboxes as every other."""
    ids = sorted(case.id for case in cases.values())
    query = select(Event.id, Event.subject_id).where(Event.verb == "case.file")
    filings = dict(map(tuple, session.execute(query)))
    assert sorted(filings.values()) == ids
    clocks = session.execute(select(Clock.subject_id, Clock.regime, Clock.trigger)).all()
    lines = session.execute(select(Notification.event_id, Notification.account_id)).all()
    for rows in (
        [(case, rest) for case, *rest in clocks],
        [(filings[event], rest) for event, *rest in lines if event in filings],
    ):
        by_case: dict[int, list[str]] = {case: [] for case in ids}
        for case, rest in rows:
            by_case[case].append(str(rest))
        assert len({tuple(sorted(found)) for found in by_case.values()}) == 1
        assert by_case[ids[0]]
