"""The portal as the tests meet it, and the people who use it: everybody at a browser of their own.

    portal          a running portal on a fresh database, once on SQLite and once on PostgreSQL
    who["amy"]      her browser, signed in; who["visitor"] is a new browser each time
    portal.follow() everything that follows from the ledger has happened

The database of a test is a copy of a template with the cast in it, made once a worker or a run, or on PostgreSQL one
that was put back to it, row by row (lending.py).
"""

from __future__ import annotations

import html
import re
import secrets
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from flask import Flask
from sqlalchemy import Connection, event, insert, select
from werkzeug.test import TestResponse

import portal
from portal.access import CLOCK, VISITOR, Actor, Gate
from portal.config import Settings
from portal.identity.model import Account, Group, GroupMember, Membership, Organisation, SignIn
from portal.identity.people import people, with_receipts
from portal.identity.sessions import LIFETIME, digest
from portal.ledger import Event, pump
from portal.store import Numbering, Store, now, open_store, today
from portal.store.migrate import migrate
from tests import warm

warm.keep()

PASSWORD = "a long pass phrase 用于测试"
_HASH = "$argon2id$v=19$m=19456,t=2,p=1$8pEFXqd971LIlrNlBgO2lQ$MjG8rv9H0b0gtR3niqGmBM4Eax3HrRzLdZxycG6amp0"
YEAR = today(ZoneInfo("Asia/Shanghai")).year  # in the number of whatever comes into being now
KEY = "a key that only the tests know, long enough"

# name: sort, Chinese name, English name. Ids count from 1 in this order.
ORGANISATIONS = {
    "intake": ("agency", "市人工智能投诉受理中心", "AI Complaints Centre"),
    "cyber": ("agency", "市网信办", "Cyberspace Office"),
    "market": ("agency", "市市场监管局", "Market Supervision Bureau"),
    "acme": ("enterprise", "甲乙科技有限公司", "Acme Technology"),
    "beta": ("enterprise", "贝塔智能有限公司", "Beta Intelligence"),
    "guild": ("association", "市人工智能行业协会", "AI Industry Guild"),
    "industry": ("agency", "市工业和信息化局", "Industry Bureau"),
}
# name: organisation, role, duty. Ids count from 1 in this order.
PEOPLE: dict[str, tuple[str, str, str]] = {
    "amy": ("", "", ""),
    "bob": ("", "", ""),
    "intake": ("intake", "officer", ""),
    "cyber": ("cyber", "officer", ""),
    "market": ("market", "officer", ""),
    "cyber_member": ("cyber", "member", ""),
    "acme": ("acme", "officer", ""),
    "beta": ("beta", "officer", ""),
    "guild": ("guild", "officer", ""),
    "acme_admin": ("acme", "admin", ""),
    "operator": ("", "", "operator"),
    "auditor": ("", "", "auditor"),
    "intake_head": ("intake", "admin", ""),
    "industry": ("industry", "officer", ""),
}
GROUPS = {"joint": ("cyber", "market")}
EVERYBODY = ("visitor", *PEOPLE)


def account_id(name: str) -> int:
    """Return the id of one of the cast."""
    return list(PEOPLE).index(name) + 1


def organisation_id(name: str) -> int:
    """Return the id of one of the cast's organisations."""
    return list(ORGANISATIONS).index(name) + 1


def organisation_ref(name: str) -> str:
    """Return the public reference of one of the cast's organisations."""
    return f"O-2026-{organisation_id(name):06d}"


def build(url: str) -> None:
    """Fill an empty database with tables and cast: what every test's database is a copy of."""
    store = open_store(url)
    migrate(store)
    with store.engine.begin() as connection:
        _cast(connection)
    store.close()


def _cast(connection: Connection) -> None:
    plain = {"version": 1, "lang": "en", "status": "active", "created_at": now()}
    for name, (sort, zh, en) in ORGANISATIONS.items():
        names = {"sort": sort, "name_zh": zh, "name_en": en, "intake": name == "intake"}
        connection.execute(insert(Organisation).values(ref=organisation_ref(name), **plain, **names))
    connection.execute(insert(Numbering).values(series="O", year=2026, last=len(ORGANISATIONS)))
    for name, (org, role, duty) in PEOPLE.items():
        person = {"email": f"{name}@example.org", "name": name.title(), "password": _HASH, "duty": duty}
        connection.execute(insert(Account).values(ref=f"account-{name}", **plain, **person))
        if org:
            place = {"account_id": account_id(name), "org_id": organisation_id(org), "role": role}
            connection.execute(insert(Membership).values(ref=f"membership-{name}", **plain, **place))
    for number, (name, members) in enumerate(GROUPS.items(), 1):
        connection.execute(insert(Group).values(ref=f"group-{name}", name_zh="联席组", name_en=name, **plain))
        for org in members:
            hangs = {"kind": "group", "subject_id": number, "org_id": organisation_id(org)}
            connection.execute(insert(GroupMember).values(**hangs))


@dataclass(frozen=True)
class Portal:
    """A running portal and the way to all of its parts."""

    app: Flask
    settings: Settings

    @property
    def store(self) -> Store:
        return self.app.extensions["portal"].store

    @property
    def gate(self) -> Gate:
        return self.app.extensions["portal"].gate

    def follow(self) -> None:
        """Let everything happen that follows from the ledger, and what the clock does: index, alerts, inboxes, mail."""
        consumers = portal.consumers(self.settings, self.store)
        for consumer in consumers:
            pump(self.store, consumer)
        for ring in portal.alarms():
            ring(self.store)
        for consumer in consumers:
            pump(self.store, consumer)
        self.app.extensions["portal"].services["search"].position()  # it looks again at once, not in a moment

    def actor(self, name: str, *receipts: str) -> Actor:
        """Return one of the cast as an actor, as the database knows them now."""
        if name == "clock":
            return CLOCK
        if name == "visitor":
            return with_receipts(VISITOR, receipts)
        with self.store.reading() as session:
            key = account_id(name)
            return with_receipts(people(session, [key])[key].actor, receipts)

    def browser(self, name: str = "visitor") -> Browser:
        """Return a new browser, signed in unless it is the visitor's."""
        browser = Browser(self)
        if name != "visitor":
            browser.sign_in(account_id(name))
        return browser


@dataclass
class Browser:
    """One person's browser. `post` opens the page first and sends back what its form hides."""

    portal: Portal
    token: str = ""
    hidden: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.client = self.portal.app.test_client()

    def sign_in(self, account: int) -> None:
        """Be signed in, without the price of a password."""
        self.token = secrets.token_urlsafe(32)
        line = {"token": digest(self.token), "ref": secrets.token_urlsafe(16), "account_id": account}
        times = {"created_at": now(), "seen_at": now(), "expires_at": now() + LIFETIME}
        with self.portal.store.writing() as session:
            session.add(SignIn(receipts=[], agent="tests", **line, **times))
        self.client.set_cookie(self.portal.app.config["PORTAL_COOKIE"], self.token)

    def get(self, path: str, **options: Any) -> TestResponse:
        """Open an address."""
        return self.client.get(path, **options)

    def open(self, path: str) -> dict[str, str]:
        """Open a page with a form and keep what it hides: token, once, version."""
        self.hidden = hidden_fields(self.get(path).text) or self.hidden
        return self.hidden

    def post(self, path: str, **fields: Any) -> TestResponse:
        """Open a form, fill it in and send it."""
        self.open(path)
        return self.send(path, **fields)

    def send(self, path: str, **fields: Any) -> TestResponse:
        """Send a form with what the last page hid, without opening one now."""
        return self.client.post(path, data=self.hidden | fields)


def hidden_fields(page: str) -> dict[str, str]:
    """Return the hidden fields of the last form of a page that has a token."""
    found: dict[str, str] = {}
    for tag in re.findall(r"<input[^>]*>", page):
        name = re.search(r'\bname="(csrf_token|once|version|files-token)"', tag)
        value = re.search(r'\bvalue="([^"]*)"', tag)
        if name and value:
            found[name[1]] = html.unescape(value[1])
    return found


def said(response: TestResponse) -> str:
    """Return what the main part of a page says, in plain words on one line."""
    main = response.text.partition("<main")[2].partition("</main>")[0] or response.text
    return " ".join(html.unescape(re.sub(r"<[^>]*>", " ", main.partition(">")[2])).split())


@dataclass
class Cast(Mapping[str, Browser]):
    """Browsers by name, made when first asked for; the visitor's is new each time."""

    portal: Portal
    _open: dict[str, Browser] = field(default_factory=dict)

    def __getitem__(self, name: str) -> Browser:
        if name == "visitor":
            return self.portal.browser()
        if name not in self._open:
            self._open[name] = self.portal.browser(name)
        return self._open[name]

    def __iter__(self) -> Iterator[str]:
        return iter(EVERYBODY)

    def __len__(self) -> int:
        return len(EVERYBODY)


def start(url: str, instance: Path, **changes: str) -> Portal:
    """Start a portal on the database at `url`, with its private folder at `instance`."""
    env = {"PORTAL_DATABASE_URL": url, "PORTAL_INSTANCE": str(instance), "PORTAL_SECRET_KEY": KEY, **changes}
    settings = Settings.from_env(env)
    app = portal.create_app(settings)
    app.jinja_env.bytecode_cache = warm.TEMPLATES
    return Portal(app, settings)


def statements(running: Portal, act: Callable[[], object]) -> list[str]:
    """Return the SQL statements that `act` sends to the database."""
    seen: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
        seen.append(statement)

    event.listen(running.store.engine, "before_cursor_execute", note)
    try:
        act()
    finally:
        event.remove(running.store.engine, "before_cursor_execute", note)
    return seen


def last_event(running: Portal) -> Event | None:
    """Return the newest line of the ledger."""
    with running.store.reading() as session:
        found = session.scalars(select(Event).order_by(Event.id.desc()).limit(1)).first()
        session.expunge_all()
        return found
